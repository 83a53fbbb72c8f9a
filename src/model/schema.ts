/**
 * A whole schema: what a reflection returns, what a declaration becomes, and what a snapshot file
 * holds.
 */
import type { Options, Sql, SequenceNumbers } from "./column.js";
import type { ConstraintKind, TableRef } from "./constraint.js";
import type { SqlObjectLists } from "./sqlObject.js";
import type { Dependency, OpaqueObject } from "./opaque.js";
import type { Table } from "./table.js";

/** A schema (namespace) other than the default one. */
export interface Namespace {
  readonly name: string;
  readonly comment: string | null;
  /**
   * For how many days a dropped one can be restored; absent where it cannot, or this is not known.
   */
  readonly undropDays?: number;
}

export interface EnumType extends TableRef {
  readonly values: readonly string[];
  readonly comment: string | null;
}

export interface Sequence extends TableRef, SequenceNumbers {
  readonly type: Sql;
  readonly ownedBy: { readonly table: TableRef; readonly column: string } | null;
  readonly comment: string | null;
  /** Keys as the dialect's `facts.sequenceOptions` documents them (`unlogged`); absent where there are none. */
  readonly options?: Options;
}

/**
 * An object that the database holds and the model does not know: reported by name, never silently
 * passed over.
 */
export interface Unmodelled extends TableRef {
  /** `view`, `trigger`, `function`, `policy`, `partition`, `virtual table`, `privileges` … */
  readonly kind: string;
  /** The table it belongs to, if any. */
  readonly table: TableRef | null;
  /**
   * Its own DDL, where a table rebuild has to restore it (SQLite's views and triggers); null
   * elsewhere.
   */
  readonly definition: Sql | null;
  /**
   * A hash of what the server prints of it, by which two databases are compared; absent where it
   * was not asked for, or where `definition` has it.
   */
  readonly digest?: string;
  /**
   * The modelled objects that cannot be created without it (columns, constraints, indexes, views); absent where there are
   * none, or where it was not asked for.
   */
  readonly usedBy?: readonly Dependency[];
  /**
   * The kinds of constraints that could not be read because this part of the catalogue could not;
   * absent for any other object.
   */
  readonly hides?: readonly ConstraintKind[];
}

/** A key for maps: one object of one side. */
export const unmodelledKey = ({ kind, schema, table, name }: Unmodelled): string =>
  JSON.stringify([kind, schema, table?.schema ?? null, table?.name ?? null, name]);

/** Something that the database may hold but does not show to the user who reads it. */
export interface Hidden {
  /** The same words as in `Unmodelled`; so is `table`. */
  readonly kind: string;
  readonly schema: string | null;
  /** Null: anywhere in the schema. */
  readonly table: string | null;
  /** The right that is missing. */
  readonly because: string;
  /**
   * It is not known whether there is anything, and few users are shown everything: what only the
   * other side has is reported as missing, with that reservation.
   */
  readonly asFarAsTold?: boolean;
}

/**
 * The kinds of `Unmodelled` that are attributes of another object rather than objects, and are
 * dropped with it.
 */
export const attributeKinds: ReadonlySet<string> = new Set([
  "privileges",
  "owner",
  "row level security",
  "type of a table",
  "default privileges",
]);

/**
 * A hash of what the server prints of a table: two databases may differ in something the model does
 * not know.
 */
export interface TablePrint extends TableRef {
  readonly digest: string;
}

/** The names of objects in the order in which they were created. */
export interface CreationOrder {
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
}

export interface Schema {
  readonly formatVersion: 1;
  /** Its name in the registry. */
  readonly dialect: string;
  /** The server's version as numbers, most significant first; empty when declared. */
  readonly version: readonly number[];
  /**
   * The schema that `schema: null` stands for: the connection's current schema or database. Null
   * when it is not known (declared).
   */
  readonly defaultSchema: string | null;
  /**
   * The collation of tables in the default schema that specify none, where a server has one
   * (MySQL); absent when declared.
   */
  readonly defaultCollation?: string;
  readonly namespaces: readonly Namespace[];
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  /** SQL objects (views, collations) by kind; absent where there are none. */
  readonly objects?: SqlObjectLists;
  readonly notCompared: readonly Unmodelled[];
  /** What the user who read it may not see; absent where everything is shown. */
  readonly hidden?: readonly Hidden[];
  /**
   * Those objects that are not compared but depend on compared ones, in any schema; absent where
   * there are none.
   */
  readonly opaque?: readonly OpaqueObject[];
  /**
   * One for each table, where two databases are compared and the server prints whole tables; absent
   * elsewhere.
   */
  readonly prints?: readonly TablePrint[];
  /**
   * Present where creation order has a meaning (SQLite fires triggers in it) and is not the order
   * of the names.
   */
  readonly creationOrder?: CreationOrder;
}

export const emptySchema = (dialect: string): Schema => ({
  formatVersion: 1,
  dialect,
  version: [],
  defaultSchema: null,
  namespaces: [],
  enums: [],
  sequences: [],
  tables: [],
  notCompared: [],
});

/** Is `version` the same as or later than `wanted`? Missing parts count as zero. */
export const atLeast = (version: readonly number[], ...wanted: readonly number[]): boolean => {
  for (const [i, want] of wanted.entries()) {
    const have = version[i] ?? 0;
    if (have !== want) return have > want;
  }
  return true;
};
