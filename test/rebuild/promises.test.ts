/** What a rebuild promises, one line each, with rows in the tables. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { byAuthor, nowhere, plainBatch, plainColumn, type BatchOptions, type Constraint, type Operation, type Schema } from "../../src/model/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";

const t = { schema: null, name: "t" };
const made = (sql: string): Database.Database => {
  const db = new Database(":memory:");
  db.exec(sql);
  return db;
};
const reflected = async (db: Database.Database): Promise<Schema> => backend.reflect(await backend.open(db), { schemas: [] });
const batch = (operations: readonly Operation[], options: Partial<BatchOptions> = {}): Operation => ({ do: "batch", table: t, operations, options: { ...plainBatch, ...options } });
const script = async (db: Database.Database, operation: Operation): Promise<readonly string[]> =>
  dialect.ddl.script(dialect.ddl.statements(operation, await reflected(db)), [operation]);
const run = async (db: Database.Database, operation: Operation): Promise<readonly string[]> => {
  const statements = await script(db, operation);
  for (const s of statements) db.exec(s);
  return statements;
};
const sql = (db: Database.Database, name = "t"): unknown => db.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(name);
const foreignKey = (more: Partial<Constraint<"foreignKey">> = {}): Constraint<"foreignKey"> => ({
  kind: "foreignKey", name: nowhere, comment: null, columns: ["p"], target: { schema: null, name: "parent" }, targetColumns: ["id"], onUpdate: "noAction", onDelete: "noAction",
  onDeleteColumns: [], match: "simple", deferral: "notDeferrable", validated: true, enforced: true, ...more,
});
const drop = (name: string): Operation => ({ do: "dropColumn", table: t, name, dropped: null });

test("nothing to do leaves the text word for word", async () => {
  const text = "CREATE TABLE t (\n  id integer primary key autoincrement, -- the key\n  [a b] VARCHAR(50) COLLATE nocase UNIQUE ON CONFLICT REPLACE DEFAULT ('x' || 'y')\n) STRICT".replace("VARCHAR(50)", "TEXT");
  const db = made(`${text}; INSERT INTO t VALUES (7, 'q'); DELETE FROM t; INSERT INTO t ("a b") VALUES ('z')`);
  await run(db, batch([], { recreate: "always" }));
  expect(sql(db)).toBe(text);
  expect(db.prepare("SELECT * FROM t").all()).toEqual([{ id: 8, "a b": "z" }]);
  expect(db.prepare("SELECT seq FROM sqlite_sequence").pluck().all()).toEqual([8]);
});

test("rows of children stay where enforcement is on", async () => {
  const db = made("CREATE TABLE t (id INTEGER PRIMARY KEY, q); CREATE TABLE child (t REFERENCES t ON DELETE CASCADE); INSERT INTO t VALUES (1, 2); INSERT INTO child VALUES (1)");
  await run(db, batch([drop("q")], { recreate: "always" }));
  expect(db.prepare("SELECT * FROM child").all()).toEqual([{ t: 1 }]);
  expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
});

test("statements without the script around them refuse to run under enforcement", async () => {
  const db = made("CREATE TABLE t (id INTEGER PRIMARY KEY, q)");
  const [, guard = ""] = dialect.ddl.statements(batch([], { recreate: "always" }), await reflected(db)).map((s, i, all) => { if (i === 0) db.exec(all[0] ?? ""); return s; });
  expect(() => db.exec(guard)).toThrow(/set PRAGMA foreign_keys = OFF outside of the transaction/);
});

test("a named CHECK holds its column, until the batch drops it", async () => {
  const db = made("CREATE TABLE t (a, q, CONSTRAINT ck1 CHECK (q > 0)); INSERT INTO t VALUES (1, 2)");
  await expect(script(db, batch([drop("q")]))).rejects.toThrow(/ck1/);
  await expect(script(db, batch([{ do: "alterColumn", table: t, name: "q", change: { name: "r" }, existing: null }]))).rejects.toThrow(/ck1/);
  await run(db, batch([{ do: "dropConstraint", table: t, kind: "check", name: "ck1", dropped: null }, drop("q")]));
  expect(db.prepare("SELECT * FROM t").all()).toEqual([{ a: 1 }]);
});

test("nameless CHECKs are carried, or left out when asked", async () => {
  const db = made("CREATE TABLE t (a CHECK (a > 0), b, CHECK (b <> a))");
  await run(db, batch([], { recreate: "always" }));
  expect(sql(db)).toBe("CREATE TABLE t (a CHECK (a > 0), b, CHECK (b <> a))");
  await run(db, batch([], { recreate: "always", unnamedChecks: "omit" }));
  expect(sql(db)).toBe("CREATE TABLE t (a, b)");
});

test("a foreign key's action changes where it stands, and back", async () => {
  const text = "CREATE TABLE t (a, p INTEGER CONSTRAINT fk REFERENCES parent(id) /* why */ NOT NULL)";
  const db = made(`CREATE TABLE parent (id INTEGER PRIMARY KEY); ${text}`);
  const change = (onDelete: "cascade" | "noAction", dropped: "cascade" | "noAction"): Operation => batch([
    { do: "dropConstraint", table: t, kind: "foreignKey", name: "fk", dropped: foreignKey({ name: byAuthor("fk"), onDelete: dropped }) },
    { do: "createConstraint", table: t, constraint: foreignKey({ name: byAuthor("fk"), onDelete }) },
  ]);
  await run(db, change("cascade", "noAction"));
  expect(sql(db)).toBe("CREATE TABLE t (a, p INTEGER CONSTRAINT fk REFERENCES parent(id) ON DELETE CASCADE /* why */ NOT NULL)");
  await run(db, change("noAction", "cascade"));
  expect(sql(db)).toBe(text);
});

test("violations that were there before pass, new ones do not", async () => {
  const db = made("CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE t (p, r REFERENCES parent)");
  db.exec("PRAGMA foreign_keys=OFF; INSERT INTO t VALUES (NULL, 5); PRAGMA foreign_keys=ON");
  await run(db, batch([{ do: "createConstraint", table: t, constraint: foreignKey() }]));
  db.exec("PRAGMA foreign_keys=OFF; CREATE TABLE u (p); INSERT INTO u VALUES (9); PRAGMA foreign_keys=ON");
  await expect(run(db, { do: "createConstraint", table: { schema: null, name: "u" }, constraint: foreignKey() })).rejects.toMatchObject({ message: expect.stringMatching(/rows of u would point to no row of parent/) });
  expect(db.inTransaction).toBe(false);
  expect(sql(db, "u")).toBe("CREATE TABLE u (p)");
});

test("a value that a new type cannot hold is an error before anything changes, unless lossy", async () => {
  const db = made("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('12'), ('abc')");
  const change = (lossy: boolean): Operation => batch([{ do: "alterColumn", table: t, name: "a", change: { type: "INTEGER" }, existing: null }], { lossy });
  await expect(run(db, change(false))).rejects.toMatchObject({ message: expect.stringMatching(/t\.a holds values that INTEGER cannot hold/) });
  db.exec("PRAGMA foreign_keys=ON");
  await run(db, change(true));
  expect(db.prepare("SELECT a FROM t").pluck().all()).toEqual([12, 0]);
});

test("a rename reaches views, triggers and children, also with a rebuild", async () => {
  const db = made("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); CREATE VIEW v AS SELECT a, b FROM t; CREATE TABLE c (t REFERENCES t(a)); CREATE TRIGGER r AFTER UPDATE OF b ON t BEGIN DELETE FROM c WHERE t = NEW.a; END; INSERT INTO t VALUES (1, 'x')");
  await run(db, batch([{ do: "alterColumn", table: t, name: "a", change: { name: "id" }, existing: null }, { do: "alterColumn", table: t, name: "b", change: { default: "'y'" }, existing: null }]));
  expect(db.prepare("SELECT * FROM v").all()).toEqual([{ id: 1, b: "x" }]);
  expect(sql(db, "c")).toBe("CREATE TABLE c (t REFERENCES t(id))");
  db.exec("UPDATE t SET b = 'z'");
});

test("a leftover of a crash is reported, never dropped", async () => {
  const db = made("CREATE TABLE t (a); CREATE TABLE _schema_diff_tmp_t (a)");
  await expect(script(db, batch([], { recreate: "always" }))).rejects.toThrow(/_schema_diff_tmp_t is there already/);
  expect((await reflected(db)).tables.map((x) => x.name)).toEqual(["t"]);
});

test("in place where this SQLite can, and never when it may not", async () => {
  const db = made("CREATE TABLE t (a, b)");
  const add: Operation = { do: "addColumn", table: t, column: plainColumn("c", "TEXT") };
  expect(await script(db, batch([add]))).toEqual(['ALTER TABLE "t" ADD COLUMN "c" TEXT']);
  await expect(script(db, batch([{ do: "createConstraint", table: t, constraint: foreignKey({ columns: ["a"] }) }], { recreate: "never" }))).rejects.toThrow(/needs a rebuild/);
});

test("the script runs in the sqlite3 command line, and a failure there loses nothing", async () => {
  if (spawnSync("sqlite3", ["--version"]).status !== 0) return;
  const directory = mkdtempSync(join(tmpdir(), "rebuild-"));
  try {
    const file = join(directory, "a.db");
    const start = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT COLLATE NOCASE); CREATE VIEW v AS SELECT b FROM t; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; CREATE TABLE c (t REFERENCES t ON DELETE CASCADE);";
    const rows = "INSERT INTO t VALUES (1, 'x'), (2, NULL); INSERT INTO c VALUES (1);";
    execFileSync("sqlite3", [file], { input: start + rows });
    const dump = (): string => execFileSync("sqlite3", [file, ".dump"], { encoding: "utf8" });
    const before = { ...await reflected(made(start)), version: [3, 40, 1] };
    const play = (operation: Operation): string => {
      const input = `PRAGMA foreign_keys=ON;\n${dialect.ddl.script(dialect.ddl.statements(operation, before), [operation]).join(";\n")};\n`;
      return spawnSync("sqlite3", [file], { input, encoding: "utf8" }).stderr;
    };
    const whole = dump();
    // NULL does not pass NOT NULL; the command line goes on after the error, with every statement that is left.
    expect(play(batch([{ do: "alterColumn", table: t, name: "b", change: { nullable: false }, existing: null }]))).toMatch(/NOT NULL constraint failed/);
    expect(dump()).toBe(whole);
    expect(play(batch([{ do: "alterColumn", table: t, name: "b", change: { default: "'y'" }, existing: null }]))).toBe("");
    expect(dump().split("\n").sort().join("\n")).toBe(whole.replace("b TEXT COLLATE", "b TEXT DEFAULT 'y' COLLATE").split("\n").sort().join("\n"));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
