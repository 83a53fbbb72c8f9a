/** A whole schema: what a reflection returns, what a declaration becomes, and what a snapshot file holds. */
import type { Options, Sql, SequenceNumbers } from "./column.js";
import type { ConstraintKind, TableRef } from "./constraint.js";
import type { SqlObjectLists } from "./sqlObject.js";
import type { Dependency, OpaqueObject } from "./opaque.js";
import type { Table } from "./table.js";

/** A schema (namespace) other than the default one. */
export interface Namespace {
  readonly name: string;
  readonly comment: string | null;
  /** For how many days a dropped one can be brought back; absent where it cannot, or nobody knows. */
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

/** Something the database holds and the model does not know: said by name, never silently passed over. */
export interface Unmodelled extends TableRef {
  /** `view`, `trigger`, `function`, `policy`, `partition`, `virtual table`, `privileges` … */
  readonly kind: string;
  /** The table it hangs on, if it does. */
  readonly table: TableRef | null;
  /** Its own DDL, where a table rebuild has to bring it back (SQLite's views and triggers); null elsewhere. */
  readonly definition: Sql | null;
  /**
   * A hash of what the server prints of it, so that two databases can be told apart; absent where it was not asked for,
   * or where `definition` says it.
   */
  readonly digest?: string;
  /**
   * What is modelled and cannot be made without it: columns, constraints, indexes and views; absent where there is nothing,
   * or it was not asked for.
   */
  readonly usedBy?: readonly Dependency[];
  /** Kinds of constraints that nobody could read, where it is the part of the catalogue that tells them; absent where it is none. */
  readonly hides?: readonly ConstraintKind[];
}

/** A key for maps: one object of one side. */
export const unmodelledKey = ({ kind, schema, table, name }: Unmodelled): string =>
  JSON.stringify([kind, schema, table?.schema ?? null, table?.name ?? null, name]);

/** Something that the database may hold and does not show to the user who read it. */
export interface Hidden {
  /** As of `Unmodelled`, and `table`. */
  readonly kind: string;
  readonly schema: string | null;
  /** Null: anywhere in the schema. */
  readonly table: string | null;
  /** The right that is missing. */
  readonly because: string;
  /** Nothing tells whether anything is there, and few users are shown all: what only the other side has is missing, as far as can be told. */
  readonly asFarAsTold?: boolean;
}

/** What is said of an object by the kinds of `Unmodelled` that are none themselves, and go with it. */
export const attributeKinds: ReadonlySet<string> = new Set([
  "privileges",
  "owner",
  "row level security",
  "type of a table",
  "default privileges",
]);

/** What the server prints of a table, as a hash: two databases may differ in what the model does not know. */
export interface TablePrint extends TableRef {
  readonly digest: string;
}

/** Names in the order in which the database was given them. */
export interface CreationOrder {
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
}

export interface Schema {
  readonly formatVersion: 1;
  /** By its name in the registry. */
  readonly dialect: string;
  /** The server's version as numbers, most significant first; empty when declared. */
  readonly version: readonly number[];
  /** The name behind `schema: null`: the connection's current schema or database. Null when it is not known (declared). */
  readonly defaultSchema: string | null;
  /** The collation of tables in the default schema that say none, where a server says it (MySQL); absent when declared. */
  readonly defaultCollation?: string;
  readonly namespaces: readonly Namespace[];
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  /** Views, and what else a piece of SQL defines, by kind; absent where there is none. */
  readonly objects?: SqlObjectLists;
  readonly notCompared: readonly Unmodelled[];
  /** What the user who read it may not see; absent where he is shown everything. */
  readonly hidden?: readonly Hidden[];
  /** Of what is not compared, whatever hangs on what is, in any schema; absent where there is nothing. */
  readonly opaque?: readonly OpaqueObject[];
  /** Of the tables, where two databases are to be told apart and the server prints whole tables; absent elsewhere. */
  readonly prints?: readonly TablePrint[];
  /** Where that order has a meaning (SQLite fires triggers by it) and is not the order of the names. */
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
