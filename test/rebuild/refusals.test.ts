/** What a batch refuses, and says of it. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import {
  byAuthor,
  plainBatch,
  plainColumn,
  plainNumbers,
  type BatchOptions,
  type Constraint,
  type Operation,
  sqlOf,
} from "../../src/model/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";

const t = { schema: null, name: "t" };
const made = (sql: string): Database.Database => {
  const db = new Database(":memory:");
  db.exec(sql);
  return db;
};
const batch = (
  operations: readonly Operation[],
  options: Partial<BatchOptions> = {},
): Operation => ({ do: "batch", table: t, operations, options: { ...plainBatch, ...options } });
const script = async (db: Database.Database, operation: Operation): Promise<readonly string[]> =>
  sqlOf(
    dialect.ddl.script(
      dialect.ddl.statements(
        operation,
        await backend.reflect(await backend.open(handleOf(db)), { schemas: [] }),
      ),
    ),
  );
const run = async (db: Database.Database, operation: Operation): Promise<void> => {
  for (const s of await script(db, operation)) db.exec(s);
};
const sql = (db: Database.Database): unknown =>
  db.prepare("SELECT sql FROM sqlite_schema WHERE name = 't'").pluck().get();
const drop = (name: string): Operation => ({ do: "dropColumn", table: t, name, dropped: null });
const rename = (name: string, to: string): Operation => ({
  do: "alterColumn",
  table: t,
  name,
  change: { name: to },
  existing: null,
});
const check = (expression: string, name: string): Constraint => ({
  kind: "check",
  name: byAuthor(name),
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});
const always = { recreate: "always" } as const;

test.each([
  ["view", "CREATE VIEW v AS SELECT q FROM t"],
  ["view", "CREATE VIEW v AS SELECT x.q FROM u JOIN t AS x ON x.a = u.b"],
  ["trigger", "CREATE TRIGGER v AFTER UPDATE OF q ON t BEGIN SELECT 1; END"],
  ["trigger", "CREATE TRIGGER v AFTER INSERT ON t BEGIN INSERT INTO u VALUES (NEW.q); END"],
  ["trigger", "CREATE TRIGGER v AFTER INSERT ON u BEGIN UPDATE t SET q = 1; END"],
])("a column that a %s mentions stays: %s", async (kind, text) => {
  const db = made(`CREATE TABLE t (a, q); CREATE TABLE u (b); ${text}`);
  await expect(script(db, batch([drop("q")], always))).rejects.toThrow(
    `column "q" cannot go while the ${kind} "v" mentions it`,
  );
  // A name that is lost is another matter than one that moves on.
  await expect(script(db, batch([drop("q"), rename("a", "q")], always))).rejects.toThrow(
    /"v" mentions it/,
  );
  await run(db, batch([drop("a")].slice(text.includes("x.a") ? 1 : 0), always));
});

test.each([
  "CREATE VIEW v AS SELECT u.q, a AS q FROM t, u",
  "CREATE VIEW v AS SELECT * FROM t",
  "CREATE TRIGGER v AFTER INSERT ON u BEGIN DELETE FROM t WHERE a = NEW.q; END",
  "CREATE TRIGGER v AFTER UPDATE OF q ON u BEGIN UPDATE t SET a = 1; END",
])("what speaks of another table's column holds nothing back: %s", async (text) => {
  const db = made(
    `CREATE TABLE t (a, q); CREATE TABLE u (q); INSERT INTO t VALUES (1, 2); ${text}`,
  );
  await run(db, batch([drop("q")], always));
  db.exec("INSERT INTO u VALUES (1); UPDATE u SET q = 5");
  expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
});

test("a lossy change looks first, and leaves everything as it is", async () => {
  const db = made("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('1'), ('x')");
  const statements = await script(
    db,
    batch([
      { do: "alterColumn", table: t, name: "a", change: { type: "INTEGER" }, existing: null },
    ]),
  );
  const look = statements.findIndex((s) => s.includes('SELECT count(*) FROM "t" WHERE'));
  expect(look).toBeGreaterThan(0);
  expect(look).toBeLessThan(statements.findIndex((s) => s.startsWith("ALTER TABLE")));
  expect(() => {
    for (const s of statements) db.exec(s);
  }).toThrow(/INTEGER cannot hold/);
  expect(db.prepare("SELECT a FROM t").pluck().all()).toEqual(["1", "x"]);
});

test("statements without the script around them refuse to run under enforcement", async () => {
  const db = made("CREATE TABLE t (id INTEGER PRIMARY KEY, q)");
  const before = await backend.reflect(await backend.open(handleOf(db)), { schemas: [] });
  expect(() => {
    for (const s of dialect.ddl.statements(batch([], always), before)) db.exec(s.sql);
  }).toThrow(/set PRAGMA foreign_keys = OFF outside of the transaction/);
  expect(sql(db)).toBe("CREATE TABLE t (id INTEGER PRIMARY KEY, q)");
});

test.each([
  "a > 0x1F",
  "a > 1_000",
  "a < .5",
  "a <> x'ab'",
  "a IS NOT DISTINCT FROM b",
  "a ISNULL OR b NOTNULL",
  "CAST(a AS unsigned big int) > 0",
  "CAST(a AS varchar(10)) > 'x'",
  "a COLLATE nocase = 'x'",
  "a ->> '$.x' = 1",
  "t.a > 0",
  '"t"."a" > 0',
  "[a] > 0",
  "CASE a WHEN 1 THEN b ELSE 0 END",
  "a LIKE 'x' ESCAPE '!'",
  "rowid > 0",
  "a IS TRUE",
  "key > 0",
  "A > 0 and B > 0",
  "iif(a, b, 1)",
  "(a, b) < (1, 2)",
  "a/*zz*/>0 --zz\n",
])(
  "a CHECK that SQLite takes is not taken for one on columns that are not there: %s",
  async (expression) => {
    const db = made("CREATE TABLE t (a, b, key)");
    await run(
      db,
      batch([{ do: "createConstraint", table: t, constraint: check(expression, "ck") }]),
    );
    expect(sql(db)).toContain('CONSTRAINT "ck" CHECK');
  },
);

test.each([
  ["[zz] > 0", "zz"],
  ["`zz` > 0", "zz"],
  ["a > desc", "desc"],
  ["CASE WHEN zz THEN 1 END", "zz"],
  ["CAST(zz AS int) > 0", "zz"],
])("a CHECK on a column that is not there is refused in words: %s", async (expression, column) => {
  const db = made("CREATE TABLE t (a, b, key)");
  await expect(
    script(db, batch([{ do: "createConstraint", table: t, constraint: check(expression, "ck") }])),
  ).rejects.toThrow(`"${column}"`);
});

const column = plainColumn("z", "TEXT");

test.each<[string, Operation]>([
  [
    "column z has a default that is no constant",
    { do: "addColumn", table: t, column: { ...column, default: "CURRENT_TIMESTAMP" } },
  ],
  [
    "column z is NOT NULL and has no default",
    { do: "addColumn", table: t, column: { ...column, nullable: false } },
  ],
  [
    "column z is computed and stored",
    {
      do: "addColumn",
      table: t,
      column: { ...column, generated: { expression: "a + 1", stored: true } },
    },
  ],
  [
    "column z counts",
    {
      do: "addColumn",
      table: t,
      column: { ...column, identity: { kind: "autoIncrement", numbers: plainNumbers } },
    },
  ],
  [
    "SQLite has no ALTER for renameConstraint",
    { do: "renameConstraint", table: t, kind: "check", name: "ck", to: "ck2" },
  ],
])('recreate "never" says what keeps it from being done in place: %s', async (words, operation) => {
  const db = made("CREATE TABLE t (a, b CONSTRAINT ck CHECK (b > 0))");
  await expect(script(db, batch([operation], { recreate: "never" }))).rejects.toThrow(
    `this needs a rebuild: ${words}`,
  );
});
