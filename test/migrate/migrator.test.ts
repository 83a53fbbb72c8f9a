/** The migrator on a real SQLite file: up, down, branches, failures, printing. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import Database, { handleOf } from "../sqlite/database.mjs";
import { SchemaDiffError } from "../../src/model/index.js";
import { sqlText } from "../../src/render/index.js";
import { bench, type Bench } from "./scratch.js";

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => {
  b.remove();
});

const users = `await op.createTable("user", [
  { name: "id", type: "INTEGER", nullable: false }, { name: "name", type: "TEXT" }, { primaryKey: ["id"], name: "pk_user" },
]);`;

const story = (): void => {
  b.script("01", null, users, 'await op.dropTable("user");');
  b.script(
    "02",
    "01",
    'await op.addColumn("user", { name: "age", type: "INTEGER" });',
    'await op.dropColumn("user", "age");',
  );
  b.script(
    "03",
    "02",
    `await op.batchAlterTable("user", {}, async (batch) => {
    await batch.createUniqueConstraint("uq_user_name", ["name"]);
    await batch.createCheckConstraint("ck_user_age", "age >= 0");
  });`,
    `await op.batchAlterTable("user", {}, async (batch) => {
    await batch.dropConstraint("ck_user_age", { type: "check" });
    await batch.dropConstraint("uq_user_name", { type: "unique" });
  });`,
  );
};

const codeOf = async (work: Promise<unknown>): Promise<readonly [string, string]> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return [thrown.code, thrown.message];
    throw thrown;
  }
  throw new Error("it did not fail");
};

test("up to head, one by one, and back again, with rows in the table", async () => {
  story();
  const seen: (readonly unknown[])[] = [];
  const m = b.migrator();
  for (let i = 0; i < 3; i++) {
    seen.push(b.dump());
    await m.upgrade("+1");
    if (i === 0) b.sql("INSERT INTO user (id, name) VALUES (1, 'a'), (2, 'b')");
  }
  expect(await m.current()).toEqual(["03"]);
  expect(b.sql("SELECT * FROM user")).toEqual([
    { id: 1, name: "a", age: null },
    { id: 2, name: "b", age: null },
  ]);
  expect(() => b.sql("INSERT INTO user (id, name) VALUES (3, 'a')")).toThrow(
    "UNIQUE constraint failed",
  );
  for (const before of seen.slice(1).reverse()) {
    await m.downgrade("-1");
    expect(b.dump()).toEqual(before);
    expect(b.sql("SELECT id, name FROM user")).toEqual([
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ]);
  }
  await m.downgrade("base");
  expect(b.dump()).toEqual([]);
  expect(await m.current()).toEqual([]);
});

test("upgrade says what ran, and does nothing twice", async () => {
  story();
  const said: string[] = [];
  const first = await b.migrator({ progress: (what) => said.push(what) }).upgrade();
  expect(first.revisions.map((r) => r.revision)).toEqual(["01", "02", "03"]);
  expect(first.revisions[0]?.message).toBe("step 01");
  expect(said).toEqual(["running 01: step 01", "running 02: step 02", "running 03: step 03"]);
  expect(await b.migrator().upgrade()).toEqual({ revisions: [], statements: [] });
});

test("current and history never write", async () => {
  story();
  const m = b.migrator();
  expect(await m.current()).toEqual([]);
  expect(b.sql("SELECT name FROM sqlite_schema")).toEqual([]);
  await m.upgrade("02");
  expect(
    (await m.history()).map(({ revision, applied, current, head }) => [
      revision,
      applied,
      current,
      head,
    ]),
  ).toEqual([
    ["03", false, false, true],
    ["02", true, true, false],
    ["01", true, false, false],
  ]);
  expect(await m.status()).toMatchObject({
    current: ["02"],
    heads: ["03"],
    pending: [{ revision: "03" }],
    unknown: [],
  });
});

test("branches are named, merged and taken apart again", async () => {
  story();
  b.script(
    "02b",
    "01",
    'await op.createTable("other", [{ name: "id", type: "INTEGER" }]);',
    'await op.dropTable("other");',
  );
  expect(await codeOf(b.migrator().upgrade())).toEqual(["revision", "there are 2 heads: 02b, 03"]);
  await b.migrator().upgrade("heads");
  expect(await b.migrator().current()).toEqual(["02b", "03"]);
  const { path } = await b.migrator().merge([], "", "04");
  expect(readFileSync(path, "utf8")).toContain('export const downRevision = ["02b", "03"];');
  await b.migrator().upgrade();
  expect(await b.migrator().current()).toEqual(["04"]);
  await b.migrator().downgrade("-1");
  expect(await b.migrator().current()).toEqual(["02b", "03"]);
  expect(await codeOf(b.migrator().merge(["03", "02"], ""))).toEqual([
    "revision",
    "03 stands on 02 already",
  ]);
});

test("a script that throws half-way leaves nothing of itself", async () => {
  story();
  b.script(
    "04",
    "03",
    `await op.createTable("extra", [{ name: "id", type: "INTEGER" }]);
    await op.execute("INSERT INTO user (id, name) VALUES (9, 'x')");
    await op.execute("INSERT INTO nowhere VALUES (1)");`,
  );
  const [code, message] = await codeOf(b.migrator().upgrade());
  expect(code).toBe("script");
  expect(message).toBe(`04.ts (up of 04) failed: no such table: nowhere
  in the statement
    INSERT INTO nowhere VALUES (1)
Nothing of the script stays; the revision is not marked as run.`);
  expect(await b.migrator().current()).toEqual(["03"]);
  expect(b.sql("SELECT name FROM sqlite_schema WHERE name = 'extra'")).toEqual([]);
  expect(b.sql("SELECT count(*) AS n FROM user")).toEqual([{ n: 0 }]);
});

test.each([
  ["throw new Error('no!');", "no!"],
  [
    'await op.addColumn("user", { name: "a", type: "TEXT", nulable: false } as never);',
    'op.addColumn: column does not know "nulable"',
  ],
  [
    'await op.addColumn("user", { name: 5 } as never);',
    "op.addColumn: column.name must be text, but is 5",
  ],
  [
    'await op.dropConstraint("x", "user", { type: "uniqe" } as never);',
    'op.dropConstraint: options.type must be "primary" or "foreignKey"',
  ],
  [
    'await op.createIndex("ix", "user", []);',
    "op.createIndex: columns must be a list of at least one",
  ],
  [
    'await op.createUniqueConstraint(null, "user", ["name"]);',
    "has the name null, and no naming convention is set",
  ],
  [
    'await op.createForeignKey("fk", "user", "other", ["a", "b"], ["id"]);',
    "op.createForeignKey: columns are 2, but the referent columns are 1",
  ],
])("a wrong script is told by file, operation and argument: %s", async (up, said) => {
  b.script("01", null, up);
  const [, message] = await codeOf(b.migrator().upgrade());
  expect(message).toContain("01.ts (up of 01) failed: ");
  expect(message).toContain(said);
});

test("a script that does not wait for its operations is told so, and leaves nothing", async () => {
  b.script(
    "01",
    null,
    'void op.createTable("a", [{ name: "id", type: "INTEGER" }]);\nvoid op.createTable("b", [{ name: "id", type: "INTEGER" }]);',
  );
  expect((await codeOf(b.migrator().upgrade()))[1]).toContain(
    "the script did not wait for 2 operations",
  );
  expect(b.dump()).toEqual([]);
});

test("operations that are started together run one after the other", async () => {
  b.script(
    "01",
    null,
    'await Promise.all(["a", "b", "c"].map((t) => op.createTable(t, [{ name: "id", type: "INTEGER" }])));',
  );
  const { statements } = await b.migrator().upgrade();
  expect(statements.filter((s) => s.startsWith('CREATE TABLE "'))).toHaveLength(4);
});

test("broken directories are told by file", async () => {
  b.file("01.ts", "export const revision = ;");
  expect((await codeOf(b.migrator().heads()))[0]).toBe("script");
  expect((await codeOf(b.migrator().heads()))[1]).toContain("01.ts");
  b.file(
    "01.ts",
    "export const revision = '01'; export const downRevision = null; export const up = 5;",
  );
  expect(await codeOf(b.migrator().heads())).toEqual(["script", "01.ts exports no function up"]);
  b.script("01", "00", "");
  expect(await codeOf(b.migrator().heads())).toEqual([
    "revision",
    "revision 01 stands on 00, which no script has",
  ]);
  b.script("01", null, "");
  b.file(
    "01b.mts",
    "export const revision = '01'; export const downRevision = null; export const up = async () => {}; export const down = up;",
  );
  expect(await codeOf(b.migrator().heads())).toEqual([
    "revision",
    "01.ts and 01b.mts both have the revision 01",
  ]);
});

test("a database that is ahead of the scripts is refused, and can be stamped", async () => {
  story();
  await b.migrator().upgrade();
  b.sql("UPDATE schema_diff_version SET version_num = '99'");
  expect((await codeOf(b.migrator().upgrade()))[1]).toContain(
    "the database is at 99, which no script in",
  );
  expect((await b.migrator().status()).unknown).toEqual(["99"]);
  await b.migrator().stamp("head");
  expect(await b.migrator().current()).toEqual(["03"]);
  await b.migrator().stamp("base");
  expect(await b.migrator().current()).toEqual([]);
});

test("two migrators at once do every script once", async () => {
  story();
  const ran = await Promise.all([
    b.migrator().upgrade(),
    b.migrator().upgrade(),
    b.migrator().upgrade(),
  ]);
  expect(ran.flatMap((r) => r.revisions.map((s) => s.revision)).sort()).toEqual(["01", "02", "03"]);
});

test("a database that somebody else holds is said to be locked", async () => {
  story();
  await b.migrator().upgrade("01");
  const other = new Database(b.url.slice("sqlite:".length));
  try {
    other.exec("BEGIN IMMEDIATE");
    const [code, message] = await codeOf(b.migrator({ lockTimeout: 200 }).upgrade());
    expect(code).toBe("locked");
    expect(message).toContain("waited 0.2 s");
  } finally {
    other.close();
  }
});

test("foreign keys are off while a table is rebuilt, checked before the commit, and back on afterwards", async () => {
  b.script(
    "01",
    null,
    `${users}
    await op.createTable("post", [{ name: "id", type: "INTEGER" }, { name: "user_id", type: "INTEGER" },
      { foreignKey: ["user_id"], references: "user", columns: ["id"], name: "fk_post_user", onDelete: "cascade" }]);
    await op.bulkInsert("user", [{ id: 1, name: "a" }]);
    await op.bulkInsert("post", [{ id: 1, user_id: 1 }]);`,
  );
  b.script(
    "02",
    "01",
    'await op.batchAlterTable("user", { recreate: "always" }, async (batch) => { await batch.alterColumn("name", { nullable: false }); });',
  );
  b.script("03", "02", 'await op.execute("DELETE FROM user");');
  const handle = new Database(b.url.slice("sqlite:".length));
  try {
    expect(handle.pragma("foreign_keys", { simple: true })).toBe(1);
    await b.migrator({ source: handleOf(handle) }).upgrade("02");
    expect(handle.prepare("SELECT count(*) FROM post").pluck().get()).toBe(1);
    expect(handle.pragma("foreign_keys", { simple: true })).toBe(1);
    const [code, message] = await codeOf(b.migrator({ source: handleOf(handle) }).upgrade());
    expect(code).toBe("script");
    expect(message).toContain("1 of post that point to no row of user");
    expect(handle.prepare("SELECT count(*) FROM user").pluck().get()).toBe(1);
    expect(handle.pragma("foreign_keys", { simple: true })).toBe(1);
    expect(handle.pragma("busy_timeout", { simple: true })).toBe(5000);
  } finally {
    handle.close();
  }
});

test("--sql prints what a shell can run, and runs nothing", async () => {
  story();
  await b.migrator().upgrade("01");
  b.sql("INSERT INTO user (id, name) VALUES (1, 'a')");
  const before = b.dump();
  const { statements, revisions } = await b.migrator().upgrade("head", { sql: true });
  expect(revisions.map((r) => r.revision)).toEqual(["02", "03"]);
  expect(b.dump()).toEqual(before);
  expect(await b.migrator().current()).toEqual(["01"]);
  execFileSync("sqlite3", ["-bail", b.url.slice("sqlite:".length)], { input: sqlText(statements) });
  expect(await b.migrator().current()).toEqual(["03"]);
  expect(b.sql("SELECT * FROM user")).toEqual([{ id: 1, name: "a", age: null }]);
  await b.migrator().downgrade("01");
  expect(b.dump()).toEqual(before);
});

test("constraints without a name are found by the names that a convention lends them", async () => {
  b.sql(
    "CREATE TABLE foo (id INTEGER PRIMARY KEY); CREATE TABLE bar (id INTEGER PRIMARY KEY, foo_id INTEGER REFERENCES foo(id), q TEXT, r TEXT, UNIQUE (q), UNIQUE (r))",
  );
  const fk =
    'namingConvention: { fk: "fk_%(table_name)s_%(column_0_name)s", uq: "uq_%(table_name)s" }';
  b.script(
    "01",
    null,
    `await op.batchAlterTable("bar", { ${fk} }, async (batch) => { await batch.dropConstraint("fk_bar_foo_id", { type: "foreignKey" }); await batch.dropColumn("foo_id"); });`,
  );
  await b.migrator().upgrade();
  expect(b.sql("SELECT name FROM pragma_table_info('bar')")).toEqual([
    { name: "id" },
    { name: "q" },
    { name: "r" },
  ]);
  b.script(
    "02",
    "01",
    `await op.batchAlterTable("bar", { ${fk} }, async (batch) => { await batch.dropConstraint("uq_bar_x", { type: "unique" }); });`,
  );
  const [code, message] = await codeOf(b.migrator().upgrade());
  expect(code).toBe("batch");
  expect(message).toContain('bar has no unique constraint "uq_bar_x"; there are');
  b.script(
    "02",
    "01",
    `await op.batchAlterTable("bar", { ${fk} }, async (batch) => { await batch.dropConstraint("uq_bar", { type: "unique" }); });`,
  );
  expect((await codeOf(b.migrator().upgrade()))[1]).toContain("uq_bar on bar could be");
  b.script(
    "02",
    "01",
    `await op.batchAlterTable("bar", {}, async (batch) => { await batch.dropConstraint("any", { type: "unique", existing: { unique: ["r"] } }); });`,
  );
  await b.migrator().upgrade();
  expect(b.dump()).not.toEqual(
    expect.arrayContaining([
      expect.objectContaining({ sql: expect.stringContaining("UNIQUE (r)") }),
    ]),
  );
});

test("a name left to the convention is made by it", async () => {
  b.script(
    "01",
    null,
    `await op.createTable("t", [{ name: "a", type: "TEXT" }, { unique: ["a"], name: null }]); await op.createIndex(null, "t", ["a"]);`,
  );
  await b
    .migrator({
      namingConvention: { uq: "uq_%(table_name)s_%(column_0_name)s", ix: "ix_%(column_0_label)s" },
    })
    .upgrade();
  expect(JSON.stringify(b.dump())).toContain("uq_t_a");
  expect(b.dump()).toContainEqual(expect.objectContaining({ type: "index", name: "ix_t_a" }));
});
