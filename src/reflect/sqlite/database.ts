/** The interface of a SQLite database, whichever driver opened it: synchronous, as both drivers are. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";

export interface Database {
  /** The rows of one statement; none where it returns none. Integers beyond 2^53 lose their last digits. */
  readonly query: (sql: Sql, parameters?: readonly unknown[]) => readonly Row[];
  /** Runs any number of statements. */
  readonly execute: (sql: Sql) => void;
  readonly inTransaction: () => boolean;
  readonly isOpen: () => boolean;
  /** Defines an SQL function that takes any arguments and returns NULL. */
  readonly defineFunction: (name: string) => void;
  readonly close: () => void;
}

/** A way to reach SQLite. */
export interface Driver {
  /** The name with the version, for `--verbose`: `better-sqlite3 12.11.1`. */
  readonly title: string;
  /** Opens a file, which is created empty if it does not exist; `:memory:` is not a file. */
  readonly open: (path: string) => Database;
}
