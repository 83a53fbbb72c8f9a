/** Tells a story of a script by hand: run, printed and refused, judged by what the database itself says; down returns to the start. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "../sqlite/database.mjs";
import { handleOf } from "../sqlite/database.mjs";
import { Migrator, SchemaDiffError, type NamingConvention } from "schema-diff";
import { atLeast, messageOf, once } from "../../src/model/index.js";
import type { BatchStory } from "../../fixtures/batch.js";
import { forDialect } from "../../fixtures/story.js";
import { witness } from "../witness/witness.js";
import {
  ask,
  copied,
  databaseOf,
  execute,
  inOrder,
  isPassedOver,
  onHandle,
  pathOf,
  type Place,
} from "./places.js";

const scriptText = (
  storyUrl: string,
  dialect: string,
  back: boolean,
  neighbour: string | null,
): string => `import told from ${JSON.stringify(storyUrl)};
export const revision = "1";
export const downRevision = null;
export const up = (op) => told.up(op, "${dialect}", ${JSON.stringify(neighbour)});
export const down = ${back ? `(op) => told.down(op, "${dialect}", ${JSON.stringify(neighbour)})` : "async () => {}"};
`;

/** Everything a SQLite file holds, in SQLite's own words: texts by name, and every row with its rowid. */
interface Contents {
  readonly texts: Readonly<Record<string, string>>;
  readonly rows: readonly string[];
}

/** Rows as text; what the clock said is not told. */
const rowText = (row: unknown): string =>
  JSON.stringify(row).replace(/"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"/g, (text) =>
    Math.abs(Date.parse(`${text.slice(1, -1)}Z`) - Date.now()) < 3_600_000 ? "now" : text,
  );

const contentsOf = (database: Database.Database): Contents => {
  const objects = database
    .prepare<[], { name: string; type: string; sql: string }>(
      "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> 'schema_diff_version' ORDER BY name",
    )
    .all();
  const rowsOf = (name: string): readonly unknown[] => {
    const table = `"${name.replaceAll('"', '""')}"`;
    const [{ withRowid } = { withRowid: 0 }] = database
      .prepare<[string], { withRowid: number }>(
        "SELECT NOT wr AND name <> 'sqlite_sequence' AS withRowid FROM pragma_table_list WHERE schema = 'main' AND name = ?",
      )
      .all(name);
    return database
      .prepare(`SELECT ${withRowid === 1 ? 'rowid AS "rowid of it", ' : ""}* FROM main.${table}`)
      .all();
  };
  return {
    texts: Object.fromEntries(objects.map(({ name, sql }) => [name, sql])),
    rows: objects
      .filter(({ type }) => type === "table")
      .flatMap(({ name }) => rowsOf(name).map((row) => `${name} ${rowText(row)}`))
      .sort(),
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

const changed = (
  texts: Contents["texts"],
  others: Readonly<Record<string, string | null>>,
): unknown => {
  const all = { ...texts, ...others };
  return Object.fromEntries(Object.entries(all).filter(([, sql]) => sql !== null));
};

/** What a migrator must not leave: other pragmas, an open transaction, temporary tables. */
const settings = (database: Database.Database): unknown => ({
  pragmas: ["foreign_keys", "legacy_alter_table", "busy_timeout", "defer_foreign_keys"].map(
    (pragma) => database.pragma(pragma, { simple: true }),
  ),
  inTransaction: database.inTransaction,
  temporary: database.prepare("SELECT name FROM sqlite_temp_schema ORDER BY name").pluck().all(),
});

const columnsOf = (database: Database.Database, table: string): readonly string[] =>
  database
    .prepare<[string], string>(
      "SELECT json_array(name, type) FROM pragma_table_xinfo(?) WHERE hidden = 0",
    )
    .pluck()
    .all(table);

/** Every value, with its storage class, of the columns that keep their name and type. */
const valuesKept = (
  start: Database.Database,
  end: Database.Database,
): readonly (readonly unknown[])[] => {
  const tables = end
    .prepare<[], { name: string; wr: number }>(
      "SELECT name, wr OR name = 'sqlite_sequence' AS wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT IN ('sqlite_schema', 'schema_diff_version')",
    )
    .all();
  return [start, end].map((database) =>
    tables.flatMap(({ name, wr }) => {
      const there = columnsOf(start, name);
      const columns = columnsOf(end, name)
        .filter((c) => there.includes(c))
        .map((c) => String(JSON.parse(c)[0]));
      const values = [
        ...(wr === 1 || there.length === 0 ? [] : ["rowid"]),
        ...columns.map((c) => `"${c.replaceAll('"', '""')}"`),
      ].map((c) => `quote(${c})`);
      return values.length === 0
        ? []
        : database
            .prepare(
              `SELECT ${values.join(" || ', ' || ")} FROM main."${name.replaceAll('"', '""')}"`,
            )
            .pluck()
            .all()
            .map((row) => `${name} ${String(row)}`)
            .sort();
    }),
  );
};

/** A caller's handle: foreign keys are enforced, unless the caller says otherwise. */
const onCallers = <T>(
  story: BatchStory,
  url: string,
  use: (database: Database.Database) => Promise<T>,
): Promise<T> =>
  onHandle(url, (database) => {
    expect(database.pragma("foreign_keys", { simple: true })).toBe(1);
    database.exec(story.caller ?? "");
    return use(database);
  });

const scriptOf = (statements: readonly string[]): string =>
  statements.map((s) => `${s};\n`).join("");

const play = (database: Database.Database, statements: readonly string[]): void => {
  database.exec(scriptOf(statements));
};

const commandLine = once((): readonly number[] => {
  const { status, stdout } = spawnSync("sqlite3", ["--version"], { encoding: "utf8" });
  if (status !== 0)
    throw new Error(
      "sqlite3, SQLite's command line, is not on the PATH; `npm test` installs it as root, or: apt-get install sqlite3",
    );
  return stdout.split(" ", 1).flatMap((version) => version.split(".").map(Number));
});

/** Where the command line is not too old for the story, every rebuild is also played by it. */
const byCommandLine = ({ rebuilds, since }: BatchStory): boolean =>
  rebuilds === true && atLeast(commandLine(), ...(since?.sqlite ?? []));

const namingOf = ({
  namingConvention,
}: BatchStory): { readonly namingConvention?: NamingConvention } =>
  namingConvention === undefined ? {} : { namingConvention };

const onSqlite = async (story: BatchStory, url: string, directory: string): Promise<void> => {
  const copy = await copied(url);
  const naming = namingOf(story);
  const printed = await new Migrator({ source: copy, directory, ...naming }).upgrade("head", {
    sql: true,
  });
  inOrder(printed.statements.join(";\n"), forDialect(story.statements, "sqlite") ?? []);
  await onCallers(story, url, async (database) => {
    const start = contentsOf(database);
    const [left, broken] = [settings(database), orphans(database)];
    const migrator = new Migrator({ source: handleOf(database), directory, ...naming });
    const { statements } = await migrator.upgrade("head");
    const after = contentsOf(database);
    expect(after.texts).toEqual(changed(start.texts, story.becomes ?? {}));
    expect(settings(database)).toEqual(left);
    expect(database.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(orphans(database)).toBe(broken);
    if (story.rebuilds !== undefined)
      expect(statements.some((s) => s.includes("_schema_diff_tmp_"))).toBe(story.rebuilds);
    await onHandle(copy, async (other) => {
      const [were, are] = valuesKept(other, database);
      if (story.writes !== true) expect(are).toEqual(were);
      const again = byCommandLine(story) ? await copied(copy) : null;
      play(other, printed.statements);
      expect(contentsOf(other)).toEqual(after);
      if (again === null) return;
      expect(
        spawnSync("sqlite3", [pathOf(again)], {
          input: scriptOf(printed.statements),
          encoding: "utf8",
        }).stderr,
      ).toBe("");
      expect(await onHandle(again, contentsOf)).toEqual(after);
    });
    await ask(url, forDialect(story.asks, "sqlite") ?? [], "up");
    if (story.down === undefined) return;
    await migrator.downgrade("base");
    await ask(url, forDialect(story.asks, "sqlite") ?? [], "down");
    const { texts, rows } = contentsOf(database);
    expect({ texts, rows }).toEqual({
      texts: changed(start.texts, story.back ?? {}),
      rows: start.rows,
    });
    expect(settings(database)).toEqual(left);
  });
};

const onServer = async (
  story: BatchStory,
  { dialect }: Place,
  url: string,
  directory: string,
): Promise<void> => {
  const before = await witness(url);
  const migrator = new Migrator({ source: url, directory, ...namingOf(story) });
  const { statements } = await migrator.upgrade("head");
  inOrder(statements.join(";\n"), forDialect(story.statements, dialect) ?? []);
  const questions = forDialect(story.asks, dialect) ?? [];
  await ask(url, questions, "up");
  if (story.down === undefined) return;
  await migrator.downgrade("base");
  await ask(url, questions, "down");
  expect(await witness(url)).toEqual(before);
};

type Words = string | readonly string[];

const refusal = async (words: Words, run: () => Promise<unknown>): Promise<void> => {
  const told: unknown = await run().catch((error: unknown) => error);
  expect(told).toBeInstanceOf(SchemaDiffError);
  for (const piece of [words].flat()) expect(messageOf(told)).toContain(piece);
};

/** On a caller's handle; and what is printed is refused as well, either when it is printed or when it is played. */
const refusedOnSqlite = async (
  words: Words,
  story: BatchStory,
  url: string,
  directory: string,
): Promise<void> => {
  const copy = await copied(url);
  await onCallers(story, url, async (database) => {
    const before = { contents: contentsOf(database), settings: settings(database) };
    await refusal(words, () =>
      new Migrator({ source: handleOf(database), directory, ...namingOf(story) }).upgrade("head"),
    );
    expect({ contents: contentsOf(database), settings: settings(database) }).toEqual(before);
    await onHandle(copy, async (other) => {
      await refusal(words, async () => {
        const { statements } = await new Migrator({
          source: copy,
          directory,
          ...namingOf(story),
        }).upgrade("head", { sql: true });
        try {
          play(other, statements);
        } catch (error) {
          throw new SchemaDiffError("batch", messageOf(error));
        }
      });
      if (other.inTransaction) other.exec("ROLLBACK");
      expect(contentsOf(other)).toEqual(before.contents);
    });
  });
};

const refusedOnServer = async (
  words: Words,
  story: BatchStory,
  url: string,
  directory: string,
): Promise<void> => {
  const before = await witness(url);
  await refusal(words, () =>
    new Migrator({ source: url, directory, ...namingOf(story) }).upgrade("head"),
  );
  expect(await witness(url)).toEqual(before);
};

export const tellBatch = async (
  story: BatchStory,
  storyUrl: string,
  place: Place,
): Promise<void> => {
  const { dialect, make } = place;
  const { url, drop } = await make();
  const held = forDialect(story.neighbour, dialect);
  const beside = held === undefined ? null : await make();
  const neighbour = beside === null ? null : databaseOf(beside.url);
  const directory = await mkdtemp(join(tmpdir(), "story-scripts-"));
  try {
    if (await isPassedOver(story, url, dialect)) return;
    const own = forDialect(story.holds, dialect) ?? "";
    const making = [
      () => execute(url, own.replaceAll("{neighbour}", neighbour ?? "")),
      async () => {
        if (beside !== null)
          await execute(beside.url, (held ?? "").replaceAll("{database}", databaseOf(url)));
      },
    ];
    // What others refer to is there before them.
    for (const holds of own.includes("{neighbour}") ? making.reverse() : making) await holds();
    await writeFile(
      join(directory, "1_story.ts"),
      scriptText(storyUrl, dialect, story.down !== undefined, neighbour),
    );
    const words = forDialect(story.refused, dialect);
    if (words !== undefined)
      await (dialect === "sqlite" ? refusedOnSqlite : refusedOnServer)(
        words,
        story,
        url,
        directory,
      );
    else if (dialect === "sqlite") await onSqlite(story, url, directory);
    else await onServer(story, place, url, directory);
  } finally {
    await beside?.drop();
    await drop();
    await rm(directory, { recursive: true, force: true });
  }
};
