/** Differences that mean nothing on SQLite. */
import { ofKind, type Column, type Schema, type Table } from "../../model/index.js";
import type { Quirk } from "../dialect.js";
import { withoutTrailingZeros } from "../../sql/index.js";
import { sameName } from "./lexicon.js";
import { affinity } from "./types.js";

const tables = (schema: Schema, change: (table: Table) => Table): Schema => ({ ...schema, tables: schema.tables.map(change) });
const columns = (schema: Schema, change: (column: Column, table: Table) => Column): Schema =>
  tables(schema, (table) => ({ ...table, columns: table.columns.map((column) => change(column, table)) }));

const isRowidAlias = (column: Column, table: Table): boolean => {
  const key = ofKind(table.constraints, "primaryKey")[0];
  return key !== undefined && key.columns.length === 1 && sameName(key.columns[0] ?? "", column.name)
    && column.type.toUpperCase() === "INTEGER" && table.options["withoutRowid"] !== "true";
};

export const quirks: readonly Quirk[] = [
  {
    id: "sqlite-rowid-alias-nullability",
    because: "an INTEGER PRIMARY KEY is the rowid and holds no NULL, whether it says NOT NULL or not",
    erase: (schema) => columns(schema, (column, table) => (isRowidAlias(column, table) && column.nullable ? { ...column, nullable: false } : column)),
  },
  {
    id: "sqlite-zeros-of-a-default",
    because: "SQLite keeps a number as it was written, and a number of JavaScript cannot say 2.50; columns that keep numbers store the same value",
    erase: (schema) => columns(schema, (column) => (column.default !== null && ["INTEGER", "REAL", "NUMERIC"].includes(affinity(column.type)) ? { ...column, default: withoutTrailingZeros(column.default) } : column)),
  },
  {
    id: "sqlite-no-comments",
    because: "SQLite stores no comments, so a declared one can never be found",
    erase: (schema) => tables(schema, (table) => ({
      ...table,
      comment: null,
      columns: table.columns.map((c) => (c.comment === null ? c : { ...c, comment: null })),
      constraints: table.constraints.map((c) => (c.comment === null ? c : { ...c, comment: null })),
      indexes: table.indexes.map((i) => (i.comment === null ? i : { ...i, comment: null })),
    })),
  },
];
