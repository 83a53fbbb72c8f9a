/** Where stories are told: every live server and SQLite, each time in a database of its own, asked without our readers. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database, { driver } from "../sqlite/database.mjs";
import { reflect, type DialectName } from "schema-diff";
import { atLeast } from "../../src/model/index.js";
import type { Question } from "../../fixtures/story.js";
import { freshSnowflake } from "../servers/snowflakeDatabases.js";
import { freshDatabase, onConnection, query, serverUrl, type ServerName } from "../servers/urls.js";

export interface Place {
  readonly title: string;
  readonly dialect: DialectName;
  readonly make: () => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
}

const onServer = (title: string, dialect: DialectName, name: ServerName): Place => ({
  title,
  dialect,
  make: () => freshDatabase(name),
});

const onFile: Place = {
  title: "SQLite",
  dialect: "sqlite",
  make: async () => {
    const directory = await mkdtemp(join(tmpdir(), "story-"));
    return {
      url: `sqlite:${join(directory, "story.db")}`,
      drop: () => rm(directory, { recursive: true, force: true }),
    };
  },
};

const everywhere: readonly Place[] = [
  onServer("PostgreSQL 18", "postgres", "postgres"),
  onServer("PostgreSQL 13", "postgres", "postgresOld"),
  onServer("MySQL", "mysql", "mysql"),
  onServer("MariaDB", "mariadb", "mariadb"),
  onFile,
  {
    title: "Snowflake",
    dialect: "snowflake",
    make: () => freshSnowflake(serverUrl("snowflake")),
  },
];

/** The run for the other driver of SQLite is about SQLite alone. */
export const places = everywhere.filter(
  ({ dialect }) => driver !== "node:sqlite" || dialect === "sqlite",
);

/** A URL of Snowflake names the schema after the database. */
export const databaseOf = (url: string): string => new URL(url).pathname.split("/")[1] ?? "";

export const pathOf = (url: string): string => url.slice("sqlite:".length);

/** Lends a handle of the SQLite file to `use`. */
export const onHandle = async <T>(
  url: string,
  use: (database: Database.Database) => T | Promise<T>,
): Promise<T> => {
  const database = new Database(pathOf(url));
  try {
    return await use(database);
  } finally {
    database.close();
  }
};

/** A second file with the same contents, beside the first. */
export const copied = async (url: string): Promise<string> => {
  const copy = `${pathOf(url)}.copy`;
  await copyFile(pathOf(url), copy);
  return `sqlite:${copy}`;
};

export const execute = async (url: string, script: string): Promise<void> => {
  if (url.startsWith("sqlite:")) {
    await onHandle(url, (database) => {
      database.exec(script);
    });
    return;
  }
  // all of them on one connection, so that a setting holds for those after it
  await onConnection(url, async (run) => {
    for (const statement of script.split(/;\s*(?:\n|$)|;(?=\s*(?:INSERT|CREATE|ALTER|COMMENT)\b)/))
      if (statement.trim() !== "") await run(statement);
  });
};

export const answers = async (url: string, question: string): Promise<readonly string[]> => {
  const rows = url.startsWith("sqlite:")
    ? await onHandle(url, (database) => database.prepare<[], object>(question).all())
    : await query(url, question);
  return rows.map((row) => Object.values(row).map(String).join(" | "));
};

export const ask = async (
  url: string,
  questions: readonly Question[],
  when: "up" | "down",
): Promise<void> => {
  for (const question of questions) {
    const told = question[when];
    if (told !== undefined)
      expect({ query: question.query, gives: await answers(url, question.query) }).toEqual({
        query: question.query,
        gives: told,
      });
  }
};

const flat = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/,(?= [}\])])/g, "")
    .replace(/([([{]) /g, "$1")
    .replace(/ ([)\]}])/g, "$1");

export const inOrder = (text: string, lines: readonly string[]): void => {
  let at = 0;
  for (const line of lines.map(flat)) {
    const found = flat(text).indexOf(line, at);
    expect({ line, found: found >= 0, in: flat(text) }).toEqual({
      line,
      found: true,
      in: flat(text),
    });
    at = found + line.length;
  }
};

type Versions = Readonly<Partial<Record<DialectName, readonly number[]>>>;

/** Is the server too old to know anything of it, or too new? */
export const isPassedOver = async (
  { since, until }: { readonly since?: Versions; readonly until?: Versions },
  url: string,
  dialect: DialectName,
): Promise<boolean> => {
  const [oldest, tooNew] = [since?.[dialect], until?.[dialect]];
  if (oldest === undefined && tooNew === undefined) return false;
  const { version } = await reflect(url);
  return (
    (oldest !== undefined && !atLeast(version, ...oldest)) ||
    (tooNew !== undefined && atLeast(version, ...tooNew))
  );
};
