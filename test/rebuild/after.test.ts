/** The schema that is foretold behind a batch is the one that SQLite then holds: a printed script's later batches start from it. */
import Database from "better-sqlite3";
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
  const connection = await backend.open(db);
  const before = await backend.reflect(connection, { schemas: [] });
  const bar = { schema: null, name: "bar" };
  const key = before.tables.find((t) => t.name === "bar")?.constraints.find((c) => c.kind === "foreignKey") ?? null;
  const operation: Operation = {
    do: "batch", table: bar, options: { ...plainBatch, recreate: "always" },
    operations: [
      { do: "dropConstraint", table: bar, kind: "foreignKey", name: "fk_bar_foo_id_foo", dropped: key },
      { do: "dropConstraint", table: bar, kind: "check", name: "ck1", dropped: null },
      { do: "dropColumn", table: bar, name: "q", dropped: null },
    ],
  };
  for (const s of dialect.ddl.script(dialect.ddl.statements(operation, before), [operation])) db.exec(s);
  expect(dialect.ddl.after?.(operation, before)).toEqual(await backend.reflect(connection, { schemas: [] }));
});
