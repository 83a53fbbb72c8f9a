/** What is printed, played in the sqlite3 command line, which goes on after an error: a script takes effect as a whole, or not at all. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "../sqlite/database.mjs";
import { diff, integer, MetaData, Migrator, table } from "schema-diff";
import { sqlText } from "../../src/render/sql.js";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "printed-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const says = "a statement failed; nothing of the script stays";

const file = (): string => join(directory, "a.db");
const made = (sql: string): void => {
  const db = new Database(file());
  db.exec(sql);
  db.close();
};
const printed = async (...bodies: readonly string[]): Promise<string> => {
  const scripts = join(directory, "scripts");
  mkdirSync(scripts);
  for (const [i, body] of bodies.entries()) {
    const text = `export const revision = "${i}"; export const downRevision = ${i === 0 ? "null" : `"${i - 1}"`};\nexport const up = async (op) => { ${body} };\nexport const down = async () => {};\n`;
    writeFileSync(join(scripts, `${i}_script.ts`), text);
  }
  return sqlText(
    (
      await new Migrator({ source: `sqlite:${file()}`, directory: scripts }).upgrade("head", {
        sql: true,
      })
    ).statements,
  );
};
const dump = (): string => execFileSync("sqlite3", [file(), ".dump"], { encoding: "utf8" });
const play = (sql: string, ...options: readonly string[]): string =>
  spawnSync("sqlite3", [...options, file()], {
    input: `PRAGMA foreign_keys=ON;\n${sql}`,
    encoding: "utf8",
  }).stderr;

const start = `CREATE TABLE p (id integer primary key); CREATE TABLE u (x); INSERT INTO u VALUES (1);
  CREATE TABLE t (id integer primary key, a text, n integer CONSTRAINT ck CHECK (n > 0)); CREATE TABLE c (t REFERENCES t ON DELETE CASCADE);
  INSERT INTO t VALUES (1, 'abc', 7), (2, '5', 7); INSERT INTO c VALUES (1)`;

const cast =
  'await op.batchAlterTable("t", {}, async (batch) => { await batch.alterColumn("a", { type: "INTEGER" }); });';
const key =
  'await op.batchAlterTable("t", {}, async (batch) => { await batch.createForeignKey("fk", "p", ["n"], ["id"]); });';
const unique =
  'await op.batchAlterTable("t", {}, async (batch) => { await batch.createUniqueConstraint("uq", ["n"]); });';
const index = 'await op.createIndex("ix", "t", ["n"], { unique: true });';
const gone = 'await op.dropTable("u");';
const fine =
  'await op.execute("CREATE TABLE made (a)"); await op.execute("INSERT INTO made VALUES (1)"); await op.batchAlterTable("t", {}, async (batch) => { await batch.alterColumn("a", { default: "\'y\'" }); });';

test.each([
  ["the guard of a cast", [`${cast} ${gone}`]],
  ["the guard of a foreign key", [`${key} ${gone}`]],
  ["the copy of the rows", [`${unique} ${gone}`]],
  ["a unique index in the middle", [`${gone} ${index} await op.execute("CREATE TABLE w (a)");`]],
  ["the first of two scripts", [index, gone]],
  ["the first of two scripts, at a guard", [cast, `${gone} ${fine}`]],
])("%s fails, and nothing happens", async (_what, bodies) => {
  made(start);
  const sql = await printed(...bodies);
  const before = dump();
  expect(play(sql)).toContain(says);
  expect(dump()).toBe(before);
  play(sql, "-bail");
  expect(dump()).toBe(before);
});

test("the first of two scripts stays where only the second fails", async () => {
  made(start);
  const sql = await printed(fine, `${gone} ${index}`);
  expect(play(sql)).toContain(says);
  const db = new Database(file());
  expect(db.prepare("SELECT version_num FROM schema_diff_version").pluck().all()).toEqual(["0"]);
  expect(db.prepare("SELECT a FROM made").pluck().all()).toEqual([1]);
  expect(db.prepare("SELECT x FROM u").pluck().all()).toEqual([1]);
  db.close();
});

test("a script that is played a second time changes nothing", async () => {
  made(start);
  const sql = await printed(gone, 'await op.execute("INSERT INTO p VALUES (NULL)");');
  expect(play(sql)).toBe("");
  const after = dump();
  expect(play(sql)).toContain(says);
  expect(dump()).toBe(after);
});

test.each([
  ["as a whole", false],
  ["statement by statement", true],
])("a handle plays it %s, and keeps nothing of it", async (_how, each) => {
  made(start);
  const sql = await printed(
    fine,
    `await op.createIndex("ix", "t", ["a"], { unique: true }); ${gone}`,
  );
  const db = new Database(file());
  for (const text of each ? sql.split(/;\n/) : [sql]) db.exec(text);
  expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
  expect(db.inTransaction).toBe(false);
  expect(db.prepare("SELECT name FROM sqlite_temp_schema").all()).toEqual([]);
  expect(db.prepare("SELECT version_num FROM schema_diff_version").pluck().all()).toEqual(["1"]);
  expect(db.prepare("SELECT * FROM c").all()).toEqual([{ t: 1 }]);
  db.close();
});

test("temporary tables of a script's own are no failure", async () => {
  made(start);
  const sql = await printed(
    'await op.execute("CREATE TEMP TABLE mine AS SELECT * FROM u"); await op.execute("DROP TABLE mine"); await op.execute("CREATE TABLE IF NOT EXISTS u (x)");',
  );
  const db = new Database(file());
  db.exec(sql);
  expect(db.prepare("SELECT version_num FROM schema_diff_version").pluck().all()).toEqual(["0"]);
  db.close();
});

test("what is printed is for older command lines, what is run for the library", async () => {
  made(start);
  const change =
    'await op.batchAlterTable("t", {}, async (batch) => { await batch.dropConstraint("ck", { type: "check" }); });';
  expect(await printed(change)).not.toContain("DROP CONSTRAINT");
  const { statements } = await new Migrator({
    source: `sqlite:${file()}`,
    directory: join(directory, "scripts"),
  }).upgrade("head");
  expect(statements.join("\n")).toContain("DROP CONSTRAINT");
  expect(statements.join("\n")).not.toContain("_schema_diff_script");
});

test("so is a difference", async () => {
  made("CREATE TABLE t (id integer primary key, n integer)");
  const metadata = new MetaData();
  table("t", metadata, { id: integer().primaryKey(), n: integer().notNull() });
  const plan = await diff({ from: `sqlite:${file()}`, to: metadata });
  expect(plan.statements.join("\n")).toContain("SET NOT NULL");
  expect(plan.printed.join("\n")).not.toContain("SET NOT NULL");
  expect(play(sqlText(plan.printed))).toBe("");
});

test("a difference that fails changes nothing", async () => {
  made("CREATE TABLE t (id integer primary key, a text); INSERT INTO t VALUES (1, 'abc')");
  const metadata = new MetaData();
  table("t", metadata, { id: integer().primaryKey(), a: integer() });
  const before = dump();
  expect(play(sqlText((await diff({ from: `sqlite:${file()}`, to: metadata })).printed))).toContain(
    says,
  );
  expect(dump()).toBe(before);
});
