/**
 * The types of the parts of a table's declaration: references to columns, SQL, elements, keys,
 * constraints and indexes.
 */
import type { Action, ConflictAction, Match, Options } from "../model/index.js";
import type { AskedName, NameInput } from "../naming/index.js";

/**
 * Symbols of the global registry, so that declarations are recognised across copies of this module.
 */
export const columnMark: unique symbol = Symbol.for("schema-diff.column");
export const sqlMark: unique symbol = Symbol.for("schema-diff.sql");
export const partMark: unique symbol = Symbol.for("schema-diff.part");

/** The modifiers of an index element; each returns a new element. */
export interface Marks {
  readonly desc: () => Part;
  readonly asc: () => Part;
  readonly nullsFirst: () => Part;
  readonly nullsLast: () => Part;
  readonly collate: (collation: string) => Part;
  /** PostgreSQL: `text_pattern_ops`, `gist_trgm_ops (siglen='32')` … */
  readonly operatorClass: (name: string) => Part;
  /** MySQL: how many characters (bytes for binary types) of the column are indexed. */
  readonly prefix: (length: number) => Part;
}

/** The table of a column reference, as far as references need it. */
export interface TableOwner {
  readonly name: string;
  readonly schema: string | null;
  /** Adds a constraint or index that was made of this table's columns outside its declaration. */
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

/** SQL text with the columns and values in it; printed once the dialect is known. */
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

/** A column of the table: a reference, or its property's name. */
export type ColumnInput = string | ColumnRef;

/** SQL: text word for word, or a piece made by the tag `sql`. */
export type SqlInput = string | SqlText;

interface Named {
  /** Null or absent: the naming convention makes it. */
  readonly name?: NameInput;
  readonly comment?: string | null;
}

interface Deferring {
  readonly deferrable?: boolean;
  readonly initially?: "immediate" | "deferred";
}

export interface PrimaryKeyOptions extends Named, Deferring {
  readonly include?: readonly ColumnInput[];
  /** SQLite. */
  readonly onConflict?: ConflictAction;
  /** Settings of its backing index that only one dialect has: `fillfactor`, `tablespace` … */
  readonly options?: Options;
  /** Snowflake's RELY, or NORELY; left out, it stays as it is. */
  readonly rely?: boolean;
}

export interface UniqueOptions extends PrimaryKeyOptions {
  readonly nulls?: "distinct" | "notDistinct";
}

export interface CheckOptions extends Named {
  /** False for PostgreSQL's NOT VALID. */
  readonly validated?: boolean;
  readonly enforced?: boolean;
  /** False for PostgreSQL's NO INHERIT. */
  readonly inherited?: boolean;
  /** The column that it belongs to and is dropped with (MariaDB). */
  readonly ofColumn?: ColumnInput | null;
}

export interface ForeignKeyOptions extends Named, Deferring {
  readonly onUpdate?: Action;
  readonly onDelete?: Action;
  /** PostgreSQL 15: the columns that SET NULL or SET DEFAULT sets. */
  readonly onDeleteColumns?: readonly ColumnInput[];
  readonly match?: Match;
  readonly validated?: boolean;
  readonly enforced?: boolean;
  /** Snowflake's RELY, or NORELY; left out, it stays as it is. */
  readonly rely?: boolean;
  /** Add it by ALTER TABLE, after the tables. */
  readonly useAlter?: boolean;
  /**
   * The target is not part of this metadata and is not looked up: the names are used as they are.
   */
  readonly external?: boolean;
}

export interface IndexOptions {
  readonly unique?: boolean;
  readonly nulls?: "distinct" | "notDistinct";
  readonly where?: SqlInput | null;
  readonly method?: string | null;
  readonly include?: readonly ColumnInput[];
  readonly comment?: string | null;
  readonly options?: Options;
}

export interface ExcludeOptions extends Named, Deferring {
  readonly method?: string;
  readonly where?: SqlInput | null;
  readonly include?: readonly ColumnInput[];
  /** The same as for a unique constraint. */
  readonly options?: Options;
}

/** The target of a single-column foreign key; the object form is for names that contain dots. */
export type ReferenceTarget =
  | string
  | ColumnRef
  | (() => ColumnRef)
  | { readonly schema?: string | null; readonly table: string; readonly column: string };

/** A value that becomes a literal, or SQL. */
export type DefaultInput =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | SqlText
  | Readonly<Record<string, unknown>>;

export interface IdentityOptions {
  /** GENERATED ALWAYS instead of BY DEFAULT. */
  readonly always?: boolean;
  readonly start?: number | bigint | string;
  readonly increment?: number | bigint | string;
  readonly min?: number | bigint | string;
  readonly max?: number | bigint | string;
  readonly cache?: number | bigint | string;
  readonly cycle?: boolean;
}

export interface ReferenceOptions extends ForeignKeyOptions {
  readonly onUpdate?: Action;
  readonly match?: Match;
}

export interface ColumnCheckOptions extends Omit<CheckOptions, "ofColumn"> {
  /** It belongs to the column and is dropped with it (MariaDB). */
  readonly ofColumn?: boolean;
}

export interface ColumnIndexOptions extends IndexOptions {
  readonly name?: NameInput;
}

/**
 * `["table.column"]`, `["schema.table.column"]`, columns, a function that returns columns, or an
 * object (for names that contain dots).
 */
export type Target =
  | readonly (string | ColumnRef)[]
  | (() => readonly ColumnRef[])
  | {
      readonly schema?: string | null;
      readonly table: string;
      readonly columns: readonly string[];
    };

interface Extras {
  readonly primaryKey: {
    readonly columns: readonly KeyInput[];
    readonly options: PrimaryKeyOptions;
  };
  readonly unique: { readonly columns: readonly KeyInput[]; readonly options: UniqueOptions };
  readonly check: { readonly expression: SqlInput; readonly options: CheckOptions };
  readonly foreignKey: {
    readonly columns: readonly ColumnInput[];
    readonly target: Target;
    readonly options: ForeignKeyOptions;
  };
  readonly index: { readonly elements: readonly PartInput[]; readonly options: IndexOptions };
  readonly exclude: {
    readonly elements: readonly (readonly [PartInput, string])[];
    readonly options: ExcludeOptions;
  };
}

export type ExtraOf<P extends keyof Extras> = {
  readonly [Q in P]: { readonly is: Q; readonly asked: AskedName } & Extras[Q];
}[P];

declare const names: unique symbol;

/** `K` are the properties that it names by text: only a table that has them accepts it. */
export type Extra<K extends string = string> = ExtraOf<keyof Extras> & { readonly [names]?: K };
