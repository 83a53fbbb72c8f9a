/** Constraints: one interface lists the kinds, and the other types follow from it. */
import type { Options, Sql } from "./column.js";
import type { Name } from "./name.js";

export type Columns = readonly string[];

/** `schema` is null for the connection's own (default) schema, on both sides of a comparison. */
export interface TableRef {
  readonly schema: string | null;
  readonly name: string;
}

export type Action = "noAction" | "restrict" | "cascade" | "setNull" | "setDefault";
export type Deferral = "notDeferrable" | "initiallyImmediate" | "initiallyDeferred";
export type Match = "simple" | "full" | "partial";
/** SQLite's ON CONFLICT clause of a key; null elsewhere and for ABORT, the default. */
export type ConflictAction = "rollback" | "fail" | "ignore" | "replace" | null;

/** One element of an index or of an EXCLUDE: a column or an expression, and how it is ordered and compared. */
export interface Element {
  readonly of: { readonly column: string } | { readonly expression: Sql };
  readonly descending: boolean;
  /**
   * Null where it is the direction's own default (NULLS LAST ascending, NULLS FIRST descending).
   */
  readonly nulls: "first" | "last" | null;
  readonly collation: string | null;
  /** PostgreSQL's operator class with its parameters; null where it is the type's default. */
  readonly operatorClass: string | null;
  /** MySQL's prefix length in characters (bytes for binary types). */
  readonly prefix: number | null;
}

export interface ExcludeElement extends Element {
  readonly operator: string;
}

/** How a key orders and compares one of its columns. */
export interface KeyPart {
  readonly descending: boolean;
  /** Null where it is the column's own. */
  readonly collation: string | null;
}

interface WithIndex {
  /** The options of its backing index, as an index's own `options`; absent where there are none. */
  readonly options?: Options;
}

/**
 * What a SQL text has after REFERENCES; `columns` is null where it has no list, so that the
 * target's primary key is meant.
 */
export interface SpelledReference {
  readonly table: string;
  readonly columns: Columns | null;
}

interface KeyColumns extends WithIndex {
  readonly columns: Columns;
  /**
   * SQLite: one for each column, in their order; absent where all of them are plain, and in other
   * dialects.
   */
  readonly parts?: readonly KeyPart[];
}

interface Reliable {
  /**
   * Snowflake's RELY: may queries be planned as if the rows obeyed the constraint? Absent: no, or
   * not specified.
   */
  readonly rely?: boolean;
}

/** What each kind of constraint consists of, besides its name and its comment. */
interface ConstraintBodies {
  readonly primaryKey: KeyColumns &
    Reliable & {
      readonly include: Columns;
      readonly deferral: Deferral;
      readonly onConflict: ConflictAction;
    };
  readonly unique: KeyColumns &
    Reliable & {
      readonly include: Columns;
      readonly nulls: "distinct" | "notDistinct";
      readonly deferral: Deferral;
      readonly onConflict: ConflictAction;
    };
  readonly foreignKey: Reliable & {
    readonly columns: Columns;
    readonly target: TableRef;
    /**
     * Always filled in, also where the DDL names no columns and so means the target's primary key.
     */
    readonly targetColumns: Columns;
    readonly onUpdate: Action;
    readonly onDelete: Action;
    /** PostgreSQL 15's SET NULL (a, b); empty means all. */
    readonly onDeleteColumns: Columns;
    readonly match: Match;
    readonly deferral: Deferral;
    /** False for PostgreSQL's NOT VALID. */
    readonly validated: boolean;
    /** False for PostgreSQL 18's NOT ENFORCED. */
    readonly enforced: boolean;
    /**
     * SQLite, between two databases: the reference as its text has it, where that differs from the
     * target's name and columns.
     */
    readonly spelled?: SpelledReference;
  };
  readonly check: {
    readonly expression: Sql;
    readonly validated: boolean;
    readonly enforced: boolean;
    readonly inherited: boolean;
    /**
     * The column that a column-level CHECK of MariaDB belongs to, which the server cannot drop
     * apart from the column; null otherwise.
     */
    readonly ofColumn: string | null;
  };
  readonly exclude: WithIndex & {
    readonly method: string;
    readonly elements: readonly ExcludeElement[];
    readonly include: Columns;
    readonly where: Sql | null;
    readonly deferral: Deferral;
  };
}

const plainPart: KeyPart = { descending: false, collation: null };

/** The field `parts` of a key: left out where every part is plain. */
export const keyParts = (parts: readonly KeyPart[]): Pick<KeyColumns, "parts"> =>
  parts.some(({ descending, collation }) => descending || collation !== null) ? { parts } : {};

/** One part for each column. */
export const partsOf = ({ columns, parts = [] }: KeyColumns): readonly KeyPart[] =>
  columns.map((_, i) => parts[i] ?? plainPart);

export type ConstraintKind = keyof ConstraintBodies;

export type Constraint<K extends ConstraintKind = ConstraintKind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly name: Name;
    readonly comment: string | null;
  } & ConstraintBodies[P];
}[K];

/**
 * A foreign key that is added and dropped by ALTER TABLE of its own (`useAlter`); one without a
 * name is identified by its columns.
 */
export interface ByAlter {
  readonly table: TableRef;
  readonly name: string | null;
  readonly columns: Columns;
}

/** The constraints of one kind, in their order. */
export const ofKind = <K extends ConstraintKind>(
  constraints: readonly Constraint[],
  kind: K,
): readonly Extract<Constraint, { readonly kind: K }>[] =>
  constraints.filter((c): c is Extract<Constraint, { readonly kind: K }> => c.kind === kind);
