/** The live side of SQLite. */
import type { Backend } from "../backend.js";
import { isDatabase, open } from "./connection.js";
import { copy } from "./copy.js";
import { migrationSession } from "./migrationSession.js";
import { reflect } from "./reflect.js";
import { scratch } from "./scratch.js";
import { print } from "./witness.js";

export const sqlite: Backend = {
  dialect: "sqlite",
  handles: ["a better-sqlite3 Database", "a DatabaseSync of node:sqlite"],
  owns: isDatabase,
  open,
  reflect,
  print,
  scratch,
  migrationSession,
  copy,
};
