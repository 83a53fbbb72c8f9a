/** A table with its columns, constraints and indexes. */
import type { Column, Options, Sql } from "./column.js";
import type { Columns, Constraint, Element, TableRef } from "./constraint.js";
import type { Name } from "./name.js";

export interface Index {
  readonly name: Name;
  readonly elements: readonly Element[];
  readonly unique: boolean;
  readonly nulls: "distinct" | "notDistinct";
  /** Lower case; null for the server's default (btree). */
  readonly method: string | null;
  readonly include: Columns;
  readonly where: Sql | null;
  readonly comment: string | null;
  /** Keys as the dialect's `facts.indexOptions` documents them (`fillfactor`, `invisible`, `parser` …). */
  readonly options: Options;
  /**
   * Its own CREATE INDEX text, where a table rebuild has to restore it word for word (SQLite);
   * absent elsewhere.
   */
  readonly definition?: Sql;
}

export interface Table extends TableRef {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comment: string | null;
  /** Keys as the dialect's `facts.tableOptions` documents them (`engine`, `strict`, `withoutRowid` …). */
  readonly options: Options;
  /**
   * The server's own CREATE TABLE text, where a rebuild of the table edits it (SQLite); null
   * elsewhere and when declared.
   */
  readonly definition: string | null;
  /**
   * For how many days a dropped one can be restored, rows included; absent where it cannot, or this
   * is not known.
   */
  readonly undropDays?: number;
}

/** A key for maps: different references have different keys. */
export const tableKey = ({ schema, name }: TableRef): string => JSON.stringify([schema, name]);

export const sameTable = (a: TableRef, b: TableRef): boolean =>
  a.name === b.name && a.schema === b.schema;

/** A reference with only its two fields, without any others that the value has. */
export const refOf = ({ schema, name }: TableRef): TableRef => ({ schema, name });

/** The settings of one dialect that it has; of a constraint, those of its backing index. */
export const optionsOf = (item: Table | Index | Constraint): Options =>
  "options" in item ? (item.options ?? {}) : {};

/** For messages: `schema.table`, or `table` in the default schema. */
export const tableText = ({ schema, name }: TableRef): string =>
  schema === null ? name : `${schema}.${name}`;

export const plainIndex = (name: Name, elements: readonly Element[]): Index => ({
  name,
  elements,
  unique: false,
  nulls: "distinct",
  method: null,
  include: [],
  where: null,
  comment: null,
  options: {},
});

export const plainElement = (of: Element["of"]): Element => ({
  of,
  descending: false,
  nulls: null,
  collation: null,
  operatorClass: null,
  prefix: null,
});

/**
 * The leading columns of an index that it holds whole: up to the first expression, or the first
 * column of which it holds only a prefix.
 * @param ends what else ends them
 */
export const wholeColumns = (
  { elements }: Index,
  ends: (element: Element) => boolean = () => false,
): Columns => {
  const end = elements.findIndex(
    (element) => !("column" in element.of) || element.prefix !== null || ends(element),
  );
  return elements
    .slice(0, end < 0 ? elements.length : end)
    .flatMap(({ of }) => ("column" in of ? [of.column] : []));
};
