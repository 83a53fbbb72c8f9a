/** What a handle may carry that would lead a migration astray: attached databases, temporary tables, transactions, read-only files. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { SchemaDiffError } from "../../src/model/index.js";
import { bench, type Bench } from "./scratch.js";

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.remove());

const refusal = async (caller: string, options: Database.Options = {}): Promise<string> => {
  const db = new Database(b.url.slice("sqlite:".length), options);
  try {
    db.exec(caller);
    const thrown: unknown = await b
      .migrator({ source: handleOf(db) })
      .upgrade()
      .catch((error: unknown) => error);
    return thrown instanceof SchemaDiffError
      ? `${thrown.code}: ${thrown.message}`
      : `none: ${String(thrown)}`;
  } finally {
    db.close();
  }
};

test("a table is not looked for in an attached database, nor an index on another table", async () => {
  b.sql("CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX iu ON u (a)");
  b.script("01", null, 'await op.dropTable("x");');
  expect(await refusal("ATTACH ':memory:' AS other; CREATE TABLE other.x (a)")).toMatch(
    /^batch: .*there is no table x/,
  );
  b.script("01", null, 'await op.dropIndex("iu", "t");');
  expect(await refusal("")).toMatch(/^batch: .*index iu belongs to table u/);
});

test("a temporary table that hides one of the database is refused", async () => {
  b.sql("CREATE TABLE t (a)");
  b.script("01", null, 'await op.bulkInsert("t", [{ a: 1 }]);');
  expect(await refusal("CREATE TEMP TABLE T (a)")).toMatch(
    /^batch: .*the temporary table T hides T of the database/,
  );
});

test("a temporary index is not dropped for one of the database, and one with another name is nobody's business", async () => {
  b.sql("CREATE TABLE t (a, b); CREATE INDEX ix ON t (a)");
  b.script("01", null, 'await op.dropIndex("ix", "t");');
  expect(await refusal("CREATE TEMP TABLE own (a); CREATE INDEX temp.ix ON own (a)")).toMatch(
    /^batch: .*the temporary index ix hides ix of the database/,
  );
  b.script("01", null, 'await op.createIndex("iy", "t", ["b"]);');
  expect(await refusal("CREATE TEMP TABLE own (a); CREATE INDEX temp.ix ON own (a)")).toMatch(
    /^none/,
  );
});

test("a handle that gives integers as bigints is as good as any", async () => {
  b.sql(
    "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)",
  );
  b.script(
    "01",
    null,
    'await op.bulkInsert("p", [{ id: 2 }]); await op.batchAlterTable("c", { recreate: "always" }, (batch) => batch.alterColumn("p", { nullable: false }));',
  );
  b.script("02", "01", 'await op.execute("DELETE FROM p WHERE id = 1");');
  const db = new Database(b.url.slice("sqlite:".length)).defaultSafeIntegers(true);
  try {
    await b.migrator({ source: handleOf(db) }).upgrade("01");
    await expect(b.migrator({ source: handleOf(db) }).upgrade()).rejects.toMatchObject({
      message: expect.stringContaining("1 of c that point to no row of p"),
    });
  } finally {
    db.close();
  }
});

test("what is not finite is stored as such, or refused", async () => {
  b.sql("CREATE TABLE t (a)");
  b.script("01", null, 'await op.bulkInsert("t", [{ a: Infinity }, { a: -Infinity }]);');
  await b.migrator().upgrade();
  expect(b.sql("SELECT a FROM t")).toEqual([{ a: Infinity }, { a: -Infinity }]);
  b.script("02", "01", 'await op.bulkInsert("t", [{ a: NaN }]);');
  expect(await refusal("")).toMatch(/^unsupported: .*NaN is no value/);
});

test("stamp says the same of them as an upgrade does", async () => {
  b.script("01", null, "");
  const stamped = async (caller: string, options: Database.Options = {}): Promise<unknown> => {
    const db = new Database(b.url.slice("sqlite:".length), options);
    db.exec(caller);
    return b
      .migrator({ source: handleOf(db) })
      .stamp("head")
      .catch((error: unknown) => error)
      .finally(() => db.close());
  };
  b.sql("CREATE TABLE t (a)");
  expect(await stamped("BEGIN")).toMatchObject({
    code: "connection",
    message: expect.stringContaining("inside a transaction"),
  });
  expect(await stamped("PRAGMA query_only = ON")).toMatchObject({
    code: "connection",
    message: expect.stringContaining("cannot be written to"),
  });
  expect(await stamped("", { readonly: true })).toMatchObject({
    code: "connection",
    message: expect.stringContaining("cannot be written to"),
  });
});

test("stamp --sql prints one transaction, and what it prints stamps", async () => {
  b.script("01", null, "");
  b.script("02", "01", "");
  b.sql("CREATE TABLE t (a)");
  const { statements } = await b.migrator().stamp("01", { sql: true });
  expect(statements.filter((s) => s === "BEGIN IMMEDIATE" || s === "COMMIT")).toEqual([
    "BEGIN IMMEDIATE",
    "COMMIT",
  ]);
  b.sql(`-- as a client runs it\n${statements.join(";\n")}`);
  expect(await b.migrator().current()).toEqual(["01"]);
  expect((await b.migrator().stamp("01", { sql: true })).statements).toEqual([]);
});

test("a handle in a transaction, and a database that cannot be written to, are said in words", async () => {
  b.sql("CREATE TABLE t (a)");
  b.script("01", null, 'await op.bulkInsert("t", [{ a: 1 }]);');
  expect(await refusal("BEGIN")).toMatch(/^connection: .*inside a transaction/);
  expect(await refusal("PRAGMA query_only = ON")).toMatch(/^connection: .*cannot be written to/);
  expect(await refusal("", { readonly: true })).toMatch(/^connection: .*cannot be written to/);
  await b.migrator().upgrade();
  b.script("02", "01", 'await op.bulkInsert("t", [{ a: 2 }]);');
  expect(await refusal("", { readonly: true })).toMatch(/^connection: .*cannot be written to/);
});

test("functions and modules that only the application has do not stand in the way of printing", async () => {
  const db = new Database(b.url.slice("sqlite:".length));
  try {
    db.function("twice", { deterministic: true }, (n) => 2 * Number(n));
    db.exec(`CREATE TABLE t (id integer PRIMARY KEY, a int CHECK (twice(a) > 0)); CREATE INDEX i ON t (twice(a)); CREATE VIEW v AS SELECT twice(a) FROM t;
      CREATE VIRTUAL TABLE words USING fts5(w); CREATE TRIGGER said AFTER INSERT ON t BEGIN INSERT INTO words VALUES (NEW.a); END; INSERT INTO t VALUES (1, 2)`);
    db.unsafeMode(true)
      .exec(
        `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE words USING fts5(w, tokenize=''own'')' WHERE name = 'words';
      INSERT INTO sqlite_schema VALUES ('table', 'own', 'own', 0, 'CREATE VIRTUAL TABLE own USING numbers'); PRAGMA writable_schema = RESET`,
      )
      .unsafeMode(false);
    b.script(
      "01",
      null,
      'await op.batchAlterTable("t", { recreate: "always" }, async (batch) => { await batch.alterColumn("a", { nullable: false }); });',
    );
    const { statements } = await b
      .migrator({ source: handleOf(db) })
      .upgrade("head", { sql: true });
    db.exec(statements.join(";\n"));
    expect(db.prepare("SELECT sql FROM sqlite_schema WHERE name = 't'").pluck().get()).toBe(
      "CREATE TABLE t (id integer PRIMARY KEY, a int NOT NULL CHECK (twice(a) > 0))",
    );
    expect(db.prepare("SELECT a FROM t WHERE twice(a) = 4").pluck().all()).toEqual([2]);
  } finally {
    db.close();
  }
});

test("an index with a collation that only the application has does not stand in the way of another table's rebuild", async () => {
  b.sql(
    "CREATE TABLE o (a text); CREATE INDEX io ON o (a); CREATE TABLE t (a int); INSERT INTO t (rowid, a) VALUES (7, 1)",
  );
  b.script(
    "01",
    null,
    'await op.batchAlterTable("t", {}, (batch) => batch.alterColumn("a", { nullable: false, type: "bigint" }));',
  );
  const db = new Database(b.url.slice("sqlite:".length)).unsafeMode(true);
  try {
    db.exec(
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX io ON o (a COLLATE own)' WHERE name = 'io'; PRAGMA writable_schema = RESET",
    );
    await b.migrator({ source: handleOf(db.unsafeMode(false)) }).upgrade();
    expect(
      db.prepare("SELECT sql FROM sqlite_schema WHERE name IN ('t', 'io')").pluck().all().sort(),
    ).toEqual(["CREATE INDEX io ON o (a COLLATE own)", "CREATE TABLE t (a bigint NOT NULL)"]);
    expect(db.prepare("SELECT rowid, a FROM t").all()).toEqual([{ rowid: 7, a: 1 }]);
  } finally {
    db.close();
  }
});

test("a temporary trigger is not brought back broken", async () => {
  b.sql("CREATE TABLE t (id integer PRIMARY KEY, q integer)");
  b.script(
    "01",
    null,
    'await op.batchAlterTable("t", { recreate: "always" }, (batch) => batch.alterColumn("q", { newName: "r" }));',
  );
  expect(
    await refusal("CREATE TEMP TRIGGER tr AFTER INSERT ON t WHEN NEW.q > 0 BEGIN SELECT 1; END"),
  ).toContain("it would leave broken: the INSERT triggers of t (no such column: NEW.q)");
});

test("temporary triggers fire in the order in which they did", async () => {
  b.sql("CREATE TABLE t (id integer PRIMARY KEY, q integer)");
  b.script(
    "01",
    null,
    'await op.batchAlterTable("t", { recreate: "always" }, (batch) => batch.alterColumn("q", { type: "text" }));',
  );
  const db = new Database(b.url.slice("sqlite:".length));
  db.exec(
    "CREATE TEMP TABLE log (what); CREATE TEMP TRIGGER b AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('b'); END; CREATE TEMP TRIGGER a AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('a'); END; CREATE TEMP TRIGGER c AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('c'); END",
  );
  db.exec("INSERT INTO t VALUES (1, 2)");
  await b.migrator({ source: handleOf(db) }).upgrade();
  db.exec("INSERT INTO t VALUES (2, 3)");
  const fired = db.prepare("SELECT what FROM log").pluck().all();
  expect(fired.slice(3)).toEqual(fired.slice(0, 3));
  db.close();
});
