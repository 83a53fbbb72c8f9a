/** Indexes that a server makes by itself for foreign keys: a declaration that has the foreign key has the index too. */
import type { Dialect } from "../dialects/index.js";
import {
  byServer,
  nameText,
  nowhere,
  ofKind,
  plainElement,
  plainIndex,
  wholeColumns,
  type Columns,
  type Index,
  type Schema,
  type Table,
} from "../model/index.js";

/** Are the first of these columns the others, in their order, as in an index that serves a foreign key? */
export const leads = (key: Columns, columns: Columns): boolean =>
  columns.every((column, i) => key[i] === column);

/** The columns of an index that can serve a foreign key: whole columns, in the direction that it needs. */
export const plainColumns = (index: Index, { facts }: Dialect): Columns =>
  wholeColumns(index, ({ descending }) => descending && facts.foreignKeyIndexAscends);

/** The column lists by which rows can be found: keys and indexes. */
export const accessPaths = (table: Table, dialect: Dialect): readonly Columns[] => [
  ...table.constraints.flatMap((c) =>
    c.kind === "primaryKey" || c.kind === "unique" ? [c.columns] : [],
  ),
  ...table.indexes.map((index) => plainColumns(index, dialect)),
];

const withImplied = (table: Table, dialect: Dialect): Table =>
  ofKind(table.constraints, "foreignKey").reduce<Table>((t, { name, columns }) => {
    if (accessPaths(t, dialect).some((path) => leads(path, columns))) return t;
    const text = nameText(name);
    const index = plainIndex(
      text === null ? nowhere : byServer(text),
      columns.map((column) => plainElement({ column })),
    );
    return { ...t, indexes: [...t.indexes, index] };
  }, table);

/** Adds, where a foreign key needs an index and nothing declared serves it, the index that the server will make, under its name. */
export const withImpliedIndexes = (declared: Schema, dialect: Dialect): Schema =>
  dialect.facts.foreignKeyNeedsIndex
    ? { ...declared, tables: declared.tables.map((table) => withImplied(table, dialect)) }
    : declared;
