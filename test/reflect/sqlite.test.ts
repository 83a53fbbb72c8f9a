/** SQLite's backend: opening, reading, the witness, the scratch database. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database, { handleOf } from "../sqlite/database.mjs";
import { nowhere, type Table } from "../../src/model/index.js";
import { sqlite } from "../../src/reflect/sqlite/index.js";

const read = async (sql: string) => {
  const db = new Database(":memory:");
  db.exec(sql);
  return sqlite.reflect(await sqlite.open(handleOf(db)), { schemas: [] });
};

test("names, actions and deferral come from the text, in every quoting", async () => {
  const { tables } = await read(
    "CREATE TABLE p (a, b, PRIMARY KEY (a, b)); CREATE TABLE t (x, y, constraint [f k] foreign key (`X`, 'y') references P on delete set null deferrable initially deferred)",
  );
  expect(tables[1]?.constraints).toEqual([
    expect.objectContaining({
      name: { from: "author", text: "f k" },
      columns: ["x", "y"],
      target: { schema: null, name: "p" },
      targetColumns: ["a", "b"],
      onDelete: "setNull",
      deferral: "initiallyDeferred",
    }),
  ]);
});

test("views, triggers and virtual tables are said by name", async () => {
  const { tables, notCompared } = await read(
    "CREATE TABLE t (a); CREATE VIEW v AS SELECT 1; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; CREATE VIRTUAL TABLE f USING fts5(x)",
  );
  expect(tables.map((t) => t.name)).toEqual(["t"]);
  expect(
    notCompared
      .filter((n) => n.kind !== "shadow table")
      .map((n) => [n.kind, n.name, n.table?.name ?? null]),
  ).toEqual([
    ["virtual table", "f", null],
    ["trigger", "r", "t"],
    ["view", "v", null],
  ]);
  expect(notCompared.filter((n) => n.kind === "shadow table").length).toBeGreaterThan(0);
});

test("a handle in a transaction is read as it is, and stays in it", async () => {
  const db = new Database(":memory:");
  db.exec("BEGIN; CREATE TABLE t (a)");
  const connection = await sqlite.open(handleOf(db));
  expect((await sqlite.reflect(connection, { schemas: [] })).tables.length).toBe(1);
  expect(db.inTransaction).toBe(true);
});

test("what cannot be opened or read is one clear error", async () => {
  const directory = mkdtempSync(join(tmpdir(), "reflect-"));
  try {
    writeFileSync(
      join(directory, "no.db"),
      "this is no database, whatever its name says, and it is long enough to be read as one".repeat(
        20,
      ),
    );
    await expect(sqlite.open(`sqlite:${join(directory, "no.db")}`)).rejects.toMatchObject({
      code: "connection",
    });
    await expect(sqlite.open(`sqlite:${join(directory, "nowhere/a.db")}`)).rejects.toMatchObject({
      code: "connection",
    });
    await expect(sqlite.open("sqlite::memory:?schema=other")).rejects.toMatchObject({
      code: "usage",
    });
    const fresh = await sqlite.open(`sqlite://${join(directory, "fresh.db")}`);
    expect((await sqlite.reflect(fresh, { schemas: ["main"] })).tables).toEqual([]);
    await fresh.close();
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("the witness takes a table, or says what SQLite says", async () => {
  const { tables } = await read(
    "CREATE TABLE t (a INTEGER, b TEXT DEFAULT ('x'), CHECK (a > 0)); CREATE INDEX i ON t (lower(b)) WHERE a > 1",
  );
  const [table] = tables;
  if (table === undefined) throw new Error("t was not read");
  const bad: Table = {
    ...table,
    constraints: [
      {
        kind: "check",
        name: nowhere,
        comment: null,
        expression: "nothing_of(the) kind",
        validated: true,
        enforced: true,
        inherited: true,
        ofColumn: null,
      },
    ],
  };
  const connection = await sqlite.open("sqlite::memory:");
  const [good, cannot] = await sqlite.print(connection, [table, bad], await read(""));
  expect(good).toEqual({ table });
  expect(cannot).toEqual({ cannot: expect.stringContaining("syntax error") });
});

test("an error in a script names its line; a trigger's semicolons do not cut it", async () => {
  const good =
    "CREATE TABLE t (a, end); CREATE TABLE trigger (a);\nCREATE TEMP TRIGGER x AFTER INSERT ON main.t BEGIN SELECT 1; END; CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN 1 THEN NEW.end END; SELECT end FROM t; END;\n";
  expect(
    (await sqlite.scratch(good, null, (c) => sqlite.reflect(c, { schemas: [] }))).notCompared.map(
      (n) => n.name,
    ),
  ).toEqual(["r"]);
  await expect(
    sqlite.scratch(`${good}\n\nCREATE TABLE t (b);`, null, async () => null),
  ).rejects.toThrow("line 5: table t already exists");
});

test("a file that another program holds says so", async () => {
  const directory = mkdtempSync(join(tmpdir(), "held-"));
  const path = join(directory, "held.db");
  const holder = new Database(path);
  try {
    holder.exec("CREATE TABLE t (a); BEGIN EXCLUSIVE");
    await expect(sqlite.open(`sqlite:${path}`)).rejects.toMatchObject({
      code: "connection",
      message: expect.stringContaining("locked"),
      todo: expect.stringContaining("another program holds the file"),
    });
  } finally {
    holder.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
