/** Differences that mean nothing on SQLite. */
import type { Schema, Table } from "../../model/index.js";
import type { Quirk } from "../dialect.js";
import { fold } from "./lexicon.js";
import { rowidColumn } from "./rowid.js";

const tables = (schema: Schema, change: (table: Table) => Table): Schema => ({
  ...schema,
  tables: schema.tables.map(change),
});

const rowids = (schema: Schema): ReadonlyMap<string, string> =>
  new Map(schema.tables.map((table) => [fold(table.name), fold(rowidColumn(table)?.name ?? "")]));

/**
 * Ignores the missing NOT NULL of a rowid column, unless the table on the other side has another
 * rowid column or none.
 */
const erasesRowids = (schema: Schema, other: Schema = schema): Schema => {
  const theirs = rowids(other);
  return tables(schema, (table) => {
    const own = rowidColumn(table);
    const their = theirs.get(fold(table.name));
    if (own === undefined || !own.nullable || (their !== undefined && their !== fold(own.name)))
      return table;
    return {
      ...table,
      columns: table.columns.map((c) => (c === own ? { ...c, nullable: false } : c)),
    };
  });
};

export const quirks: readonly Quirk[] = [
  {
    id: "sqlite-rowid-alias-nullability",
    because:
      "an INTEGER PRIMARY KEY is the rowid and holds no NULL, whether it says NOT NULL or not",
    erase: erasesRowids,
  },
  {
    id: "sqlite-no-comments",
    because: "SQLite stores no comments, so a declared one can never be found",
    erase: (schema) =>
      tables(schema, (table) => ({
        ...table,
        comment: null,
        columns: table.columns.map((c) => (c.comment === null ? c : { ...c, comment: null })),
        constraints: table.constraints.map((c) =>
          c.comment === null ? c : { ...c, comment: null },
        ),
        indexes: table.indexes.map((i) => (i.comment === null ? i : { ...i, comment: null })),
      })),
  },
];
