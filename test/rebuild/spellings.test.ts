/** Spellings that SQLite takes and that a rebuild must understand: keywords without blanks around them, comments, letters that look like blanks. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { plainBatch, plainColumn, type Operation } from "../../src/model/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";

const t = { schema: null, name: "t" };
const always = { ...plainBatch, recreate: "always" } as const;
const run = async (db: Database.Database, ...operations: readonly Operation[]): Promise<void> => {
  const batch: Operation = { do: "batch", table: t, operations, options: always };
  const before = await backend.reflect(await backend.open(handleOf(db)), { schemas: [] });
  for (const s of dialect.ddl.script(dialect.ddl.statements(batch, before))) db.exec(s.sql);
};
const text = (db: Database.Database): unknown =>
  db.prepare("SELECT sql FROM sqlite_schema WHERE name = 't'").pluck().get();
const counters = (db: Database.Database): unknown =>
  db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 't'").pluck().all();

test.each([
  'CREATE TABLE t ("id" INTEGER, a TEXT, PRIMARY KEY("id"AUTOINCREMENT))',
  "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY(id/*c*/AUTOINCREMENT))",
  "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY(id autoincrement /*c*/))",
  "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY(id -- k\n autoincrement))",
  "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY(id COLLATE nocase ASC autoincrement -- k\n))",
  "CREATE TABLE t (id INTEGER PRIMARY KEY/*c*/AUTOINCREMENT, a TEXT)",
])("counts, and can stop: %s", async (sql) => {
  const db = new Database(":memory:");
  db.exec(`${sql}; INSERT INTO t VALUES (50, 'x'); DELETE FROM t`);
  await run(db);
  expect([text(db), counters(db)]).toEqual([sql, [50]]);
  await run(db, {
    do: "alterColumn",
    table: t,
    name: "id",
    change: { identity: null },
    existing: null,
  });
  expect([String(text(db)).toLowerCase().includes("autoincrement"), counters(db)]).toEqual([
    false,
    [],
  ]);
});

test("a comment at the end of what is handed in swallows nothing", async () => {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, a int DEFAULT 1 NOT NULL, b int)");
  const column = { ...plainColumn("c", "INTEGER"), default: "3 -- three", nullable: false };
  await run(
    db,
    { do: "alterColumn", table: t, name: "a", change: { default: "2 -- two" }, existing: null },
    { do: "addColumn", table: t, column },
    {
      do: "addColumn",
      table: t,
      column: {
        ...plainColumn("g", "INTEGER"),
        generated: { expression: "a + 1 -- more", stored: true },
      },
    },
  );
  db.exec("INSERT INTO t (id) VALUES (1)");
  expect(db.prepare("SELECT * FROM t").all()).toEqual([{ id: 1, a: 2, b: null, c: 3, g: 3 }]);
  expect(() => db.exec("UPDATE t SET c = NULL")).toThrow(/NOT NULL/);
});

test.each(["\u00a0name", "na\u00a0me", "\u3000name", "\u2003"])(
  "letters that look like blanks: %j",
  async (name) => {
    const db = new Database(":memory:");
    const sql = `CREATE TABLE t (id INTEGER PRIMARY KEY,${name} TEXT)`;
    db.exec(`${sql}; INSERT INTO t VALUES (1, 'a')`);
    await run(db);
    expect([text(db), db.prepare("SELECT * FROM t").all()]).toEqual([
      sql,
      [{ id: 1, [name]: "a" }],
    ]);
  },
);
