/** The schemas whose foreign keys point to tables of others. */
import { storedName, writtenName } from "../../dialects/snowflake/spelling.js";
import type { Connection } from "../connection.js";
import { sessionOf } from "./connection.js";
import { keysOfDatabase } from "./questions.js";
import { text } from "./rows.js";

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
