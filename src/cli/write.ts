/** Writes files completely or not at all, and never over an existing one unless told to. */
import { resolve } from "node:path";
import { isThereAlready, writeFileWhole } from "../migrate/wholeFile.js";
import { inFile, messageOf, SchemaDiffError } from "../model/index.js";
import { fileWayOut } from "../module/index.js";

/** @throws SchemaDiffError `usage` where the file exists and `overwrite` is false */
export const writeWhole = async (
  path: string,
  text: string,
  { cwd, overwrite }: { readonly cwd: string; readonly overwrite: boolean },
): Promise<void> => {
  try {
    await writeFileWhole(resolve(cwd, path), text, { overwrite });
  } catch (cause) {
    if (isThereAlready(cause))
      throw new SchemaDiffError(
        "usage",
        `${path} is there already`,
        "move it away, or say --force to overwrite it",
        { cause, place: inFile(path) },
      );
    throw new SchemaDiffError(
      "usage",
      `${path} cannot be written: ${messageOf(cause)}`,
      fileWayOut(cause, "write", "check the folder, its permissions, and whether the disk is full"),
      { cause, place: inFile(path) },
    );
  }
};
