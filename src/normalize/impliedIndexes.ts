/** Indexes that a server makes by itself for foreign keys: a declaration that has the key has the index too. */
import type { Dialect } from "../dialects/index.js";
import {
  byServer,
  nameText,
  nowhere,
  ofKind,
  plainElement,
  plainIndex,
  type Columns,
  type Index,
  type Schema,
  type Table,
} from "../model/index.js";

/** Do the first of these columns cover the others, in any order? */
export const leads = (key: Columns, columns: Columns): boolean =>
  columns.length <= key.length && columns.every((c) => key.slice(0, columns.length).includes(c));

export const plainColumns = (index: Index): Columns =>
  index.elements.flatMap(({ of, prefix }) =>
    "column" in of && prefix === null ? [of.column] : [],
  );

/** The column lists by which rows can be found: keys and indexes. */
export const accessPaths = (table: Table): readonly Columns[] => [
  ...table.constraints.flatMap((c) =>
    c.kind === "primaryKey" || c.kind === "unique" ? [c.columns] : [],
  ),
  ...table.indexes.map(plainColumns),
];

const withImplied = (table: Table): Table =>
  ofKind(table.constraints, "foreignKey").reduce<Table>((t, { name, columns }) => {
    if (accessPaths(t).some((path) => leads(path, columns))) return t;
    const text = nameText(name);
    const index = plainIndex(
      text === null ? nowhere : byServer(text),
      columns.map((column) => plainElement({ column })),
    );
    return { ...t, indexes: [...t.indexes, index] };
  }, table);

/** Where a foreign key needs an index and nothing declared serves it: the one the server will make, under the name it will give. */
export const withImpliedIndexes = (declared: Schema, dialect: Dialect): Schema =>
  dialect.facts.foreignKeyNeedsIndex
    ? { ...declared, tables: declared.tables.map(withImplied) }
    : declared;
