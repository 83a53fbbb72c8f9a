/** The contract of a migration session: how a migration holds a database while it runs, one migrator at a time. */
import { SchemaDiffError, type Operation, type Sql, type TableRef } from "../model/index.js";
import type { Connection, Row } from "./connection.js";

/** Somebody ended the transaction that holds a script: what ran until then stays. */
export class TransactionEnded extends SchemaDiffError {}

/** The rows too, or the schema alone. */
export type CheckedPart = "rows" | "schema";

/** Looks on while a script runs. */
export interface IntegrityCheck {
  /** Told of every operation, before it runs. */
  readonly before: (operation: Operation) => Promise<void>;
  /** After the script: brings back what it took along unasked, and throws `script` where it has broken something. */
  readonly check: () => Promise<void>;
}

/** An object as far as a server prints it: a table, view or sequence, or the schema that holds them. */
export interface PrintedSubject {
  readonly is: "table" | "schema";
  readonly schema: string | null;
  readonly name: string;
}

/** What the SQL of an author's own does to a run that may be cut off behind any statement. */
interface StatementTraits {
  /** Does a rollback take it back, so that it and the journal's entry for it are one transaction? */
  readonly rollsBack: boolean;
  /** Does it do no harm when it runs again: a setting, a lock, the begin of a transaction? */
  readonly repeatable: boolean;
  /** Does it say something for this session alone, which a later one has to be told again? */
  readonly setsSession: boolean;
  /** Does it make what is gone with the session? */
  readonly makesTemporary: boolean;
}

/** What a journal of statements stands on, where DDL commits by itself. */
export interface JournalSupport {
  /** The types of the journal's columns, and what follows its column list. */
  readonly types: { readonly name: Sql; readonly text: Sql; readonly number: Sql };
  readonly tableOptions: Sql;
  /** What the server prints of the object now, without what rows change (a counter); null where there is none. */
  readonly printed: (connection: Connection, subject: PrintedSubject) => Promise<string | null>;
  readonly traitsOf: (sql: Sql) => StatementTraits;
  /** Has a script begun a transaction of its own? */
  readonly inTransaction: (connection: Connection) => Promise<boolean>;
  readonly begin: (connection: Connection) => Promise<void>;
  readonly commit: (connection: Connection) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
}

/** What is known of locks that statements wait for. */
interface LockSupport {
  /** Was this thrown because a lock was not granted in time? */
  readonly isTimeout: (thrown: unknown) => boolean;
  /** Who holds what the connection waits for now, asked beside it: process, user, since when, statement. */
  readonly holders: (connection: Connection) => Promise<readonly string[]>;
}

/** What a transaction that is taken back may move and would not take back by itself. */
export interface Trial {
  /** Sequences that are there already. */
  readonly sequences: readonly TableRef[];
  /** Columns that have one of their own. */
  readonly columns: readonly { readonly table: TableRef; readonly column: string }[];
}

/** How a plan is tried on the database itself, where a transaction holds DDL. */
interface TrialSupport {
  /** Begins the transaction; what it returns takes back whatever ran in it. */
  readonly begin: (
    connection: Connection,
    lockTimeout: number,
    trial: Trial,
  ) => Promise<() => Promise<void>>;
  /** Why what was thrown says nothing of the plan, but of trying it in one transaction; null where it does. */
  readonly onlyInTrial: (thrown: unknown) => string | null;
}

export interface MigrationSession {
  /** Waits for other migrators at most so many milliseconds; what it returns lets the next one in. Throws `locked`. */
  readonly lock: (connection: Connection, lockTimeout: number) => Promise<() => Promise<void>>;
  /** Sets what must be set outside of transactions, and how long statements wait for locks; what it returns sets it back. */
  readonly enter: (connection: Connection, lockTimeout: number) => Promise<() => Promise<void>>;
  /** Begins the transaction of a script, where DDL has transactions. */
  readonly begin: (connection: Connection, lockTimeout: number) => Promise<void>;
  /** Looks on while a script runs, and refuses what would go astray, where the database itself does not. */
  readonly integrityCheck: (connection: Connection, what: CheckedPart) => Promise<IntegrityCheck>;
  readonly commit: (connection: Connection, lockTimeout: number) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
  /** Takes back a transaction that the script itself began and left open, and says whether there was one; absent where the script has the migrator's. */
  readonly takeBackOpen?: (connection: Connection) => Promise<boolean>;
  /** Absent where DDL commits by itself. */
  readonly trial?: TrialSupport;
  /** Puts back what a statement changes of the session beside its work, so that bare names mean the same for the next one; absent where none does. */
  readonly afterStatement?: (connection: Connection, sql: Sql) => Promise<void>;
  /** What the database threw, in our words where it says that nothing can be migrated here; else as it is. */
  readonly explain: (
    thrown: unknown,
    connection: Connection,
    where: "script" | "around",
  ) => unknown;
  /**
   * Answers a question that others wrote a part of so that nothing is changed, whatever it calls; null where that cannot be
   * had now. Absent where no question is asked of rows.
   */
  readonly askRows?: (connection: Connection, question: Sql) => Promise<readonly Row[] | null>;
  /** Absent where a script waits for no lock once it has begun. */
  readonly locks?: LockSupport;
  /** Where no transaction holds a script, how a journal tells what of it ran; absent where one does. */
  readonly journal?: JournalSupport;
  /**
   * Does the version table (or the journal's) exist? Its name is the parameter. A row says yes, or what stands there instead:
   * "view", "sequence", "index" or "type" in its `kind`.
   */
  readonly versionTableExists: Sql;
}
