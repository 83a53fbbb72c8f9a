/** Tells a story of a script by hand: run, printed and refused, judged by what the database itself says; down returns to the start. */
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { Migrator, SchemaDiffError } from "schema-diff";
import type { BatchStory } from "../../fixtures/batch.js";
import { forDialect } from "../../fixtures/story.js";
import { witness } from "../witness/witness.js";
import { ask, execute, inOrder, isTooOld, onHandle, pathOf, type Place } from "./places.js";

const scriptText = (storyUrl: string, dialect: string, back: boolean): string => `import told from ${JSON.stringify(storyUrl)};
export const revision = "1";
export const downRevision = null;
export const up = (op) => told.up(op, "${dialect}");
export const down = ${back ? `(op) => told.down(op, "${dialect}")` : "async () => {}"};
`;

/** Everything a SQLite file holds, in SQLite's own words: texts by name, and every row with its rowid. */
interface Contents {
  readonly texts: Readonly<Record<string, string>>;
  readonly rows: readonly string[];
}

const contentsOf = (database: Database.Database): Contents => {
  const objects = database.prepare<[], { name: string; type: string; sql: string }>(
    "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> 'schema_diff_version' ORDER BY name").all();
  const rowsOf = (name: string): readonly unknown[] => {
    const table = `"${name.replaceAll('"', '""')}"`;
    const [{ withRowid } = { withRowid: 0 }] = database.prepare<[string], { withRowid: number }>(
      "SELECT NOT wr AND name <> 'sqlite_sequence' AS withRowid FROM pragma_table_list WHERE schema = 'main' AND name = ?").all(name);
    return database.prepare(`SELECT ${withRowid === 1 ? "rowid AS \"rowid of it\", " : ""}* FROM ${table}`).all();
  };
  return {
    texts: Object.fromEntries(objects.map(({ name, sql }) => [name, sql])),
    rows: objects.filter(({ type }) => type === "table").flatMap(({ name }) => rowsOf(name).map((row) => `${name} ${JSON.stringify(row)}`)).sort(),
  };
};

/** Rows that point nowhere; null where SQLite cannot check. */
const orphans = (database: Database.Database): number | null => {
  try {
    return database.prepare("PRAGMA foreign_key_check").all().length;
  } catch {
    return null;
  }
};

const changed = (texts: Contents["texts"], others: Readonly<Record<string, string | null>>): unknown => {
  const all = { ...texts, ...others };
  return Object.fromEntries(Object.entries(all).filter(([, sql]) => sql !== null));
};

const settings = (database: Database.Database): unknown =>
  ["foreign_keys", "legacy_alter_table", "busy_timeout", "defer_foreign_keys"].map((pragma) => database.pragma(pragma, { simple: true }));

/** On a caller's handle, where foreign keys are enforced. */
const onSqlite = async (story: BatchStory, url: string, directory: string): Promise<void> => {
  const copy = `${pathOf(url)}.copy`;
  await copyFile(pathOf(url), copy);
  const naming = story.namingConvention === undefined ? {} : { namingConvention: story.namingConvention };
  const printed = await new Migrator({ source: `sqlite:${copy}`, directory, ...naming }).upgrade("head", { sql: true });
  await onHandle(url, async (database) => {
    const start = contentsOf(database);
    const [pragmas, broken] = [settings(database), orphans(database)];
    expect(database.pragma("foreign_keys", { simple: true })).toBe(1);
    const migrator = new Migrator({ source: database, directory, ...naming });
    const { statements } = await migrator.upgrade("head");
    const behind = contentsOf(database);
    expect(behind.texts).toEqual(changed(start.texts, story.becomes ?? {}));
    expect(settings(database)).toEqual(pragmas);
    expect(database.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(orphans(database)).toBe(broken);
    if (story.rebuilds !== undefined) expect(statements.some((s) => s.includes("_schema_diff_tmp_"))).toBe(story.rebuilds);
    inOrder(statements.join(";\n"), forDialect(story.statements, "sqlite") ?? []);
    await onHandle(`sqlite:${copy}`, (other) => {
      other.exec(printed.statements.map((s) => `${s};\n`).join(""));
      expect(contentsOf(other)).toEqual(behind);
    });
    const questions = forDialect(story.asks, "sqlite") ?? [];
    await ask(url, questions, "up");
    if (story.down === undefined) return;
    await migrator.downgrade("base");
    await ask(url, questions, "down");
    const { texts, rows } = contentsOf(database);
    expect({ texts, rows }).toEqual({ texts: changed(start.texts, story.back ?? {}), rows: start.rows });
    expect(settings(database)).toEqual(pragmas);
  });
};

const onServer = async (story: BatchStory, { dialect }: Place, url: string, directory: string): Promise<void> => {
  const before = await witness(url);
  const migrator = new Migrator({ source: url, directory, ...(story.namingConvention === undefined ? {} : { namingConvention: story.namingConvention }) });
  const { statements } = await migrator.upgrade("head");
  inOrder(statements.join(";\n"), forDialect(story.statements, dialect) ?? []);
  const questions = forDialect(story.asks, dialect) ?? [];
  await ask(url, questions, "up");
  if (story.down === undefined) return;
  await migrator.downgrade("base");
  await ask(url, questions, "down");
  expect(await witness(url)).toEqual(before);
};

/** Refused, run or printed, with the words told; and nothing is other than before. */
const refused = async (words: string, story: BatchStory, { dialect }: Place, url: string, directory: string): Promise<void> => {
  const look = async (): Promise<unknown> => (dialect === "sqlite" ? onHandle(url, contentsOf) : witness(url));
  const before = await look();
  const migrator = new Migrator({ source: url, directory, ...(story.namingConvention === undefined ? {} : { namingConvention: story.namingConvention }) });
  const told: unknown = await migrator.upgrade("head").catch((error: unknown) => error);
  expect(told).toBeInstanceOf(SchemaDiffError);
  expect(told).toMatchObject({ message: expect.stringContaining(words) });
  expect(await look()).toEqual(before);
};

export const tellBatch = async (story: BatchStory, storyUrl: string, place: Place): Promise<void> => {
  const { dialect, make } = place;
  const { url, drop } = await make();
  const directory = await mkdtemp(join(tmpdir(), "story-scripts-"));
  try {
    if (await isTooOld(story.since, url, dialect)) return;
    await execute(url, forDialect(story.holds, dialect) ?? "");
    await writeFile(join(directory, "1_story.ts"), scriptText(storyUrl, dialect, story.down !== undefined));
    const words = forDialect(story.refused, dialect);
    if (words !== undefined) await refused(words, story, place, url, directory);
    else if (dialect === "sqlite") await onSqlite(story, url, directory);
    else await onServer(story, place, url, directory);
  } finally {
    await drop();
    await rm(directory, { recursive: true, force: true });
  }
};
