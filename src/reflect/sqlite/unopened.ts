/** Explains why a SQLite file could not be opened: its directory, its rights, or what it holds. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, type ErrorCode } from "../../model/index.js";

type WayOut = readonly [code: ErrorCode, todo: string];

const kindOf = (path: string): "file" | "directory" | null => {
  try {
    return statSync(path).isDirectory() ? "directory" : "file";
  } catch {
    return null;
  }
};

const isAllowed = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
};

/** The driver only reports "unable to open database file" for most reasons, so the file itself is examined. */
export const unopened = (path: string, cause: unknown): WayOut => {
  const [kind, directory] = [kindOf(path), dirname(path)];
  if (kind === "directory") return ["connection", "this is a directory: name the file in it"];
  if (/not a database/i.test(messageOf(cause)))
    return ["connection", "check the path: this file is no SQLite database, or it is encrypted"];
  if (kind === "file" && !isAllowed(path, constants.R_OK))
    return ["permission", `let this user read and write the file and ${directory}`];
  if (kind === null && kindOf(directory) === null)
    return ["connection", `make the directory ${directory}, or check the path`];
  if (kind === null && !isAllowed(directory, constants.W_OK | constants.X_OK))
    return ["permission", `let this user write into ${directory}`];
  return ["connection", "check the path and that the file is a SQLite database"];
};
