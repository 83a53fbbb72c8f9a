/** Runs a plan as a user does: written as a script, by `upgrade`, and taken back by `downgrade`. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Migrator, type RenderOptions } from "schema-diff";

const revision = "hostile";

export const scriptOptions: RenderOptions = {
  format: "typescript",
  message: "hostile",
  revision,
  downRevision: null,
};

/** What is not to be compared: the canary, and the tables that a migrator keeps. */
export const exclude = ["canary", "schema_diff_*"];

let written = 0;

/** Throws where one of the two fails; nothing is kept of the run then. */
export const upgradeBy = async (url: string, directory: string, script: string): Promise<void> => {
  written += 1;
  // A name of its own: a module is loaded once.
  const file = join(directory, `${revision}_${written}.ts`);
  await writeFile(file, script);
  const migrator = new Migrator({ source: url, directory });
  try {
    await migrator.upgrade();
    await migrator.downgrade("base");
  } catch (thrown) {
    await migrator.stamp("base");
    throw thrown;
  } finally {
    await rm(file);
  }
};
