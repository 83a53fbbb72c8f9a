/** A foreign key may come before the key that it points to: a script as printed has to have it at its end, or takes itself back. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "../sqlite/database.mjs";
import { Migrator } from "schema-diff";

const holds = `CREATE TABLE p (id integer PRIMARY KEY, code text);
  CREATE TABLE t (a text);
  INSERT INTO p VALUES (1, 'x');
  INSERT INTO t VALUES ('x')`;

const script = (up: string): string => `export const revision = "1";
export const downRevision = null;
export const up = async (op) => { ${up} };
export const down = async () => {};
`;

const foreignKey = 'await op.createForeignKey("fk", "t", "p", ["a"], ["code"]);';
const column =
  'await op.batchAlterTable("t", {}, async (batch) => { await batch.addColumn({ name: "b", type: "text" }); await batch.createForeignKey("fk", "p", ["b"], ["code"]); });';
const table =
  'await op.createTable("n", [{ name: "b", type: "text" }, { foreignKey: ["b"], references: "p", columns: ["code"], name: "fk" }]);';
const key = 'await op.createUniqueConstraint("uq", "p", ["code"]);';

const directory = mkdtempSync(join(tmpdir(), "keys-"));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const printedFor = async (up: string): Promise<readonly [path: string, sql: string]> => {
  const folder = mkdtempSync(join(directory, "case-"));
  const path = join(folder, "t.db");
  const database = new Database(path);
  database.exec(holds);
  database.close();
  writeFileSync(join(folder, "1_keys.mjs"), script(up));
  const { statements } = await new Migrator({
    source: `sqlite:${path}`,
    directory: folder,
  }).upgrade("head", { sql: true });
  return [path, statements.map((s) => `${s};\n`).join("")];
};

const keysOf = (path: string): unknown => {
  const database = new Database(path);
  try {
    return database
      .prepare(
        "SELECT count(*) FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) WHERE s.type = 'table'",
      )
      .pluck()
      .get();
  } finally {
    database.close();
  }
};

describe.each([
  ["of a table that is there", foreignKey],
  ["of a new column", column],
  ["of a new table", table],
])("a foreign key %s", (_what, up) => {
  test("with its key after it", async () => {
    const [path, sql] = await printedFor(`${up} ${key}`);
    expect(spawnSync("sqlite3", [path], { input: sql, encoding: "utf8" }).stderr).toBe("");
    expect(keysOf(path)).toBe(1);
  });

  test("without: SQLite says so, and nothing stays", async () => {
    // The migrator itself refuses to print what it would refuse to run.
    await expect(printedFor(up)).rejects.toThrow("foreign keys without a key to point to");
  });
});
