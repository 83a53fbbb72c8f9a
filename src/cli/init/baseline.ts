/** The baseline of an existing database: the script that builds all of it, so that it can be marked as run here and be run elsewhere. */
import { join, resolve } from "node:path";
import { diff } from "../../flow/index.js";
import type { Migrator, RevisionInfo } from "../../migrate/migrator.js";
import { scriptFileName } from "../../migrate/scripts.js";
import { emptySchema, SchemaDiffError, type Schema } from "../../model/index.js";
import { renderMigration } from "../../render/index.js";
import { usage } from "../usage.js";
import { holdsNothing } from "./metadataFile.js";

const message = "baseline";

/** Throws where scripts or a stamp exist already: then the database already has its beginning. */
export const refuseSecond = async (migrator: Migrator, directory: string): Promise<void> => {
  const { heads, current } = await migrator.status();
  if (heads.length > 0) {
    throw new SchemaDiffError(
      "revision",
      `there are migration scripts in ${directory} already, up to ${heads.join(", ")}`,
      "a baseline is the first script; where the database is what a script leaves, mark it with `schema-diff stamp REV`",
    );
  }
  if (current.length > 0) {
    throw new SchemaDiffError(
      "revision",
      `the database is at ${current.join(", ")}, which no script in ${directory} has`,
      "get the scripts that it was upgraded with, or forget them with `schema-diff stamp base`",
    );
  }
};

export interface Baseline extends RevisionInfo {
  /** The path with the folder, as the user would write it. */
  readonly path: string;
  readonly text: string;
}

/** @param cwd where the path `migrations` starts */
export const baselineOf = async (
  live: Schema,
  revision: string,
  migrations: string,
  cwd: string,
): Promise<Baseline> => {
  if (holdsNothing(live))
    throw usage(
      "the database holds nothing that a baseline could build",
      "leave --baseline out, declare tables, and run `schema-diff generate`",
    );
  const plan = await diff({ from: emptySchema(live.dialect), to: live });
  const file = scriptFileName(revision, message);
  const path = join(migrations, file);
  const text = await renderMigration({
    up: plan.operations,
    down: plan.reverse().operations,
    message,
    revision,
    downRevision: null,
    dialect: plan.dialect,
    file: resolve(cwd, path),
  });
  return { revision, downRevisions: [], message, file, path, text };
};
