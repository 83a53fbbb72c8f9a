/**
 * When a primary key is the rowid, and when it must be in its column's definition
 * (https://sqlite.org/lang_createtable.html#rowid).
 */
import { ofKind, partsOf, type Column, type Constraint, type Table } from "../../model/index.js";
import { sameName, upper } from "./lexicon.js";

/** The names of the rowid, unless columns have them. */
export const rowidNames = ["rowid", "_rowid_", "oid"];

type Keyed = Pick<Table, "columns" | "constraints" | "options">;

const ownColumn = (key: Constraint<"primaryKey">, { columns }: Keyed): Column | undefined =>
  key.columns.length === 1
    ? columns.find((c) => sameName(c.name, key.columns[0] ?? ""))
    : undefined;

/** The type must be exactly INTEGER: an INT column is an ordinary one. */
const mayBeRowid = (key: Constraint<"primaryKey">, table: Keyed): boolean =>
  upper(ownColumn(key, table)?.type ?? "") === "INTEGER" &&
  table.options["withoutRowid"] !== "true";

/**
 * By an old bug that SQLite keeps, `INTEGER PRIMARY KEY DESC` is no rowid; `PRIMARY KEY (id DESC)`
 * after the columns is one, and then its DESC means nothing. So a descending key over such a column
 * in the model is the former.
 */
export const descendsFromRowid = (key: Constraint<"primaryKey">, table: Keyed): boolean =>
  mayBeRowid(key, table) && partsOf(key)[0]?.descending === true;

export const isRowid = (key: Constraint<"primaryKey">, table: Keyed): boolean =>
  mayBeRowid(key, table) && partsOf(key)[0]?.descending !== true;

/** The column that is an alias of the rowid. */
export const rowidColumn = (table: Keyed): Column | undefined => {
  const key = ofKind(table.constraints, "primaryKey")[0];
  return key !== undefined && isRowid(key, table) ? ownColumn(key, table) : undefined;
};

/** AUTOINCREMENT, and a DESC that matters, can only be written in the column's definition. */
export const standsInline = (key: Constraint<"primaryKey">, table: Keyed): boolean =>
  ownColumn(key, table)?.identity?.kind === "autoIncrement" || descendsFromRowid(key, table);
