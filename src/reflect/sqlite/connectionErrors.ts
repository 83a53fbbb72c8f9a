/** Explains errors of SQLite that mean that a connection cannot be migrated at all. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, SchemaDiffError, type ErrorCode } from "../../model/index.js";
import type { Connection } from "../connection.js";

type Where = "script" | "around";

interface ConnectionError {
  readonly said: RegExp;
  /** The code inside a script; null where the error is the script's own doing (its BEGIN), and not that nothing can be written. */
  readonly inScript: ErrorCode | null;
  readonly around: ErrorCode;
  readonly message: string;
  readonly todo: string;
}

/** SQLite only reports that it cannot write: whether a right is missing is found out from the file and its directory. */
const unwritable = (path: string): ConnectionError | null => {
  const missing = [path, dirname(path)].find((one) => {
    try {
      accessSync(one, constants.W_OK);
      return false;
    } catch {
      return existsSync(one);
    }
  });
  return missing === undefined
    ? null
    : {
        said: readOnly,
        inScript: "permission",
        around: "permission",
        message: `the database cannot be written to: this user may not write ${missing}`,
        todo: `let this user write ${path} and ${dirname(path)}, where SQLite keeps its journal`,
      };
};

const readOnly = /attempt to write a readonly database|SQLITE_READONLY/;

const connectionErrors: readonly ConnectionError[] = [
  {
    said: /cannot start a transaction within a transaction/,
    inScript: null,
    around: "connection",
    message: "the given handle is inside a transaction",
    todo: "commit or roll it back before the migration: every script runs in a transaction of its own",
  },
  {
    said: readOnly,
    inScript: "connection",
    around: "connection",
    message:
      "the database cannot be written to: its file or the handle is read-only, or PRAGMA query_only is on",
    todo: "open it for writing",
  },
  {
    said: /database or disk is full|SQLITE_FULL/,
    inScript: "script",
    around: "sql",
    message: "database or disk is full",
    todo: "make room where the file lies, or raise PRAGMA max_page_count",
  },
];

/** The error as a SchemaDiffError; an error with another message is returned unchanged. */
export const explained = (thrown: unknown, connection: Connection, where: Where): unknown => {
  if (thrown instanceof SchemaDiffError) return thrown;
  const said = messageOf(thrown);
  const known = connectionErrors.find((row) => row.said.test(said));
  const path = connection.description.replace(/^sqlite:/, "");
  const found = (known?.said === readOnly ? unwritable(path) : null) ?? known;
  const code = where === "script" ? found?.inScript : found?.around;
  return found === undefined || code === undefined || code === null
    ? thrown
    : new SchemaDiffError(code, `${connection.description}: ${found.message}`, found.todo, {
        cause: thrown,
      });
};
