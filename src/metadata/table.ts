/**
 * A declared table: its typed columns, and the constraints, indexes and options declared for it.
 */
import { callSite, calledWith } from "../decode/caller.js";
import { dictionary, nameText, optional, shape, text } from "../decode/decode.js";
import { SchemaDiffError, tableText, type ErrorPlace, type Options } from "../model/index.js";
import { columnState, isColumnBuilder, type ColumnBuilder, type ColumnState } from "./column.js";
import { isExtra } from "./extra.js";
import { columnRef } from "./indexElement.js";
import { declarationArguments } from "./inputs.js";
import type { ColumnRef, Extra, TableOwner } from "./shapes.js";

const usage = 'table("user", metadata, { id: integer().primaryKey() })';

export const tableArguments = declarationArguments("table", usage);

export type ColumnShape = Readonly<Record<string, ColumnBuilder>>;

export type ColumnsOf<C extends ColumnShape> = { readonly [K in keyof C]: ColumnRef };

type Keys<C extends ColumnShape> = keyof C & string;

/** Keys, constraints and indexes: a list, or a function from the table's columns to one. */
export type ExtrasInput<C extends ColumnShape> =
  readonly Extra<Keys<C>>[] | ((columns: ColumnsOf<C>) => readonly Extra<Keys<C>>[]);

export interface DeclaredTableOptions {
  /** Null: the default schema, even where the MetaData has a schema of its own. */
  readonly schema?: string | null;
  readonly comment?: string | null;
  /** Settings of one dialect only: `engine`, `strict`, `withoutRowid` … */
  readonly options?: Options;
}

export interface TableDeclaration {
  readonly name: string;
  /** As declared, the MetaData's own schema included; null: the default schema. */
  readonly schema: string | null;
  readonly columns: readonly (ColumnState & { readonly key: string; readonly dbName: string })[];
  readonly extras: readonly Extra[];
  readonly comment: string | null;
  readonly options: Options;
  /** The `table` of its columns' references. */
  readonly owner: TableOwner;
  /** Where in the user's code it is declared. */
  readonly place: () => ErrorPlace | null;
}

export interface DeclaredTable<C extends ColumnShape = ColumnShape> {
  readonly name: string;
  readonly schema: string | null;
  /** Its columns. */
  readonly c: ColumnsOf<C>;
  /** Adds keys, constraints and indexes after the table was declared. */
  readonly add: (...extras: readonly Extra<Keys<C>>[]) => DeclaredTable<C>;
}

const wrongColumn = (table: string, key: string): SchemaDiffError =>
  new SchemaDiffError(
    "metadata",
    `column ${JSON.stringify(key)} of table ${JSON.stringify(table)} is no column type`,
    "give it a type: integer(), text(), varchar(30) …",
  );

const readColumns = (table: string, columns: ColumnShape): TableDeclaration["columns"] =>
  Object.entries(columns).map(([key, column]) => {
    if (!isColumnBuilder(column)) throw wrongColumn(table, key);
    const state = columnState(column);
    return { key, dbName: state.name ?? tableArguments.one("column", nameText, key), ...state };
  });

const isColumns = (columns: unknown): boolean =>
  typeof columns === "object" && columns !== null && !Array.isArray(columns);

const wrongColumns = (table: string): SchemaDiffError =>
  new SchemaDiffError(
    "metadata",
    `the columns of table ${JSON.stringify(table)} are no object`,
    `write it as in ${usage}`,
  );

const isList = (listed: unknown): boolean => Array.isArray(listed);

const wrongExtras = (table: string): SchemaDiffError =>
  new SchemaDiffError(
    "metadata",
    `what follows the columns of table ${JSON.stringify(table)} is no list of keys, constraints and indexes`,
    "give a list, or a function that returns one; options come after it",
  );

const checkExtras = (table: string, extras: readonly unknown[]): void => {
  const wrong = extras.find((extra) => !isExtra(extra));
  if (wrong !== undefined || extras.includes(undefined))
    throw new SchemaDiffError(
      "metadata",
      `what follows the columns of table ${JSON.stringify(table)} holds ${isColumnBuilder(wrong) ? "a column type" : "something"} that is no key, constraint or index`,
      "make each by primaryKey, unique, check, foreignKey, index or exclude",
    );
};

const tableOptions = shape<DeclaredTableOptions>({
  schema: optional(nameText),
  comment: optional(text),
  options: dictionary(text),
});

/** Properties are defined, never assigned: a column may be called `__proto__`. */
function refsOf<C extends ColumnShape>(
  columns: TableDeclaration["columns"],
  owner: TableOwner,
): ColumnsOf<C>;
function refsOf(columns: TableDeclaration["columns"], owner: TableOwner): object {
  const refs: object = { __proto__: null };
  for (const { key, dbName } of columns)
    Object.defineProperty(refs, key, { value: columnRef(key, dbName, owner), enumerable: true });
  return refs;
}

/** The table's name and options as they were given. */
export const readTable = (
  name: string,
  options: DeclaredTableOptions,
): { readonly name: string; readonly options: DeclaredTableOptions } => {
  const { one, options: optionsBy } = tableArguments;
  return { name: one("name", nameText, name), options: optionsBy(tableOptions, options) };
};

/**
 * The table for the user and its declaration for `declare`; constraints and indexes that are
 * attached later are added to `extras`.
 */
export const makeTable = <C extends ColumnShape>(
  name: string,
  schema: string | null,
  shape: C,
  extras: ExtrasInput<C>,
  options: DeclaredTableOptions,
): { readonly table: DeclaredTable<C>; readonly declaration: TableDeclaration } => {
  const place = callSite();
  const attached = new Set<Extra>();
  const state = { open: false };
  const owner: TableOwner = {
    name,
    schema,
    attach: (extra) => {
      if (state.open) attached.add(extra);
    },
  };
  const columns = calledWith(() => {
    if (!isColumns(shape)) throw wrongColumns(name);
    return readColumns(name, shape);
  });
  const c = refsOf<C>(columns, owner);
  const listed = typeof extras === "function" ? extras(c) : extras;
  calledWith(() => {
    if (!isList(listed)) throw wrongExtras(name);
    checkExtras(name, listed);
  });
  for (const extra of listed) attached.add(extra);
  state.open = true;
  const table: DeclaredTable<C> = {
    name,
    schema,
    c,
    add: (...more) => {
      calledWith(() => {
        checkExtras(name, more);
      });
      for (const extra of more) attached.add(extra);
      return table;
    },
  };
  const declaration: TableDeclaration = {
    name,
    schema,
    columns,
    owner,
    place: () => {
      const at = place();
      return at === null ? null : { ...at, object: `table ${tableText({ schema, name })}` };
    },
    comment: options.comment ?? null,
    options: options.options ?? {},
    get extras() {
      return [...attached];
    },
  };
  return { table, declaration };
};
