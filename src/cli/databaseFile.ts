/** Database URLs that name a file: where a relative path starts, and whether the file exists. */
import { existsSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { Source } from "../flow/index.js";
import { SchemaDiffError } from "../model/index.js";
import { fileOfUrl, isDatabaseUrl } from "../reflect/index.js";

/** A path of the config file, converted to one from the working directory. */
export const fromHere = (path: string, folder: string, cwd: string): string => {
  if (isAbsolute(path) || folder === cwd) return path;
  const here = relative(cwd, join(folder, path));
  return here === "" ? "." : here;
};

/** A source of the config file, converted to one from the working directory. */
export const sourceFromHere = (source: string, folder: string, cwd: string): string => {
  const file = fileOfUrl(source);
  if (file !== null) return file.at(fromHere(file.path, folder, cwd));
  return isDatabaseUrl(source) ? source : fromHere(source, folder, cwd);
};

/** The file of a URL that does not exist; null where it exists, or the source is no such file. */
export const missingFile = (source: Source, cwd: string): string | null => {
  const path = typeof source === "string" ? (fileOfUrl(source)?.path ?? null) : null;
  return path === null || existsSync(resolve(cwd, path)) ? null : path;
};

/**
 * The source, for a command that only reads: a driver would create a missing file when it opens it.
 * @throws SchemaDiffError `connection` where the file does not exist
 */
export const thatExists = (source: Source, cwd: string): Source => {
  const file = missingFile(source, cwd);
  if (file === null) return source;
  throw new SchemaDiffError(
    "connection",
    `the database ${file} does not exist`,
    "check the path; `upgrade` and `generate` begin a new one",
  );
};
