/** A statement as a value: its SQL, and what whoever runs, prints or judges it has to know about it. */
import type { Sql } from "./column.js";

/**
 * How it stands to transactions.
 * `any`: runs inside of one as well as outside. `never`: the server refuses it inside of one, or does nothing there.
 * `begins` one. `commits` what ran before it, be it COMMIT itself or DDL that commits without being asked.
 * `commitAfter`: runs inside of one, but what it makes can be used only once that has been committed.
 * `mayRollBack`: it may end the transaction that it runs in, and take back what ran before it.
 */
type TransactionRule = "any" | "never" | "begins" | "commits" | "commitAfter" | "mayRollBack";

/**
 * `schema`: objects that stay. `rows`: what tables hold. `session`: settings of the connection, and temporary objects that
 * are dropped again before the script ends. `temporary`: temporary objects that somebody's own SQL makes. `unknown`: SQL
 * that somebody wrote, and of which nothing is known.
 */
type StatementChanges = "schema" | "rows" | "session" | "temporary" | "unknown";

/** What is told to whoever wrote the operation. */
export interface FailureMessage {
  readonly message: string;
  readonly todo: string;
}

/** A statement with a guard only looks whether those behind it may run; the guard is the same question with an answer. */
export interface Guard extends FailureMessage {
  /** Its one row has the column `count`: 0 where all is well. */
  readonly question: Sql;
  /** Are rows counted, so that the number is worth telling? */
  readonly countsRows: boolean;
}

/** How a failure of a statement is explained: a rule of the dialect's, by name, and the object that it is about. */
export interface Explanation {
  readonly rule: string;
  readonly of: string | null;
}

export interface Statement {
  /** Without a semicolon at the end. */
  readonly sql: Sql;
  readonly transaction: TransactionRule;
  readonly changes: StatementChanges;
  /** The strongest lock that it takes on an object others may be using, as its server calls it; null where none is known. */
  readonly lock: string | null;
  /** Has to run while foreign keys are not enforced: it empties a table that other tables' rows may point to. */
  readonly foreignKeysOff: boolean;
  /**
   * A table whose foreign keys point to something that may still come, so that only at the end of the script they have to
   * point to keys; null where nothing is left open.
   */
  readonly keysOf: string | null;
  /** Asked in the statement's place where somebody can read the answer; null for a statement that is no guard. */
  readonly guard: Guard | null;
  /** Null where the server's own words are the best there are. */
  readonly explain: Explanation | null;
}

export interface PlannedStatement extends Statement {
  /** Which of a plan's operations it belongs to; null for what stands around all of them: a transaction, a pragma. */
  readonly operation: number | null;
}

export type StatementFacts = Partial<Omit<Statement, "sql">>;

/** A statement of which no more is known than `facts` say. */
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

/** What a guard says when its question has counted something. */
export const refusalOf = ({ message, todo, countsRows }: Guard, count: number): FailureMessage => ({
  message: countsRows ? `${message} (${count} ${count === 1 ? "row" : "rows"})` : message,
  todo,
});
