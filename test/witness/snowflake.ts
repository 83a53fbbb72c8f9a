/** What Snowflake says of a schema and its rows: SHOW, DESCRIBE and SELECT, never through our own readers. */
import { querySnowflake } from "../servers/snowflakeDatabases.js";
import type { Row } from "../../src/reflect/connection.js";
import type { Seen } from "./witness.js";

const bookkeeping = "SCHEMA_DIFF_VERSION";

const quoted = (name: unknown): string => `"${String(name).replaceAll('"', '""')}"`;

/**
 * Moments and who owns what are no part of a schema; DESCRIBE shows the later of two CHECKs over one column; on which of
 * two keys over the same columns a foreign key stands is the server's choice.
 */
const passing =
  /^(?:check|pk_name|created_on|last_altered|owner|owner_role_type|bytes|rows|next_value|last_ddl|created|status|status_info)$/;

const line = (kind: string, row: Row): string =>
  `${kind} ${JSON.stringify(
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => !passing.test(key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ).replace(/SYS_CONSTRAINT_[0-9a-f-]+/g, "SYS_CONSTRAINT")}`;

const isBookkeeping = (row: Row): boolean =>
  ["name", "table", "table_name", "fk_table_name", "constraint_table"].some(
    (key) => row[key] === bookkeeping,
  );

export const seenOnSnowflake = async (url: string): Promise<Seen> => {
  const ask = (statement: string): Promise<readonly Row[]> => querySnowflake(url, statement);
  const database = decodeURIComponent(new URL(url).pathname.split("/")[1] ?? "");
  const schema: string[] = [];
  const rows: string[] = [];
  const all = await ask(`SHOW SCHEMAS IN DATABASE ${quoted(database)}`);
  for (const found of all.filter(({ name }) => name !== "INFORMATION_SCHEMA")) {
    const path = `${quoted(database)}.${quoted(found["name"])}`;
    schema.push(`schema ${String(found["name"])} ${String(found["comment"])}`);
    for (const what of [
      "TABLES",
      "VIEWS",
      "SEQUENCES",
      "PRIMARY KEYS",
      "UNIQUE KEYS",
      "IMPORTED KEYS",
      "INDEXES",
    ])
      schema.push(
        ...(await ask(`SHOW ${what} IN SCHEMA ${path}`))
          .filter((row) => !isBookkeeping(row))
          .map((row) => line(what, row)),
      );
    const tables = await ask(`SHOW TABLES IN SCHEMA ${path}`);
    for (const row of tables.filter((one) => !isBookkeeping(one))) {
      const table = `${path}.${quoted(row["name"])}`;
      schema.push(
        ...(await ask(`DESCRIBE TABLE ${table}`)).map((c) => line(`column of ${table}`, c)),
      );
      rows.push(
        ...(await ask(`SELECT * FROM ${table}`)).map((values) => line(`row of ${table}`, values)),
      );
    }
  }
  const checks = await ask(
    `SELECT * FROM ${quoted(database)}.INFORMATION_SCHEMA.CHECK_CONSTRAINTS`,
  );
  schema.push(...checks.map((row) => line("CHECK", row)));
  const tidy = (lines: readonly string[]): readonly string[] =>
    lines.map((one) => one.replaceAll(database, "db")).sort();
  return { schema: tidy(schema), rows: tidy(rows) };
};
