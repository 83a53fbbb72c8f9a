/** A random table in a database: rows, indexes, triggers and views on it, a parent and a child, and a bystander that writes to it. */
import Database from "../../sqlite/database.mjs";
import { parent } from "./clauses.js";
import { children, index, trigger, views, writesToIt } from "./objects.js";
import { randomTable, type RandomTable } from "./table.js";
import type { Writer } from "./writer.js";

export interface RandomDatabase {
  readonly db: Database.Database;
  readonly table: RandomTable;
}

const values = [
  "NULL",
  "1",
  "2",
  "77",
  "-3.5",
  "'x'",
  "'12'",
  "''",
  "'it''s'",
  "x'00ff'",
  "9007199254740993",
  "1e300",
  "'007'",
  "'1.50'",
  "'🦉'",
];

const tries = (db: Database.Database, sql: string): boolean => {
  try {
    db.exec(sql);
    return true;
  } catch {
    return false;
  }
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const insert = (w: Writer, { columns, name }: RandomTable): string => {
  const own = columns.filter((c) => !c.generated && w.chance(85));
  return own.length === 0
    ? `INSERT INTO ${quoted(name)} DEFAULT VALUES`
    : `INSERT INTO ${quoted(name)} (${own.map((c) => quoted(c.name)).join(", ")}) VALUES (${own.map(() => w.pick(values)).join(", ")})`;
};

/** Null where SQLite does not take the table. */
export const randomDatabase = (w: Writer): RandomDatabase | null => {
  const db = new Database(":memory:");
  const table = randomTable(w);
  db.exec(`${parent.sql}; INSERT INTO "the parent" VALUES (1, 'x'), (2, 'y'), (77, 'z')`);
  if (!tries(db, table.sql)) return null;
  for (let i = w.count(2); i > 0; i--) tries(db, index(w, table, i));
  db.exec("CREATE TABLE bystander (n); INSERT INTO bystander VALUES (0)");
  // Rows that point nowhere, as a database may hold them that nobody enforces.
  if (w.chance(10)) db.pragma("foreign_keys = OFF");
  for (let i = w.count(6); i > 0; i--) tries(db, insert(w, table));
  if (w.chance(20))
    tries(db, `DELETE FROM ${quoted(table.name)} WHERE ${w.chance(50) ? "1" : "rowid = 1"}`);
  db.pragma("foreign_keys = ON");
  if (w.chance(40)) for (const sql of children(w, table)) tries(db, sql);
  for (const sql of views(w, table)) tries(db, sql);
  for (let i = w.count(2); i > 0; i--) tries(db, trigger(w, table, `on it ${i}`));
  if (w.chance(30)) tries(db, writesToIt(w, table));
  return { db, table };
};

/** All that the database holds, schema and rows, as SQLite itself tells it. */
export const dump = (db: Database.Database): string => {
  const schema = db
    .prepare<[], { type: string; name: string; sql: string | null }>(
      "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name",
    )
    .all();
  const rows = schema
    .filter((o) => o.type === "table")
    .map(({ name }) => [
      name,
      db
        .prepare(`SELECT * FROM ${quoted(name)}`)
        .safeIntegers()
        .all(),
    ]);
  return JSON.stringify(
    [schema, rows],
    (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value),
    1,
  );
};
