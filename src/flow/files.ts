/** Reads the files that sources name; an error names the file and what to do. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { inFile, messageOf, SchemaDiffError } from "../model/index.js";
import { fileWayOut } from "../module/index.js";

export const readText = async (path: string, cwd: string): Promise<string> => {
  try {
    return await readFile(resolve(cwd, path), "utf8");
  } catch (cause) {
    throw new SchemaDiffError(
      "source",
      `${path} cannot be read: ${messageOf(cause)}`,
      fileWayOut(cause, "read", "check the path"),
      { cause, place: inFile(path) },
    );
  }
};
