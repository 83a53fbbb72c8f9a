/**
 * SQL objects, objects outside tables that a piece of SQL defines: one interface lists the kinds,
 * and the other types follow from it.
 */
import type { Sql } from "./column.js";
import type { Columns, TableRef } from "./constraint.js";

/** The name and type of a column of a view. */
export interface ViewColumn {
  readonly name: string;
  readonly type: Sql;
}

/** A view whose query runs whenever it is read (not a materialized one). */
export interface View extends TableRef {
  /** The query, without a semicolon. */
  readonly query: Sql;
  /**
   * The names of its columns, where a list before the query has them; null where the query itself
   * does, as whenever a server printed it.
   */
  readonly columns: Columns | null;
  /** Functions in a reader's own conditions see no rows that the view leaves out. */
  readonly securityBarrier: boolean;
  /** It is read with the rights of the user who reads it, not with its owner's. */
  readonly securityInvoker: boolean;
  /** Which rows may be written through it: those of its own query, or also those of the views below. */
  readonly checkOption: "local" | "cascaded" | null;
  /** The columns it returns, where a server was asked; otherwise empty. */
  readonly returns: readonly ViewColumn[];
  readonly comment: string | null;
}

/** A collation: a sort order for texts that columns, indexes and expressions refer to by name. */
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

/** The SQL objects of a schema, by kind; a kind without objects is absent. */
export type SqlObjectLists = {
  readonly [K in SqlObjectKind]?: readonly SqlObjects[K][];
};
