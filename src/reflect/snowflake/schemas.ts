/** Finds which schemas exist, besides those that are read. */
import { storedName, writtenName } from "../../dialects/snowflake/spelling.js";
import type { Connection } from "../connection.js";
import { sessionOf } from "./connection.js";
import { keysOfDatabase, tableSchemas } from "./questions.js";
import { text } from "./rows.js";

export const currentSchema = (connection: Connection): Promise<string | null> => {
  const { schema } = sessionOf(connection);
  return Promise.resolve(schema === null ? null : writtenName(schema));
};

export const schemasWithTables = async (connection: Connection): Promise<readonly string[]> => {
  const { database } = sessionOf(connection);
  if (database === null) return [];
  const rows = await connection.query(tableSchemas(database));
  return rows.map((row) => writtenName(text(row, "name")));
};

/** The schemas with foreign keys to tables of others. */
export const referringSchemas = async (
  connection: Connection,
  schemas: readonly string[],
): Promise<readonly string[]> => {
  const { database, schema } = sessionOf(connection);
  if (database === null || schemas.includes("*")) return [];
  const asked = schemas.length > 0 ? schemas.map(storedName) : [schema ?? ""];
  const rows = await connection.query(keysOfDatabase(database));
  const others = rows
    .filter(
      (row) =>
        text(row, "pk_database_name") === database && asked.includes(text(row, "pk_schema_name")),
    )
    .map((row) => text(row, "fk_schema_name"))
    .filter((name) => !asked.includes(name));
  return [...new Set(others)].sort().map(writtenName);
};
