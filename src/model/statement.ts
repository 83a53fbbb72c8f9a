/**
 * A statement as a value: its SQL, and what the code that runs, prints or judges it has to know
 * about it.
 */
import type { Sql } from "./column.js";

/**
 * How it behaves in transactions.
 * `any`: runs inside one as well as outside. `never`: the server refuses it inside one, or ignores
 * it there. `begins` one. `commits` what ran before it, whether COMMIT itself or DDL that commits
 * implicitly. `commitAfter`: runs inside one, but what it creates can be used only after a commit.
 * `mayRollBack`: it may end the transaction that it runs in, and roll back what ran before it.
 */
type TransactionRule = "any" | "never" | "begins" | "commits" | "commitAfter" | "mayRollBack";

/**
 * `schema`: permanent objects. `rows`: the contents of tables. `session`: settings of the
 * connection, and temporary objects that are dropped again before the script ends. `temporary`:
 * temporary objects that a user's own SQL creates. `unknown`: a user's own SQL, about which nothing
 * is known.
 */
type StatementChanges = "schema" | "rows" | "session" | "temporary" | "unknown";

/** The message for the user who wrote the operation. */
export interface FailureMessage {
  readonly message: string;
  readonly todo: string;
}

/**
 * A statement with a guard only checks whether the statements after it may run; the guard asks the
 * same as a query with an answer.
 */
export interface Guard extends FailureMessage {
  /** Returns one row with the column `count`: 0 where the statements may run. */
  readonly question: Sql;
  /** Is the count a number of rows, so that it belongs into the message? */
  readonly countsRows: boolean;
}

/**
 * How a failure of a statement is explained: the name of a rule of the dialect, and the object that
 * it is about.
 */
export interface Explanation {
  readonly rule: string;
  readonly of: string | null;
}

export interface Statement {
  /** Without a semicolon at the end. */
  readonly sql: Sql;
  readonly transaction: TransactionRule;
  readonly changes: StatementChanges;
  /**
   * The strongest lock that it takes on an object others may be using, in the server's own words;
   * null where none is known.
   */
  readonly lock: string | null;
  /**
   * Has to run with foreign keys not enforced: it empties a table that other tables' rows may
   * reference.
   */
  readonly foreignKeysOff: boolean;
  /**
   * A table whose foreign keys may reference something that is created later in the script, so that
   * they are checked only at its end; null where nothing is left open.
   */
  readonly keysOf: string | null;
  /**
   * Asked instead of the statement where a program can read the answer; null for a statement that
   * is no guard.
   */
  readonly guard: Guard | null;
  /** Null where the server's own message is the best there is. */
  readonly explain: Explanation | null;
}

export interface PlannedStatement extends Statement {
  /**
   * The index of the operation of a plan that it belongs to; null for statements around all of
   * them: a transaction, a pragma.
   */
  readonly operation: number | null;
}

export type StatementFacts = Partial<Omit<Statement, "sql">>;

/** A statement with these facts, and the defaults for all others. */
export const statement = (sql: Sql, facts: StatementFacts = {}): Statement => ({
  sql,
  transaction: "any",
  changes: "unknown",
  lock: null,
  foreignKeysOff: false,
  keysOf: null,
  guard: null,
  explain: null,
  ...facts,
});

export const sqlOf = (statements: readonly Statement[]): readonly Sql[] =>
  statements.map(({ sql }) => sql);

/** The message for a guard whose question has counted something. */
export const refusalOf = ({ message, todo, countsRows }: Guard, count: number): FailureMessage => ({
  message: countsRows ? `${message} (${count} ${count === 1 ? "row" : "rows"})` : message,
  todo,
});
