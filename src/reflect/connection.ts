/** The contract of an open connection to a live database. */
import type { Sql } from "../model/index.js";

export type Row = Readonly<Record<string, unknown>>;

/** One open connection. It changes no session setting permanently: whatever it sets, it restores. */
export interface Connection {
  readonly dialect: string;
  /** For messages: host, port, database and user, or the file. Never a password. */
  readonly description: string;
  /** The driver, for diagnostics: `pg`, `better-sqlite3 12.11.1`. */
  readonly driver: string;
  /** The server's version as numbers, most significant first: [18, 4], [10, 11, 6]. */
  readonly version: readonly number[];
  /** One statement with positional parameters in the driver's own style; rows with column names as keys. */
  readonly query: (sql: Sql, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Several statements without parameters in one round trip, and the rows of each; absent where the driver cannot. */
  readonly queryAll?: (statements: readonly Sql[]) => Promise<readonly (readonly Row[])[]>;
  /** One statement on a second connection, while this one may be waiting; absent where there can be none. */
  readonly beside?: (sql: Sql) => Promise<readonly Row[]>;
  /** One statement whose rows do not matter. Errors are the driver's own. */
  readonly execute: (sql: Sql) => Promise<void>;
  /** Closes what `open` opened; a handle that was given stays open. */
  readonly close: () => Promise<void>;
}
