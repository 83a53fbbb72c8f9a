/** Makes the migrator of a run, and checks the database before a new script is written. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { dialectNamed } from "../dialects/index.js";
import { halfWayText, wayOn, type HalfWay } from "../migrate/journal/index.js";
import { Migrator } from "../migrate/migrator.js";
import { revisionAt } from "../migrate/scripts.js";
import { checkRevision } from "../migrate/versions.js";
import { SchemaDiffError } from "../model/index.js";
import { dialectOfUrl } from "../reflect/index.js";
import { oneLine } from "../render/terminalText.js";
import { missingFile, thatExists } from "./databaseFile.js";
import type { Io } from "./io.js";
import type { Settings } from "./settings.js";

const migrator = (
  source: string,
  settings: Settings,
  io: Io,
  progress: (what: string) => void,
): Migrator =>
  new Migrator({
    source,
    directory: resolve(io.cwd, settings.migrations),
    progress,
    detail: io.detail,
    waiting: io.progress,
    ...(settings.lockTimeout === undefined ? {} : { lockTimeout: settings.lockTimeout }),
    ...(settings.retries === undefined ? {} : { retries: settings.retries }),
    ...(settings.versionTable === undefined ? {} : { versionTable: settings.versionTable }),
    ...(settings.namingConvention === undefined
      ? {}
      : { namingConvention: settings.namingConvention }),
    ...(settings.schemas.length === 0 ? {} : { schemas: settings.schemas }),
  });

/** @throws SchemaDiffError `usage` where there is no directory of scripts: a wrong path would look as if there were nothing to do */
const checkScripts = (settings: Settings, io: Io): void => {
  if (existsSync(resolve(io.cwd, settings.migrations))) return;
  throw new SchemaDiffError(
    "usage",
    `there is no directory ${settings.migrations}`,
    "check --migrations, or write the first script with `schema-diff generate`",
  );
};

/**
 * The migrator for an existing database.
 * @throws SchemaDiffError `connection` where the URL names a file that does not exist
 */
export const migratorOf = (settings: Settings, io: Io, progress = io.progress): Migrator => {
  const url = settings.url();
  thatExists(url, io.cwd);
  return migrator(url, settings, io, progress);
};

/**
 * The migrator for an existing database and existing scripts.
 * @throws SchemaDiffError as `migratorOf` does, and `usage` where there is no directory of scripts
 */
export const migratorWithScripts = (
  settings: Settings,
  io: Io,
  progress = io.progress,
): Migrator => {
  const found = migratorOf(settings, io, progress);
  checkScripts(settings, io);
  return found;
};

/**
 * The migrator for a database whose file may still have to be created, which is reported.
 * @param scriptsAre `begun`: the next script is about to be written
 * @param progress receives what is being done, one line at a time
 */
export const migratorThatBegins = async (
  settings: Settings,
  io: Io,
  scriptsAre: "needed" | "begun",
  progress = io.progress,
): Promise<Migrator> => {
  const url = settings.url();
  if (scriptsAre === "needed") checkScripts(settings, io);
  const file = missingFile(url, io.cwd);
  const begins = migrator(url, settings, io, progress);
  if (file === null) return begins;
  // The scripts that the next one is based on have not run there, and a wrong path would leave an empty file.
  if (scriptsAre === "begun" && (await begins.heads()).length > 0)
    throw new SchemaDiffError(
      "connection",
      `the database ${file} does not exist, so that none of the scripts in ${settings.migrations} has run`,
      "check the path, or begin the database with `schema-diff upgrade`",
    );
  io.say(oneLine(`begins the database ${file}`));
  return begins;
};

/** The state of the database among the scripts. */
export interface Standing {
  /** The script that ran only in part, where DDL commits by itself. */
  readonly halfWay: HalfWay | null;
  /** The scripts that have not run, oldest first. */
  readonly behind: readonly string[];
}

/** Where there are no scripts, only a half-way script is asked for, and only where DDL commits by itself. */
export const standingOf = async (settings: Settings, io: Io): Promise<Standing> => {
  const url = settings.url();
  const of = migrator(url, settings, io, io.progress);
  if (existsSync(resolve(io.cwd, settings.migrations))) {
    const { halfWay, pending } = await of.status();
    return { halfWay, behind: pending.map(({ revision }) => revision) };
  }
  const dialect = dialectOfUrl(url);
  const asks = dialect !== null && !dialectNamed(dialect).facts.transactionalDdl;
  return { halfWay: asks ? await of.halfWay() : null, behind: [] };
};

/** `the database is behind the scripts: 0002 and 0003 have not run`. */
export const behindText = (behind: readonly string[]): string =>
  `the database is behind the scripts: ${behind.join(", ")} ${behind.length === 1 ? "has" : "have"} not run`;

/** The migrator for commands that only read scripts: no database is asked, so none need be named. */
export const migratorOfScripts = (settings: Settings, io: Io): Migrator => {
  checkScripts(settings, io);
  return migrator(settings.urlIfAny ?? "", settings, io, io.progress);
};

/** A path as the user would write it. */
export const shownPath = (path: string, io: Io): string => {
  const here = relative(io.cwd, path);
  return here.startsWith("..") ? path : here;
};

export interface Ready {
  /** The revision that the new script is based on. */
  readonly downRevision: string | null;
  /** The tables of a database that was never stamped, which no script creates. */
  readonly strangers: readonly string[];
  /** Every existing revision. */
  readonly existing: readonly string[];
}

/** Reads the names of a database's tables, where no script is known to have run on it. */
export type Held = () => Promise<readonly string[]>;

const refuse = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("revision", message, todo);

const some = 3;

/** Describes tables: `3 tables (a, b, c)`, the first few by name. */
const tablesText = (names: readonly string[]): string => {
  const shown = [...names.slice(0, some), ...(names.length > some ? ["…"] : [])].join(", ");
  return `${names.length === 1 ? "a table" : `${names.length} tables`} (${shown})`;
};

/** The error where scripts exist, none is known to have run, and yet there are tables: `upgrade` would fail on the first that exists already. */
const neverStamped = (
  tables: readonly string[],
  head: string,
  directory: string,
): SchemaDiffError =>
  refuse(
    `the database was never stamped: it holds ${tablesText(tables)}, and no script of ${directory} is known to have run on it`,
    `if it is already what a script leaves, mark it with \`schema-diff stamp REV\` (the last one is ${head}); if its tables are none of the scripts', run \`schema-diff upgrade\``,
  );

export const noBaseline = (tables: readonly string[]): string =>
  `note: the database was never stamped, and no script makes its ${tablesText(tables).replace(/^a /, "")}: the new script runs here, and not on an empty database; \`schema-diff init --baseline\` first writes the script that does`;

/**
 * Throws `revision` where the database is not at the last script: otherwise the comparison would not start from the same state as
 * the next script.
 * @param held called only where the database was never stamped
 */
export const readyForNext = async (of: Migrator, directory: string, held: Held): Promise<Ready> => {
  const { current, heads, pending, unknown, halfWay } = await of.status();
  if (halfWay !== null) throw refuse(`the database is ${halfWayText(halfWay)}`, wayOn(halfWay));
  if (unknown.length > 0) {
    throw refuse(
      `the database is at ${unknown.join(", ")}, which no script in ${directory} has`,
      "get the scripts that it was upgraded with, or `stamp` the revision that it really is at",
    );
  }
  if (heads.length > 1)
    throw refuse(
      `there are ${heads.length} heads: ${heads.join(", ")}`,
      "join them with `schema-diff merge`",
    );
  const tables = current.length === 0 ? await held() : [];
  if (pending.length > 0) {
    if (tables.length > 0) throw neverStamped(tables, heads[0] ?? "", directory);
    const count = pending.length === 1 ? "a script has" : `${pending.length} scripts have`;
    throw refuse(
      `the database is behind: ${count} not run (${pending.map(({ revision }) => revision).join(", ")})`,
      "run `schema-diff upgrade` first",
    );
  }
  return {
    downRevision: heads[0] ?? null,
    strangers: tables,
    existing: (await of.history()).map(({ revision }) => revision),
  };
};

const spoken = ["head", "heads", "base"];

/** The revision that was asked for, or the time as YYYYMMDDHHMMSS (UTC), later than all existing ones. */
export const newRevision = (
  asked: string | undefined,
  existing: readonly string[],
  now: Date,
): string => {
  if (asked === undefined) return revisionAt(now, existing);
  if (spoken.includes(asked) || !/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(asked))
    throw refuse(
      `${JSON.stringify(asked)} cannot be a revision`,
      "use letters, digits, _ . and -, with a letter or a digit first; head, heads and base mean something else",
    );
  if (existing.includes(asked))
    throw refuse(
      `there is a script of revision ${asked} already`,
      "give another --rev-id, or none",
    );
  // A file's name has at most 255 bytes, and the message needs its part.
  if (Buffer.byteLength(asked) > 100)
    throw refuse(
      `a revision of ${Buffer.byteLength(asked)} bytes is too long for the name of a file`,
      "give one of at most 100",
    );
  return checkRevision(asked);
};
