/** The plain literals that migration scripts are made of: what the renderer writes and what `Operations` reads. */
import type { ConstraintKind, Sql } from "../model/index.js";

/** A whole number: text where it exceeds 2^53. */
export type NumberLiteral = number | bigint | string;

export interface SequenceNumbersLiteral {
  readonly start?: NumberLiteral;
  readonly increment?: NumberLiteral;
  readonly min?: NumberLiteral;
  readonly max?: NumberLiteral;
  readonly cache?: NumberLiteral;
  readonly cycle?: boolean;
}

export type IdentityKindLiteral = "always" | "byDefault" | "serial" | "autoIncrement";

export type IdentityLiteral =
  IdentityKindLiteral | ({ readonly kind: IdentityKindLiteral } & SequenceNumbersLiteral);

export interface GeneratedLiteral {
  readonly expression: Sql;
  /** True: stored in the row (the default); false: computed whenever it is read. */
  readonly stored?: boolean;
}

export type OptionsLiteral = Readonly<Record<string, string>>;

/**
 * The attributes of a column besides its name. Types, defaults and expressions are SQL text in the
 * dialect's own words.
 */
export interface ColumnTraitsLiteral {
  readonly type: Sql;
  /** True where it is left out. */
  readonly nullable?: boolean;
  readonly default?: Sql | null;
  readonly identity?: IdentityLiteral | null;
  readonly generated?: GeneratedLiteral | null;
  readonly collation?: string | null;
  /** MySQL and MariaDB: ON UPDATE CURRENT_TIMESTAMP. */
  readonly onUpdate?: Sql | null;
  readonly comment?: string | null;
  readonly options?: OptionsLiteral;
}

export interface ColumnLiteral extends ColumnTraitsLiteral {
  readonly name: string;
}

/** Where a new column is placed: after all others where neither is given. */
export interface PlaceLiteral {
  readonly insertBefore?: string;
  readonly insertAfter?: string;
}

export type ActionLiteral = "noAction" | "restrict" | "cascade" | "setNull" | "setDefault";

/**
 * A name that is null is made by the migrator's naming convention; without the field the server
 * names it, or nobody (SQLite).
 */
interface NamedLiteral {
  readonly name?: string | null;
  readonly comment?: string | null;
}

export interface DeferrableLiteral {
  readonly deferrable?: boolean;
  readonly initially?: "immediate" | "deferred";
}

export interface KeyOptionsLiteral extends DeferrableLiteral {
  /** PostgreSQL's INCLUDE. */
  readonly include?: readonly string[];
  /** SQLite's ON CONFLICT. */
  readonly onConflict?: "rollback" | "fail" | "ignore" | "replace";
  /** Options of its backing index: `fillfactor`, `tablespace` … */
  readonly options?: OptionsLiteral;
  /** Snowflake's RELY and NORELY. */
  readonly rely?: boolean;
}

/** A key's column: its name, or an object with a direction and a collation of its own (SQLite). */
export type KeyColumnLiteral =
  string | { readonly column: string; readonly descending?: boolean; readonly collation?: string };

export interface UniqueOptionsLiteral extends KeyOptionsLiteral {
  readonly nulls?: "distinct" | "notDistinct";
}

export interface SpelledReferenceLiteral {
  readonly table: string;
  readonly columns?: readonly string[];
}

export interface ForeignKeyOptionsLiteral extends DeferrableLiteral {
  readonly onUpdate?: ActionLiteral;
  readonly onDelete?: ActionLiteral;
  /** PostgreSQL's SET NULL (a, b). */
  readonly onDeleteColumns?: readonly string[];
  readonly match?: "simple" | "full" | "partial";
  /** False: NOT VALID. */
  readonly validated?: boolean;
  /** False: NOT ENFORCED. */
  readonly enforced?: boolean;
  /** Snowflake's RELY and NORELY. */
  readonly rely?: boolean;
  /**
   * SQLite: the target as REFERENCES is to write it, where that has another case of the names, or
   * no columns.
   */
  readonly spelled?: SpelledReferenceLiteral;
}

export interface CheckOptionsLiteral {
  readonly validated?: boolean;
  readonly enforced?: boolean;
  /** False: NO INHERIT. */
  readonly inherited?: boolean;
  /** MariaDB: the column whose column-level CHECK it is. */
  readonly ofColumn?: string;
}

export interface ElementTraitsLiteral {
  readonly descending?: boolean;
  readonly nulls?: "first" | "last";
  readonly collation?: string;
  readonly operatorClass?: string;
  readonly prefix?: number;
}

export type ElementObjectLiteral = ElementTraitsLiteral &
  ({ readonly column: string } | { readonly expression: Sql });

/** A column's name, or an element with its traits. */
export type ElementLiteral = string | ElementObjectLiteral;

export type ExcludeElementLiteral = ElementObjectLiteral & { readonly operator: string };

export interface ExcludeOptionsLiteral extends DeferrableLiteral {
  /** `gist` where it is left out. */
  readonly method?: string;
  readonly where?: Sql;
  readonly include?: readonly string[];
  /** Options of its backing index: `fillfactor`, `tablespace` … */
  readonly options?: OptionsLiteral;
}

/** A constraint of each kind as a literal inside a table; the key gives the kind. */
export interface ConstraintLiterals {
  readonly primaryKey: NamedLiteral &
    KeyOptionsLiteral & { readonly primaryKey: readonly KeyColumnLiteral[] };
  readonly unique: NamedLiteral &
    UniqueOptionsLiteral & { readonly unique: readonly KeyColumnLiteral[] };
  readonly foreignKey: NamedLiteral &
    ForeignKeyOptionsLiteral & {
      readonly foreignKey: readonly string[];
      readonly references: string;
      readonly referencesSchema?: string;
      readonly columns: readonly string[];
    };
  readonly check: NamedLiteral & CheckOptionsLiteral & { readonly check: Sql };
  readonly exclude: NamedLiteral &
    ExcludeOptionsLiteral & { readonly exclude: readonly ExcludeElementLiteral[] };
}

export type ConstraintLiteral = ConstraintLiterals[ConstraintKind];

/** The attributes that `alterConstraint` can change. */
export interface ConstraintChangeLiteral {
  readonly type: ConstraintTypeLiteral;
  /** Snowflake's RELY and NORELY. */
  readonly rely: boolean;
}

/** Kinds of constraints in the words of `dropConstraint` (Alembic's). */
export type ConstraintTypeLiteral = "primary" | Exclude<ConstraintKind, "primaryKey">;

/**
 * A constraint by its type and columns, where a script does not know its name; a primary key by its
 * type alone.
 */
export type ConstraintByColumns =
  | { readonly type: "primary"; readonly columns?: readonly string[] }
  | {
      readonly type: Exclude<ConstraintTypeLiteral, "primary">;
      readonly columns: readonly string[];
    };

export interface IndexOptionsLiteral {
  readonly unique?: boolean;
  readonly nulls?: "distinct" | "notDistinct";
  readonly method?: string;
  readonly include?: readonly string[];
  readonly where?: Sql;
  readonly comment?: string;
  readonly options?: OptionsLiteral;
  /**
   * SQLite: the exact text of CREATE INDEX, where it is known; it includes everything that the
   * other fields give.
   */
  readonly definition?: Sql;
}

export interface SequenceLiteral extends SequenceNumbersLiteral {
  readonly type?: Sql;
  readonly ownedBy?: {
    readonly table: string;
    readonly schema?: string;
    readonly column: string;
  } | null;
  readonly comment?: string | null;
  /** Settings of one dialect only: `unlogged`. */
  readonly options?: OptionsLiteral;
}

/** A column that is converted when its enum type changes; `column` is its name. */
export interface EnumColumnLiteral extends Partial<ColumnTraitsLiteral> {
  readonly table: string;
  readonly schema?: string;
  readonly column: string;
}

/** The attributes that an alteration of a column sets; those left out stay as they are. */
export interface ColumnChangeLiteral extends Partial<ColumnTraitsLiteral> {
  readonly newName?: string;
  /** PostgreSQL's USING. */
  readonly using?: Sql;
  /**
   * The column before: MySQL and MariaDB need all of it, and read it from the database where it is
   * left out.
   */
  readonly existing?: ColumnLiteral;
}

export interface BatchOptionsLiteral {
  /**
   * Names for constraints of this batch that have none: SQLAlchemy's templates by `ix uq ck fk pk`.
   */
  readonly namingConvention?: Readonly<Record<string, string>>;
  readonly recreate?: "auto" | "always" | "never";
  readonly unnamedChecks?: "carry" | "omit";
  readonly tableArgs?: readonly ConstraintLiteral[];
  readonly lossy?: boolean;
  /**
   * SQLite: false refuses to rename a column that a named CHECK mentions until that CHECK is
   * dropped; by default the CHECK is updated.
   */
  readonly followRenames?: boolean;
}

export type RowLiteral = Readonly<Record<string, unknown>>;
