/** A SQLite table of a million rows rebuilt by a migration, beside the bare statements by hand in one transaction, in turns: `node bench/rebuild.mjs [ROWS]`. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Migrator } from "../dist/index.js";
import { median, tableText, text } from "./clock.mjs";

const [given] = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0);
const rows = given ?? 1_000_000;
const turns = 5;

const columns = "id INTEGER PRIMARY KEY, name TEXT NOT NULL, n INTEGER DEFAULT 0, r REAL";
const shapes = [
  { what: "a table alone", reference: "", around: "" },
  {
    what: "with a foreign key and a child",
    reference: ", p INTEGER REFERENCES parent",
    around:
      "CREATE TABLE child (t INTEGER REFERENCES t ON DELETE CASCADE); INSERT INTO child SELECT id FROM t WHERE id % 10 = 0",
  },
];

const fill = (file, { reference, around }) => {
  const db = new Database(file);
  db.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY); INSERT INTO parent VALUES (1), (2); CREATE TABLE t (${columns}${reference}, q TEXT);
    WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ${rows})
    INSERT INTO t SELECT i, printf('name %d', i), i % 1000, i / 3.0${reference === "" ? "" : ", 1 + i % 2"}, 'q' FROM i; ${around}`);
  db.close();
};

const migration = `export const revision = "0001";
export const downRevision = null;
export const up = (op) => op.batchAlterTable("t", { recreate: "always" }, (batch) => batch.dropColumn("q"));
export const down = async () => {};
`;

const byHand = (file, { reference }) => {
  const db = new Database(file);
  const names = `id, name, n, r${reference === "" ? "" : ", p"}`;
  db.exec(
    `PRAGMA foreign_keys = OFF; BEGIN; CREATE TABLE t_new (${columns}${reference}); INSERT INTO t_new SELECT ${names} FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t; COMMIT`,
  );
  db.close();
};

const folder = mkdtempSync(join(tmpdir(), "schema-diff-bench-"));
const directory = join(folder, "migrations");
mkdirSync(directory);
writeFileSync(join(directory, "0001.mjs"), migration);

const measured = async (start, run) => {
  const file = join(folder, "turn.db");
  copyFileSync(start, file);
  const begun = performance.now();
  await run(file);
  const ms = performance.now() - begun;
  rmSync(file);
  return ms;
};

try {
  const lines = [];
  for (const shape of shapes) {
    const start = join(folder, "start.db");
    rmSync(start, { force: true });
    fill(start, shape);
    const [product, bare] = [[], []];
    for (let turn = 0; turn < turns; turn += 1) {
      product.push(
        await measured(start, (file) =>
          new Migrator({ source: `sqlite:${file}`, directory }).upgrade(),
        ),
      );
      bare.push(await measured(start, (file) => byHand(file, shape)));
    }
    lines.push([
      shape.what,
      String(rows),
      text(median(product)),
      text(median(bare)),
      (median(bare) / median(product)).toFixed(2),
    ]);
  }
  process.stdout.write(
    `${tableText(["rebuild, milliseconds (medians)", "rows", "migration", "by hand", "speed (1 is as fast)"], lines)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
