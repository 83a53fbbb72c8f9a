/** The invisible primary keys that MySQL 8.0.30 makes for tables without one: nobody declares them, but they exist. */
import { atLeast, tableText, type Change, type Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import type { Session } from "./connection.js";
import { text } from "./rows.js";

/** Lists them as objects that are not modelled (MySQL manual, "Generated Invisible Primary Keys"). */
const question: Sql = `
    SELECT table_schema AS db, 'generated primary key' AS kind, concat(table_name, '.', column_name) AS name, table_name AS tbl, NULL AS digest
    FROM information_schema.columns
    WHERE table_schema IN (?) AND column_name = 'my_row_id' AND column_key = 'PRI' AND extra LIKE '%auto_increment%' AND extra LIKE '%INVISIBLE%'`;

const shown = (value: "ON" | "OFF"): Sql =>
  `SET SESSION show_gipk_in_create_table_and_information_schema = ${value}`;

const hasNone = ({ version, dialect }: Session): boolean =>
  dialect !== "mysql" || !atLeast(version, 8, 0, 30);

/** They are shown for this one question only: all other questions are answered as if they did not exist. */
export const generatedKeys = async (
  session: Session,
  databases: readonly string[],
): Promise<readonly Row[]> => {
  if (hasNone(session)) return [];
  await session.execute(shown("ON"));
  try {
    return await session.query(question, [databases]);
  } finally {
    await session.execute(shown("OFF"));
  }
};

/** Changes that add a primary key to a table with a generated one: a table can have only one. */
export const underGeneratedKeys = async (
  session: Session,
  changes: readonly Change[],
): Promise<readonly string[]> => {
  const current = session.database ?? "";
  const keyed = changes.flatMap(({ kind, verb, schema, table }) =>
    kind === "primaryKey" && verb === "add" && table !== null ? [{ schema, name: table }] : [],
  );
  if (keyed.length === 0) return [];
  const rows = await generatedKeys(session, [
    ...new Set(keyed.map(({ schema }) => schema ?? current)),
  ]);
  return keyed
    .filter(({ schema, name }) =>
      rows.some((row) => text(row, "db") === (schema ?? current) && text(row, "tbl") === name),
    )
    .map(
      (table) =>
        `table ${tableText(table)} has a primary key that the server made by itself (my_row_id), beside which there is no other`,
    );
};
