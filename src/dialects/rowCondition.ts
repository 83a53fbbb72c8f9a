/**
 * A condition on rows without which an operation would fail: checked before it runs, where a
 * failure would not roll back what ran before it.
 */
import type { Columns, FailureMessage, Schema, Sql, TableRef } from "../model/index.js";

/** What a question reads from a table; `columns` is null where it may be any of them. */
export interface RowsRead {
  readonly table: TableRef;
  readonly columns: Columns | null;
}

/** The schemas that conditions are derived from, where they are needed for it. */
export interface RowsAsked {
  /** As the rows are when the question is asked. */
  readonly now: Schema;
  /** As the operations before it will have left it. */
  readonly before: Schema;
}

export interface RowCondition extends FailureMessage {
  readonly reads: readonly RowsRead[];
  /** May a NULL in a row violate it, which a lenient server would replace when NOT NULL is set? */
  readonly nullMayBreak: boolean;
  /**
   * Set where the question converts the values itself, as changes of columns before it will have
   * done.
   */
  readonly convertsRows?: true;
  /** The table whose rows are counted. */
  readonly table: TableRef;
  /**
   * Returns one row with the column `count`: how many rows would make the operation fail; 0 where
   * it may run.
   */
  readonly question: Sql;
  /**
   * The columns whose values the message shows for the first such row, besides those of its key.
   */
  readonly shows: Columns;
  /** A query for the first of the counted rows, returning these columns. */
  readonly first: (shown: Columns) => Sql;
}
