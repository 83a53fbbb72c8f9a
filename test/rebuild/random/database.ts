/** A random table in a database: rows, indexes, triggers and views on it, a parent and a child, and a bystander that writes to it. */
import Database from "better-sqlite3";
import { parent, randomTable, type RandomTable } from "./table.js";
import type { Writer } from "./writer.js";

export interface RandomDatabase {
  readonly db: Database.Database;
  readonly table: RandomTable;
}

const values = ["NULL", "1", "2", "77", "-3.5", "'x'", "'12'", "''", "'it''s'", "x'00ff'", "9007199254740993"];

const tries = (db: Database.Database, sql: string): boolean => {
  try {
    db.exec(sql);
    return true;
  } catch {
    return false;
  }
};

const insert = (w: Writer, { columns, name }: RandomTable): string => {
  const own = columns.filter((c) => !c.generated && w.chance(85));
  const quoted = own.map((c) => `"${c.name.replaceAll('"', '""')}"`);
  return own.length === 0 ? `INSERT INTO "${name}" DEFAULT VALUES` : `INSERT INTO "${name}" (${quoted.join(", ")}) VALUES (${own.map(() => w.pick(values)).join(", ")})`;
};

/** Null where SQLite does not take the table. */
export const randomDatabase = (w: Writer): RandomDatabase | null => {
  const db = new Database(":memory:");
  const table = randomTable(w);
  db.exec(`${parent.sql}; INSERT INTO "the parent" VALUES (1, 'x'), (2, 'y'), (77, 'z')`);
  if (!tries(db, table.sql)) return null;
  const column = (): string => w.name(w.pick(table.columns).name);
  const name = (): string => w.name(table.name);
  for (let i = w.count(2); i > 0; i--) {
    tries(db, `CREATE ${w.chance(20) ? "UNIQUE " : ""}INDEX${w.gap()}"ix ${i}" ON ${name()}${w.space()}(${w.pick([column(), `${column()} DESC`, `${column()} COLLATE NOCASE`, `lower(${column()})`, `${column()}, ${column()}`])})${w.chance(30) ? ` WHERE ${column()} IS NOT NULL` : ""}`);
  }
  for (let i = w.count(6); i > 0; i--) tries(db, insert(w, table));
  if (w.chance(20)) tries(db, `DELETE FROM ${name()}`);
  db.exec(`CREATE TABLE bystander (n); INSERT INTO bystander VALUES (0)`);
  if (w.chance(50)) db.exec(`CREATE VIEW "a view" AS SELECT * FROM ${name()} -- all of it\n`);
  if (w.chance(30)) tries(db, `CREATE VIEW "another" AS SELECT ${column()} AS c FROM ${name()}`);
  if (w.chance(40)) db.exec(`CREATE TRIGGER "on it" AFTER INSERT ON ${name()} /* why */ BEGIN UPDATE bystander SET n = n + 1; END`);
  if (w.chance(30)) db.exec(`CREATE TRIGGER "writes to it" AFTER DELETE ON bystander BEGIN DELETE FROM ${name()}; END`);
  if (w.chance(40)) {
    const key = table.columns.find((c) => c.key);
    if (key !== undefined) {
      tries(db, `CREATE TABLE child (id INTEGER PRIMARY KEY, p REFERENCES ${name()} (${w.name(key.name)}) ON DELETE CASCADE ON UPDATE CASCADE)`);
      tries(db, `INSERT INTO child (p) SELECT "${key.name.replaceAll('"', '""')}" FROM "${table.name}"`);
    }
  }
  return { db, table };
};

/** All that the database holds, schema and rows, as SQLite itself tells it. */
export const dump = (db: Database.Database): string => {
  const schema = db.prepare<[], { type: string; name: string; sql: string | null }>("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").all();
  const rows = schema.filter((o) => o.type === "table").map(({ name }) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return [name, db.prepare(`SELECT * FROM ${quoted}`).safeIntegers().all()];
  });
  return JSON.stringify([schema, rows], (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value), 1);
};
