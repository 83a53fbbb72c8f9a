/** A first look: the seed's batch, on a table with children, a view and a trigger. */
import Database from "better-sqlite3";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";
import { plainBatch, type Operation } from "../../src/model/index.js";

test("the seed's batch", async () => {
  const db = new Database(":memory:");
  db.exec(`CREATE TABLE foo (id INTEGER PRIMARY KEY);
    CREATE TABLE bar (id integer primary key autoincrement, -- the key
      foo_id integer references foo(id) on delete cascade, q varchar ( 10 ) CONSTRAINT ck1 CHECK (q <> ''), r text collate nocase);
    CREATE INDEX ix_r ON bar (lower(r) DESC) WHERE r IS NOT NULL;
    CREATE VIEW v AS SELECT r FROM bar;
    CREATE TABLE child (id INTEGER PRIMARY KEY, bar_id INTEGER REFERENCES bar ON DELETE CASCADE);
    CREATE TRIGGER tr AFTER INSERT ON bar BEGIN UPDATE foo SET id = id; END;
    INSERT INTO foo VALUES (1); INSERT INTO bar VALUES (5, 1, 'x', 'y'); INSERT INTO bar VALUES (9, 1, 'x', 'y'); DELETE FROM bar WHERE id = 9; INSERT INTO child VALUES (1, 5);`);
  const connection = await backend.open(db);
  const before = await backend.reflect(connection, { schemas: [] });
  const bar = { schema: null, name: "bar" };
  const fk =
    before.tables
      .find((t) => t.name === "bar")
      ?.constraints.find((c) => c.kind === "foreignKey") ?? null;
  const operation: Operation = {
    do: "batch",
    table: bar,
    options: { ...plainBatch, recreate: "always" },
    operations: [
      {
        do: "dropConstraint",
        table: bar,
        kind: "foreignKey",
        name: "fk_bar_foo_id_foo",
        dropped: fk,
      },
      {
        do: "dropConstraint",
        table: bar,
        kind: "check",
        name: "ck1",
        dropped: null,
      },
      { do: "dropColumn", table: bar, name: "q", dropped: null },
    ],
  };
  const statements = dialect.ddl.script(
    dialect.ddl.statements(operation, before),
    [operation],
  );
  for (const s of statements) db.exec(s);
  expect(
    db.prepare("SELECT sql FROM sqlite_schema ORDER BY name").pluck().all(),
  ).toMatchInlineSnapshot(`
   [
     "CREATE TABLE bar (id integer primary key autoincrement, -- the key
         foo_id integer, r text collate nocase)",
     "CREATE TABLE child (id INTEGER PRIMARY KEY, bar_id INTEGER REFERENCES bar ON DELETE CASCADE)",
     "CREATE TABLE foo (id INTEGER PRIMARY KEY)",
     "CREATE INDEX ix_r ON bar (lower(r) DESC) WHERE r IS NOT NULL",
     "CREATE TABLE sqlite_sequence(name,seq)",
     "CREATE TRIGGER tr AFTER INSERT ON bar BEGIN UPDATE foo SET id = id; END",
     "CREATE VIEW v AS SELECT r FROM bar",
   ]
  `);
  expect(db.prepare("SELECT * FROM bar").all()).toEqual([
    { id: 5, foo_id: 1, r: "y" },
  ]);
  expect(db.prepare("SELECT * FROM child").all()).toEqual([
    { id: 1, bar_id: 5 },
  ]);
  expect(db.prepare("SELECT * FROM sqlite_sequence").all()).toEqual([
    { name: "bar", seq: 9 },
  ]);
  expect(dialect.ddl.after?.(operation, before)).toEqual(
    await backend.reflect(connection, { schemas: [] }),
  );
});
