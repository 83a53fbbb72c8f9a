/**
 * A rebuild that is killed (SIGKILL) before and after every one of its statements leaves the file as it was, or as it was
 * to be. Every third statement of each way is tried; SCHEMA_DIFF_FAULTS=all tries every one.
 */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "../sqlite/database.mjs";
import { Migrator } from "../../src/migrate/index.js";

const program = join(dirname(fileURLToPath(import.meta.url)), "fault/child.mjs");
const all = process.env["SCHEMA_DIFF_FAULTS"] === "all";
const root = mkdtempSync(join(tmpdir(), "rebuild-fault-"));
const directory = join(root, "migrations");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Two ways to rebuild: the old table steps aside, or, where a CHECK says the table's own name, its rows do. */
const ways = {
  rename: { check: "q <> ''", says: /ALTER TABLE "t" RENAME TO "_schema_diff_tmp_t"/ },
  copy: { check: "t.q <> ''", says: /CREATE TABLE "_schema_diff_tmp_t"/ },
} as const;

type Way = keyof typeof ways;

const start = (way: Way): string => `
CREATE TABLE "grand parent" (id INTEGER PRIMARY KEY, what TEXT NOT NULL);
CREATE TABLE t (
  id integer primary key autoincrement, -- counted
  parent INTEGER REFERENCES "grand parent" ON DELETE CASCADE,
  q TEXT COLLATE NOCASE CONSTRAINT ck1 CHECK (${ways[way].check}),
  r TEXT DEFAULT ('a' || 'b')
);
CREATE INDEX ix_r ON t (lower(r) DESC) WHERE r IS NOT NULL;
CREATE TABLE child (id INTEGER PRIMARY KEY, t INTEGER NOT NULL REFERENCES t (id) ON DELETE CASCADE, n INTEGER);
CREATE TABLE log (what TEXT);
CREATE VIEW v AS SELECT t.id, t.r, child.n FROM t JOIN child ON child.t = t.id;
CREATE TRIGGER on_t AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('gone: ' || OLD.id); END;
CREATE TRIGGER to_t AFTER INSERT ON child BEGIN UPDATE t SET r = r || ' touched' WHERE id = NEW.t; END;
INSERT INTO "grand parent" VALUES (1, 'one'), (2, 'two');
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
  INSERT INTO t SELECT i, 1 + i % 2, 'q' || i, printf('%080d', i) FROM n;
INSERT INTO child SELECT id, id, id * 2 FROM t;
DELETE FROM t WHERE id > 590;
DELETE FROM log;
`;

const migration = `/** a rebuild among other things */
export const revision = "0001";
export const downRevision = null;
export async function up(op) {
  await op.execute("UPDATE t SET r = upper(r) WHERE id < 10");
  await op.batchAlterTable("t", { namingConvention: { fk: "fk_%(table_name)s_%(column_0_name)s" }, lossy: false }, async (batch) => {
    await batch.dropConstraint("ck1", { type: "check" });
    await batch.dropColumn("q");
    await batch.alterColumn("r", { nullable: false, newName: "s" });
    await batch.createUniqueConstraint("uq_t_s", ["s"]);
  });
  await op.batchAlterTable("child", { recreate: "always" }, async (batch) => {
    await batch.alterColumn("n", { type: "TEXT" });
    await batch.createIndex("ix_child_n", ["n"]);
  });
  await op.execute("INSERT INTO log VALUES ('done')");
}
export async function down() {}
`;

type Journal = "WAL" | "DELETE";

/** All that the database itself says it holds. */
const dump = (db: Database.Database): string => {
  const entries = db
    .prepare<[], { type: string; name: string }>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
    )
    .all();
  const rows = entries
    .filter((e) => e.type === "table")
    .map((e) => [e.name, db.prepare(`SELECT * FROM "${e.name}" ORDER BY 1`).all()]);
  return JSON.stringify({ entries, rows });
};

const reading = <T>(file: string, read: (db: Database.Database) => T): T => {
  const db = new Database(file);
  try {
    return read(db);
  } finally {
    db.close();
  }
};

interface End {
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const child = (file: string, when: "before" | "after" | "never", which: number): Promise<End> =>
  new Promise((resolve, reject) => {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const run = spawn(process.execPath, [program, file, directory, when, String(which)], {
      stdio: ["ignore", "pipe", "pipe"],
      env,
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    run.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    run.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    run.once("error", reject);
    run.once("close", (_status, signal) =>
      resolve({
        signal,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
  });

interface Stage {
  readonly begin: string;
  readonly start: string;
  readonly end: string;
  readonly statements: number;
}

const stage = async (journal: Journal, way: Way): Promise<Stage> => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "0001.mjs"), migration);
  const begin = join(root, `${journal}-${way}.db`);
  reading(begin, (db) => {
    db.pragma(`journal_mode = ${journal}`);
    db.exec(start(way));
  });
  const whole = join(root, `${journal}-${way}-whole.db`);
  const { statements } = await new Migrator({ source: `sqlite:${begin}`, directory }).upgrade(
    "head",
    { sql: true },
  );
  expect(statements.join("\n")).toMatch(ways[way].says);
  copyFileSync(begin, whole);
  const { stdout, stderr } = await child(whole, "never", 0);
  expect(stderr).toBe("");
  return {
    begin,
    start: reading(begin, dump),
    end: reading(whole, dump),
    statements: Number(stdout),
  };
};

/** Kills one, looks at what is left, and runs it again; whether it was the start or the end that was left. */
const fault = async (
  { begin, start: before, end: after }: Stage,
  journal: Journal,
  when: "before" | "after",
  which: number,
): Promise<"start" | "end"> => {
  const file = join(root, `${journal}-${when}-${which}.db`);
  copyFileSync(begin, file);
  const { signal, stderr } = await child(file, when, which);
  expect([which, when, signal, stderr]).toEqual([which, when, "SIGKILL", ""]);
  const left = reading(file, (db) => {
    expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(db.pragma("foreign_key_check")).toEqual([]);
    expect(
      db
        .prepare(
          "SELECT name FROM sqlite_schema WHERE name LIKE '\\_schema\\_diff\\_tmp%' ESCAPE '\\'",
        )
        .all(),
    ).toEqual([]);
    const now = dump(db);
    return now === before ? "start" : now === after ? "end" : "neither";
  });
  if (left === "neither")
    throw new Error(`killed ${when} statement ${which}: neither the start nor the end is left`);
  await new Migrator({ source: `sqlite:${file}`, directory }).upgrade();
  expect(reading(file, dump) === after).toBe(true);
  rmSync(file);
  return left;
};

/** The number says with which statement every third begins, so that the ways together try them all. */
const cases: readonly [Journal, Way, number][] = [
  ["DELETE", "rename", 0],
  ["WAL", "rename", 1],
  ["DELETE", "copy", 2],
  ["WAL", "copy", 0],
];

test.each<[Journal, Way, number]>(cases)(
  "killed around every statement, with journal_mode %s, by %s",
  async (journal, way, first) => {
    const where = await stage(journal, way);
    expect(where.statements).toBeGreaterThan(30);
    expect(where.start).not.toBe(where.end);
    // The child sees to it that nothing is written between two statements: after one is before the next.
    const isTried = (which: number): boolean =>
      all || which % 3 === first || which === 0 || which === where.statements - 1;
    const points = Array.from({ length: where.statements }, (_, which) =>
      (["before", "after"] as const).flatMap((when) =>
        isTried(which) && (all || when === "after" || which === 0) ? [{ when, which }] : [],
      ),
    ).flat();
    const left: ("start" | "end")[] = [];
    const abreast = 2;
    for (let at = 0; at < points.length; at += abreast) {
      left.push(
        ...(await Promise.all(
          points
            .slice(at, at + abreast)
            .map(({ when, which }) => fault(where, journal, when, which)),
        )),
      );
    }
    // From some point on (the commit) the end is left, and before it the start.
    expect(left.indexOf("end")).toBeGreaterThan(0);
    expect(left.slice(left.indexOf("end")).includes("start")).toBe(false);
  },
);
