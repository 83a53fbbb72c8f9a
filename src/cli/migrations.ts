/** The migrator of this run, and what holds before a new script may be written. */
import { relative, resolve } from "node:path";
import { Migrator } from "../migrate/migrator.js";
import { revisionAt } from "../migrate/scripts.js";
import { checkRevision } from "../migrate/versions.js";
import { SchemaDiffError } from "../model/index.js";
import type { Io } from "./io.js";
import type { Settings } from "./settings.js";

const migrator = (source: string, settings: Settings, io: Io, progress: (what: string) => void): Migrator => new Migrator({
  source,
  directory: resolve(io.cwd, settings.migrations),
  progress,
  detail: io.detail,
  ...(settings.namingConvention === undefined ? {} : { namingConvention: settings.namingConvention }),
  ...(settings.schemas.length === 0 ? {} : { schemas: settings.schemas }),
});

/** @param progress told what is being done, one line at a time */
export const migratorOf = (settings: Settings, io: Io, progress = io.progress): Migrator => migrator(settings.url(), settings, io, progress);

/** For what is told by the scripts alone: no database is asked, so none need be named. */
export const migratorOfScripts = (settings: Settings, io: Io): Migrator => migrator(settings.urlIfAny ?? "", settings, io, io.progress);

/** A path as the user would write it. */
export const shownPath = (path: string, io: Io): string => {
  const here = relative(io.cwd, path);
  return here.startsWith("..") ? path : here;
};

export interface Ready {
  /** What the new script stands on. */
  readonly downRevision: string | null;
  /** Every revision there is. */
  readonly existing: readonly string[];
}

const refuse = (message: string, todo: string): SchemaDiffError => new SchemaDiffError("revision", message, todo);

/** Throws `revision` where the database is not where the scripts end: what would be compared is then not what the next script starts from. */
export const readyForNext = async (of: Migrator, directory: string): Promise<Ready> => {
  const { heads, pending, unknown } = await of.status();
  if (unknown.length > 0) {
    throw refuse(`the database is at ${unknown.join(", ")}, which no script in ${directory} has`, "get the scripts that it was upgraded with, or `stamp` the revision that it really is at");
  }
  if (heads.length > 1) throw refuse(`there are ${heads.length} heads: ${heads.join(", ")}`, "join them with `schema-diff merge`");
  if (pending.length > 0) {
    const some = pending.length === 1 ? "a script has" : `${pending.length} scripts have`;
    throw refuse(`the database is behind: ${some} not run (${pending.map(({ revision }) => revision).join(", ")})`, "run `schema-diff upgrade` first");
  }
  return { downRevision: heads[0] ?? null, existing: (await of.history()).map(({ revision }) => revision) };
};

const spoken = ["head", "heads", "base"];

/** The time as YYYYMMDDHHMMSS (UTC), later than all that exist; or the one that was asked for. */
export const newRevision = (asked: string | undefined, existing: readonly string[], now: Date): string => {
  if (asked === undefined) return revisionAt(now, existing);
  if (spoken.includes(asked) || /^[-+]|[/\\]/.test(asked)) throw refuse(`${JSON.stringify(asked)} cannot be a revision`, "use letters, digits, _ . and -; head, heads and base mean something else");
  if (existing.includes(asked)) throw refuse(`there is a script of revision ${asked} already`, "give another --rev-id, or none");
  return checkRevision(asked);
};
