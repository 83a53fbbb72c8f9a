/** SQLite URLs that name a file: where a relative one starts, and whether the file is there. */
import { existsSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { Source } from "../flow/index.js";
import { SchemaDiffError } from "../model/index.js";
import { isDatabaseUrl } from "../reflect/index.js";

const fileUrl = /^sqlite:(?!:memory:)(?:\/\/)?([^?]+)(\?.*)?$/i;

/** A path of the config file, as it is written from the working directory. */
export const fromHere = (path: string, folder: string, cwd: string): string => {
  if (isAbsolute(path) || folder === cwd) return path;
  const here = relative(cwd, join(folder, path));
  return here === "" ? "." : here;
};

/** A source of the config file, as it is written from the working directory. */
export const sourceFromHere = (source: string, folder: string, cwd: string): string => {
  const [, file, query = ""] = fileUrl.exec(source) ?? [];
  if (file !== undefined) return `sqlite:${fromHere(file, folder, cwd)}${query}`;
  return isDatabaseUrl(source) ? source : fromHere(source, folder, cwd);
};

/** The file of a SQLite URL that is not there; null where it is there, or the source is no such file. */
export const missingFile = (source: Source, cwd: string): string | null => {
  const [, file] = typeof source === "string" ? (fileUrl.exec(source) ?? []) : [];
  return file === undefined || existsSync(resolve(cwd, file)) ? null : file;
};

/**
 * SQLite makes a file that is not there when it is opened; a command that only looks must not.
 * @throws SchemaDiffError `connection` where the file is not there
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
