/**
 * PostgreSQL's statements with the lock that each takes, where the operation's verb does not
 * determine it (https://www.postgresql.org/docs/current/explicit-locking.html).
 */
import { statement, type Sql, type Statement, type StatementFacts } from "../../model/index.js";

/** The table-level locks that DDL takes, and INSERT. */
export type Lock =
  "ROW EXCLUSIVE" | "SHARE UPDATE EXCLUSIVE" | "SHARE" | "SHARE ROW EXCLUSIVE" | "ACCESS EXCLUSIVE";

export const schemaFacts = (lock: Lock | null): StatementFacts => ({ changes: "schema", lock });

/** `lock` is null where nothing is locked that others may be using: a type, a new table. */
export const locking = (lock: Lock | null, sql: Sql): Statement =>
  statement(sql, schemaFacts(lock));

export const rowFacts: StatementFacts = { changes: "rows", lock: "ROW EXCLUSIVE" };

/** Changes a sequence's current value, and no definition. */
export const setsValue = (sql: Sql): Statement => statement(sql, rowFacts);

/**
 * ALTER TYPE … ADD VALUE: using the value is an "unsafe use of new value" until the transaction
 * that added it has ended.
 */
export const addsValue = (sql: Sql): Statement =>
  statement(sql, { ...schemaFacts(null), transaction: "commitAfter" });
