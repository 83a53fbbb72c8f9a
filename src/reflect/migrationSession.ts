/** The contract of a migration session: how a migration uses a database while it runs, one migrator at a time. */
import { SchemaDiffError, type Operation, type Sql, type TableRef } from "../model/index.js";
import type { Connection, Row } from "./connection.js";

/** Somebody ended the transaction of a script: what ran until then stays. */
export class TransactionEnded extends SchemaDiffError {}

/** Whether a check looks at rows too, or at the schema alone. */
export type CheckedPart = "rows" | "schema";

/** Watches a script while it runs. */
export interface IntegrityCheck {
  /** Called with every operation, before it runs. */
  readonly before: (operation: Operation) => Promise<void>;
  /** After the script: restores what it dropped unintentionally, and throws `script` where it has broken something. */
  readonly check: () => Promise<void>;
}

/** An object that a server can print: a table, view or sequence, or the schema that holds them. */
export interface PrintedSubject {
  readonly is: "table" | "schema";
  readonly schema: string | null;
  readonly name: string;
}

/** Properties of an author's own SQL that matter for a run that may be cut off after any statement. */
interface StatementTraits {
  /** Does a rollback revert it, so that it and its entry in the journal are one transaction? */
  readonly rollsBack: boolean;
  /** Is it harmless to run it again: a setting, a lock, the begin of a transaction? */
  readonly repeatable: boolean;
  /** Does it set something for this session only, which a later session has to set again? */
  readonly setsSession: boolean;
  /** Does it create something that is gone with the session? */
  readonly makesTemporary: boolean;
}

/** What a journal of statements needs from a database where DDL commits by itself. */
export interface JournalSupport {
  /** The types of the journal's columns, and what follows its list of columns. */
  readonly types: { readonly name: Sql; readonly text: Sql; readonly number: Sql };
  readonly tableOptions: Sql;
  /** The server's current print of the object, without what changes with rows (a counter); null where there is no such object. */
  readonly printed: (connection: Connection, subject: PrintedSubject) => Promise<string | null>;
  readonly traitsOf: (sql: Sql) => StatementTraits;
  /** Has a script begun a transaction of its own? */
  readonly inTransaction: (connection: Connection) => Promise<boolean>;
  readonly begin: (connection: Connection) => Promise<void>;
  readonly commit: (connection: Connection) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
}

/** What is known about locks that statements wait for. */
interface LockSupport {
  /** Was this thrown because a lock was not granted in time? */
  readonly isTimeout: (thrown: unknown) => boolean;
  /** Who holds what the connection waits for now, asked on a second connection: process, user, since when, statement. */
  readonly holders: (connection: Connection) => Promise<readonly string[]>;
}

/** What a transaction may change that a rollback does not revert. */
export interface Trial {
  /** Sequences that exist already. */
  readonly sequences: readonly TableRef[];
  /** Columns that have a sequence of their own. */
  readonly columns: readonly { readonly table: TableRef; readonly column: string }[];
}

/** How a plan is tried on the database itself, where DDL can be rolled back. */
interface TrialSupport {
  /** Begins the transaction; the returned function rolls back whatever ran in it. */
  readonly begin: (
    connection: Connection,
    lockTimeout: number,
    trial: Trial,
  ) => Promise<() => Promise<void>>;
  /** Why an error concerns only the trial in one transaction, not the plan; null where it concerns the plan. */
  readonly onlyInTrial: (thrown: unknown) => string | null;
}

export interface MigrationSession {
  /** Waits at most so many milliseconds for other migrators; the returned function releases the lock. Throws `locked`. */
  readonly lock: (connection: Connection, lockTimeout: number) => Promise<() => Promise<void>>;
  /** Sets what must be set outside of transactions, and how long statements wait for locks; the returned function restores it. */
  readonly enter: (connection: Connection, lockTimeout: number) => Promise<() => Promise<void>>;
  /** Begins the transaction of a script, where DDL has transactions. */
  readonly begin: (connection: Connection, lockTimeout: number) => Promise<void>;
  /** Watches a script while it runs, and refuses what the database itself would let go wrong. */
  readonly integrityCheck: (connection: Connection, what: CheckedPart) => Promise<IntegrityCheck>;
  readonly commit: (connection: Connection, lockTimeout: number) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
  /** Rolls back a transaction that the script itself began and left open, and returns whether there was one; absent where the script runs in the migrator's. */
  readonly takeBackOpen?: (connection: Connection) => Promise<boolean>;
  /** Absent where DDL commits by itself. */
  readonly trial?: TrialSupport;
  /** Restores what a statement changes of the session as a side effect, so that unqualified names mean the same for the next one; absent where none does. */
  readonly afterStatement?: (connection: Connection, sql: Sql) => Promise<void>;
  /** The error with our explanation, where it means that nothing can be migrated here; else as it was thrown. */
  readonly explain: (
    thrown: unknown,
    connection: Connection,
    where: "script" | "around",
  ) => unknown;
  /**
   * Asks a question that is partly written by others, so that it cannot change anything, whatever it calls; null where that is not
   * possible now. Absent where no question about rows is asked.
   */
  readonly askRows?: (connection: Connection, question: Sql) => Promise<readonly Row[] | null>;
  /** Absent where a script waits for no lock once it has begun. */
  readonly locks?: LockSupport;
  /** How a journal records what of a script ran, where no transaction holds a script; absent where one does. */
  readonly journal?: JournalSupport;
  /**
   * Does the version table (or the journal's) exist? Its name is the parameter. A row means yes; its `kind` is "view", "sequence",
   * "index" or "type" where such an object has the name instead.
   */
  readonly versionTableExists: Sql;
}
