/** Text in double quotes, as the sqlite3 command line takes it: nothing that SQLite would stumble over is done while there is such text. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database, { handleOf } from "../sqlite/database.mjs";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { plainBatch, plainColumn, type Operation } from "../../src/model/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";

const root = mkdtempSync(join(tmpdir(), "double-quoted-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const t = { schema: null, name: "t" };
const own =
  'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT CHECK (x <> "a"), y, z); CREATE INDEX i ON t (y) WHERE y <> "b";';
const others =
  'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT, y, z); CREATE TABLE u (q CHECK (q <> "a"));';
const operations: readonly (readonly [string, Operation])[] = [
  ["addColumn", { do: "addColumn", table: t, column: plainColumn("n", "INTEGER") }],
  ["dropColumn", { do: "dropColumn", table: t, name: "z", dropped: null }],
  [
    "alterColumn",
    { do: "alterColumn", table: t, name: "z", change: { nullable: false }, existing: null },
  ],
];
const cases = [own, others].flatMap((sql) =>
  (["auto", "always"] as const).flatMap((recreate) =>
    operations.map(([verb, o]) => [verb, recreate, sql, o] as const),
  ),
);

test.each(cases)("%s, recreate %s: %s", async (verb, recreate, sql, operation) => {
  const file = join(root, `${verb}-${recreate}-${sql === own ? "own" : "others"}.db`);
  execFileSync("sqlite3", [file], {
    input: `${sql} INSERT INTO t VALUES (4, 'x', 'y', 'z'), (9, 'x', 'y', 'z'); DELETE FROM t WHERE id = 9;`,
  });
  const db = new Database(file);
  const batch: Operation = {
    do: "batch",
    table: t,
    operations: [operation],
    options: { ...plainBatch, recreate },
  };
  const before = await backend.reflect(await backend.open(handleOf(db)), { schemas: [] });
  for (const s of dialect.ddl.script(dialect.ddl.statements(batch, before))) db.exec(s.sql);
  expect(db.prepare("SELECT id, x, y FROM t").all()).toEqual([{ id: 4, x: "x", y: "y" }]);
  expect(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 't'").pluck().all()).toEqual([9]);
  expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(() =>
    db.exec(sql === own ? "UPDATE t SET x = 'a'" : "INSERT INTO u VALUES ('a')"),
  ).toThrow(/CHECK/);
  db.close();
});
