/** What is asked of a SQLite database, whichever driver opened it: synchronous, as both drivers are. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";

export interface Database {
  /** The rows of one statement; none where it gives none. Integers beyond 2^53 lose their last digits. */
  readonly query: (sql: Sql, parameters?: readonly unknown[]) => readonly Row[];
  /** Any number of statements. */
  readonly execute: (sql: Sql) => void;
  readonly inTransaction: () => boolean;
  readonly isOpen: () => boolean;
  /** A function of SQL that takes any arguments and gives NULL. */
  readonly defineFunction: (name: string) => void;
  readonly close: () => void;
}

/** A way to reach SQLite. */
export interface Driver {
  /** With its version, for `--verbose`: `better-sqlite3 12.11.1`. */
  readonly title: string;
  /** A file that does not exist is created empty; `:memory:` is none. */
  readonly open: (path: string) => Database;
}
