/** A directory of migration scripts and a SQLite file to run them on, gone after the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "../sqlite/database.mjs";
import { Migrator, type MigratorOptions } from "../../src/migrate/index.js";

export interface Bench {
  readonly directory: string;
  readonly url: string;
  readonly migrator: (options?: Partial<MigratorOptions>) => Migrator;
  /** Writes a script; `up` and `down` are statements that call `op`. */
  readonly script: (
    revision: string,
    downRevision: string | readonly string[] | null,
    up: string,
    down?: string,
  ) => void;
  readonly file: (name: string, text: string) => void;
  /** Runs SQL on the file, and returns the rows of the last statement. */
  readonly sql: (text: string) => readonly unknown[];
  /** What the database itself says it holds, without the bookkeeping table. */
  readonly dump: () => readonly unknown[];
  readonly remove: () => void;
}

export const scriptText = (
  revision: string,
  downRevision: string | readonly string[] | null,
  up: string,
  down = "",
): string => `/** step ${revision} */
import type { Operations } from "schema-diff";
export const revision = ${JSON.stringify(revision)};
export const downRevision = ${JSON.stringify(downRevision)};
export async function up(op: Operations): Promise<void> {
${up}
}
export async function down(op: Operations): Promise<void> {
${down}
}
`;

export const bench = (): Bench => {
  const root = mkdtempSync(join(tmpdir(), "schema-diff-migrate-"));
  const directory = join(root, "migrations");
  const path = join(root, "test.db");
  const url = `sqlite:${path}`;
  const sql = (text: string): readonly unknown[] => {
    const db = new Database(path);
    try {
      db.pragma("foreign_keys = OFF");
      const statement = text.trimStart().toLowerCase();
      if (statement.startsWith("select") || statement.startsWith("pragma"))
        return db.prepare(text).all();
      db.exec(text);
      return [];
    } finally {
      db.close();
    }
  };
  const file = (name: string, text: string): void => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, name), text);
  };
  return {
    directory,
    url,
    sql,
    file,
    migrator: (options = {}) => new Migrator({ source: url, directory, ...options }),
    script: (revision, downRevision, up, down = "") =>
      file(`${revision}.ts`, scriptText(revision, downRevision, up, down)),
    dump: () =>
      sql(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'schema_diff%' AND name NOT LIKE 'sqlite%' ORDER BY type, name",
      ),
    remove: () => rmSync(root, { recursive: true }),
  };
};
