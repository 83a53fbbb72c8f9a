/** Objects outside tables that a piece of SQL defines: one interface names the kinds, and everything else follows from it. */
import type { Sql } from "./column.js";
import type { Columns, TableRef } from "./constraint.js";

/** A column of a view: its name and its type. */
export interface ViewColumn {
  readonly name: string;
  readonly type: Sql;
}

/** A view that is computed whenever it is read. */
export interface View extends TableRef {
  /** The query, without a semicolon. */
  readonly query: Sql;
  /** The names of its columns, where a list in front of the query says them; null where the query does, as whenever a server printed it. */
  readonly columns: Columns | null;
  /** No function of a reader's own sees rows that the view leaves out. */
  readonly securityBarrier: boolean;
  /** It is read with the rights of whoever reads, and not with its owner's. */
  readonly securityInvoker: boolean;
  /** Which rows may be written through it: those of its own query, or also those of the views below. */
  readonly checkOption: "local" | "cascaded" | null;
  /** What it returns, as far as a server was asked; empty where nobody was. */
  readonly returns: readonly ViewColumn[];
  readonly comment: string | null;
}

/** An order of texts that columns, indexes and expressions name. */
export interface Collation extends TableRef {
  /** The options of CREATE COLLATION, with commas between them: `PROVIDER = icu, LOCALE = 'de'`. */
  readonly definition: Sql;
  readonly comment: string | null;
}

/** The kinds of objects that a piece of SQL defines. */
export interface SqlObjects {
  readonly collation: Collation;
  readonly view: View;
}

export type SqlObjectKind = keyof SqlObjects;

export type SqlObject = SqlObjects[SqlObjectKind];

/** Those of a schema, by kind; absent where there are none. */
export type SqlObjectLists = {
  readonly [K in SqlObjectKind]?: readonly SqlObjects[K][];
};
