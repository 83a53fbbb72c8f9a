/** The schema that is predicted after a batch is the one that SQLite then holds: a printed script's later batches start from it. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";
import { plainBatch, type Operation } from "../../src/model/index.js";

test("what is foretold is what is reflected, views and triggers included", async () => {
  const db = new Database(":memory:");
  db.exec(`CREATE TABLE foo (id INTEGER PRIMARY KEY);
    CREATE TABLE bar (id integer primary key autoincrement, -- the key
      foo_id integer references foo(id) on delete cascade, q varchar ( 10 ) CONSTRAINT ck1 CHECK (q <> ''), r text collate nocase);
    CREATE INDEX ix_r ON bar (lower(r) DESC) WHERE r IS NOT NULL;
    CREATE VIEW v AS SELECT r FROM bar;
    CREATE TABLE child (id INTEGER PRIMARY KEY, bar_id INTEGER REFERENCES bar ON DELETE CASCADE);
    CREATE TRIGGER tr AFTER INSERT ON bar BEGIN UPDATE foo SET id = id; END`);
  const connection = await backend.open(handleOf(db));
  const before = await backend.reflect(connection, { schemas: [] });
  const bar = { schema: null, name: "bar" };
  const key =
    before.tables.find((t) => t.name === "bar")?.constraints.find((c) => c.kind === "foreignKey") ??
    null;
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
        dropped: key,
      },
      { do: "dropConstraint", table: bar, kind: "check", name: "ck1", dropped: null },
      { do: "dropColumn", table: bar, name: "q", dropped: null },
    ],
  };
  for (const s of dialect.ddl.script(dialect.ddl.statements(operation, before))) db.exec(s.sql);
  expect(dialect.ddl.after?.(operation, before)).toEqual(
    await backend.reflect(connection, { schemas: [] }),
  );
});

test.each([
  "CREATE TABLE t (id integer primary key, a CHECK (t.a > 0 AND [T].a < 9))",
  "CREATE TABLE t (id integer primary key, a); CREATE INDEX i ON t (abs(a)) WHERE t.a > 0",
  "CREATE TABLE t (id integer primary key, a REFERENCES t, FOREIGN KEY (a) REFERENCES [T] (id))",
  "CREATE TABLE 't' (id integer primary key, a); CREATE TABLE c (x REFERENCES 't'(id)); CREATE INDEX i ON 't' (a)",
  "CREATE TABLE t (id, a); CREATE VIEW v AS SELECT t.id FROM t; CREATE TRIGGER tr INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (NEW.id, 1); END",
  "CREATE TABLE t (id, a); CREATE TRIGGER t AFTER UPDATE ON t BEGIN UPDATE t SET a = t.a + 1 WHERE t.id = NEW.id; DELETE FROM t WHERE t.a IS NULL; END",
  "CREATE TABLE t (id, a); CREATE VIEW v AS WITH t AS (SELECT * FROM main.t) SELECT t.id FROM t",
  "CREATE TABLE t (id, a); CREATE VIEW v AS SELECT (SELECT max(t.a) FROM t AS x) FROM (t)",
  "CREATE TABLE t (id, a); CREATE VIEW v AS SELECT id FROM t WHERE EXISTS (SELECT 1 FROM sqlite_schema AS t WHERE t.name = 'x') AND t.a",
])("a rename of a table is foretold: %s", async (sql) => {
  const db = new Database(":memory:");
  db.exec(sql);
  const connection = await backend.open(handleOf(db));
  const before = await backend.reflect(connection, { schemas: [] });
  const rename: Operation = { do: "renameTable", table: { schema: null, name: "t" }, to: "zz" };
  for (const s of dialect.ddl.statements(rename, before)) db.exec(s.sql);
  expect(dialect.ddl.after?.(rename, before)).toEqual(
    await backend.reflect(connection, { schemas: [] }),
  );
});
