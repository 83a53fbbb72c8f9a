/** The contract of a migration session: how a migration holds a database while it runs, one migrator at a time. */
import type { Operation, Sql } from "../model/index.js";
import type { Connection } from "./connection.js";

/** The rows too, or the schema alone. */
export type CheckedPart = "rows" | "schema";

/** Looks on while a script runs. */
export interface IntegrityCheck {
  /** Told of every operation, before it runs. */
  readonly before: (operation: Operation) => Promise<void>;
  /** After the script: brings back what it took along unasked, and throws `script` where it has broken something. */
  readonly check: () => Promise<void>;
}

export interface MigrationSession {
  /** Waits for other migrators at most so many milliseconds; what it returns lets the next one in. Throws `locked`. */
  readonly lock: (connection: Connection, lockTimeout: number) => Promise<() => Promise<void>>;
  /** Sets what must be set outside of transactions; what it returns sets it back. */
  readonly enter: (connection: Connection) => Promise<() => Promise<void>>;
  /** Begins the transaction of a script, where DDL has transactions. */
  readonly begin: (connection: Connection, lockTimeout: number) => Promise<void>;
  /** Looks on while a script runs, and refuses what would go astray, where the database itself does not. */
  readonly integrityCheck: (connection: Connection, what: CheckedPart) => Promise<IntegrityCheck>;
  readonly commit: (connection: Connection, lockTimeout: number) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
  /** What the database threw, in our words where it says that nothing can be migrated here; else as it is. */
  readonly explain: (
    thrown: unknown,
    connection: Connection,
    where: "script" | "around",
  ) => unknown;
  /** Does the version table exist? Its name is the parameter; a row says yes. */
  readonly versionTableExists: Sql;
}
