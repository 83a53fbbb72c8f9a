/** Loads TypeScript and JavaScript modules of the user's: config, metadata, migration scripts. */
import { existsSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { messageOf, SchemaDiffError } from "../model/index.js";

export type LoadedModule = Readonly<Record<string, unknown>>;

/** This package's own entry, so that a user's `import … from "schema-diff"` finds the very copy that runs. */
const ownEntry = (): string => {
  const here = fileURLToPath(import.meta.url);
  return fileURLToPath(new URL(`../index${extname(here)}`, import.meta.url));
};

/** The first line of a stack that lies in the user's own file: `file:line`. */
const placeIn = (thrown: unknown, path: string): string => {
  const stack = thrown instanceof Error ? thrown.stack ?? "" : "";
  const line = stack.split("\n").find((l) => l.includes(path));
  const at = line === undefined ? null : /:(\d+):\d+\)?\s*$/.exec(line);
  return at === null ? path : `${path}:${at[1]}`;
};

/**
 * @param path absolute
 * @throws SchemaDiffError `source` where there is no such file, `metadata` where it throws or does not parse: with file and line
 */
export const loadModule = async (path: string): Promise<LoadedModule> => {
  if (!existsSync(path)) throw new SchemaDiffError("source", `${path} does not exist`, "check the path");
  const { createJiti } = await import("jiti");
  const jiti = createJiti(pathToFileURL(path).href, { alias: { "schema-diff": ownEntry() }, fsCache: false, moduleCache: false, interopDefault: false });
  try {
    return await jiti.import<LoadedModule>(path);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "SchemaDiffError") throw cause;
    throw new SchemaDiffError("metadata", `${placeIn(cause, path)} cannot be loaded: ${messageOf(cause)}`, "mend the module", { cause });
  }
};
