/** References to columns, pieces of SQL, and the elements of an index that are made of them. */
import type { Extra } from "./extra.js";

/** Symbols of the global registry: declarations are recognised across copies of this module. */
const columnMark: unique symbol = Symbol.for("schema-diff.column");
const sqlMark: unique symbol = Symbol.for("schema-diff.sql");
const partMark: unique symbol = Symbol.for("schema-diff.part");

/** The modifiers of an index element; each gives a new element. */
export interface Marks {
  readonly desc: () => Part;
  readonly asc: () => Part;
  readonly nullsFirst: () => Part;
  readonly nullsLast: () => Part;
  readonly collate: (collation: string) => Part;
  /** PostgreSQL: `text_pattern_ops`, `gist_trgm_ops (siglen='32')` … */
  readonly operatorClass: (name: string) => Part;
  /** MySQL: how many characters (bytes of binary types) of the column are indexed. */
  readonly prefix: (length: number) => Part;
}

/** The table behind a column reference, as far as references need it. */
export interface TableOwner {
  readonly name: string;
  readonly schema: string | null;
  /** Adds what was made of this table's columns outside its declaration. */
  readonly attach: (extra: Extra) => void;
}

export interface ColumnRef extends Marks {
  readonly [columnMark]: true;
  /** Its property in the declaration. */
  readonly key: string;
  /** Its name in the database. */
  readonly name: string;
  readonly table: TableOwner;
}

export type SqlPiece =
  { readonly raw: string } | { readonly column: ColumnRef } | { readonly value: unknown };

/** SQL text with the columns and values that stand in it; printed when the dialect is known. */
export interface SqlText extends Marks {
  readonly [sqlMark]: readonly SqlPiece[];
}

export interface PartState {
  readonly of: ColumnRef | SqlText | string;
  readonly descending: boolean;
  readonly nulls: "first" | "last" | null;
  readonly collation: string | null;
  readonly operatorClass: string | null;
  readonly prefix: number | null;
}

export interface Part extends Marks {
  readonly [partMark]: PartState;
}

/** An element of an index: a column, its property's name, a piece of SQL, or one of them with modifiers. */
export type PartInput = string | ColumnRef | SqlText | Part;

/** A column of a key: SQLite's may have a direction and a collation of its own. */
export type KeyInput = string | ColumnRef | Part;

const part = (state: PartState): Part => ({ [partMark]: state, ...marks(() => state) });

const marks = (state: () => PartState): Marks => ({
  desc: () => part({ ...state(), descending: true }),
  asc: () => part({ ...state(), descending: false }),
  nullsFirst: () => part({ ...state(), nulls: "first" }),
  nullsLast: () => part({ ...state(), nulls: "last" }),
  collate: (collation) => part({ ...state(), collation }),
  operatorClass: (operatorClass) => part({ ...state(), operatorClass }),
  prefix: (prefix) => part({ ...state(), prefix }),
});

const plain = (of: PartState["of"]): PartState => ({
  of,
  descending: false,
  nulls: null,
  collation: null,
  operatorClass: null,
  prefix: null,
});

export const columnRef = (key: string, name: string, table: TableOwner): ColumnRef => {
  const ref: ColumnRef = { [columnMark]: true, key, name, table, ...marks(() => plain(ref)) };
  return ref;
};

const sqlText = (pieces: readonly SqlPiece[]): SqlText => {
  const text: SqlText = { [sqlMark]: pieces, ...marks(() => plain(text)) };
  return text;
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isColumnRef = (value: unknown): value is ColumnRef =>
  isObject(value) && columnMark in value;
export const isSqlText = (value: unknown): value is SqlText => isObject(value) && sqlMark in value;
const isPart = (value: unknown): value is Part => isObject(value) && partMark in value;

export const sqlPieces = (text: SqlText): readonly SqlPiece[] => text[sqlMark];

export const partState = (input: PartInput): PartState =>
  isPart(input) ? input[partMark] : plain(input);

/** The columns that stand in the text as references. */
export const columnsOfText = (text: SqlText): readonly ColumnRef[] =>
  sqlPieces(text).flatMap((piece) => ("column" in piece ? [piece.column] : []));

const pieceOf = (value: unknown): readonly SqlPiece[] =>
  isColumnRef(value) ? [{ column: value }] : isSqlText(value) ? sqlPieces(value) : [{ value }];

interface SqlTag {
  /** SQL as it stands; columns are quoted, other SQL is put in, every other value becomes a literal. */
  (strings: readonly string[], ...values: readonly unknown[]): SqlText;
  /** Text that is SQL, word for word. */
  readonly raw: (text: string) => SqlText;
}

export const sql: SqlTag = Object.assign(
  (strings: readonly string[], ...values: readonly unknown[]): SqlText =>
    sqlText(
      strings.flatMap((raw, i): readonly SqlPiece[] => [
        ...(raw === "" ? [] : [{ raw }]),
        ...(i < values.length ? pieceOf(values[i]) : []),
      ]),
    ),
  { raw: (text: string): SqlText => sqlText([{ raw: text }]) },
);
