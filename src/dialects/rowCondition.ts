/** What rows must not be like for an operation to succeed: asked before it runs, where a failure would leave what ran before it. */
import type { Columns, FailureMessage, Sql, TableRef } from "../model/index.js";

/** What a question reads of a table; `columns` is null where it may be any of them. */
export interface RowsRead {
  readonly table: TableRef;
  readonly columns: Columns | null;
}

export interface RowCondition extends FailureMessage {
  readonly reads: readonly RowsRead[];
  /** May a row break it by a NULL, which a lenient server fills where NOT NULL comes? */
  readonly nullMayBreak: boolean;
  /** The table whose rows are counted. */
  readonly table: TableRef;
  /** Its one row has the column `count`: how many rows would make the operation fail, 0 where all is well. */
  readonly question: Sql;
  /** What is wrong with the first of them: its values, besides those of its key. */
  readonly shows: Columns;
  /** The first of the rows that are counted, by these columns of theirs. */
  readonly first: (shown: Columns) => Sql;
}
