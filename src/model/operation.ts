/**
 * The operations a migration is made of, as values: the plan makes them, dialects print them as
 * SQL, render prints them as TypeScript, migrate runs them.
 */
import type { ObjectKind } from "./change.js";
import type { Column, Options, Sql } from "./column.js";
import type { Columns, Constraint, ConstraintKind, TableRef } from "./constraint.js";
import type { DependentsOption } from "./dependents.js";
import type { EnumType, Namespace, Sequence } from "./schema.js";
import type { SqlObject, SqlObjectKind } from "./sqlObject.js";
import { tableText, type Index, type Table } from "./table.js";

/**
 * The attributes of a column that an alteration sets; an absent one stays as it is. `name` renames
 * it.
 */
export type ColumnChange = Partial<Omit<Column, "name">> & {
  readonly name?: string;
  /** PostgreSQL's USING expression for a change of type. */
  readonly using?: Sql;
};

/** The attributes of a constraint that can be altered in place. */
export interface ConstraintChange {
  readonly rely: boolean;
}

/** Next to which column of the table a new one is placed. */
export interface ColumnPlace {
  readonly side: "before" | "after";
  readonly column: string;
}

/**
 * `recreate`: when SQLite rebuilds the table: only where nothing else will do, for every batch, or
 * never (an error lists what would need it).
 */
export interface BatchOptions {
  readonly recreate: "auto" | "always" | "never";
  /** What happens to CHECKs without a name in a rebuild: carried word for word, or left out as Alembic does. */
  readonly unnamedChecks: "carry" | "omit";
  /** Constraints added to the rebuilt table. */
  readonly tableArgs: readonly Constraint[];
  /** Lets a rebuild change or lose values that a new column type cannot hold. */
  readonly lossy: boolean;
  /**
   * Is the text of a named CHECK updated when a column in it is renamed, as other servers do? If
   * not, the rename is refused.
   */
  readonly followRenames: boolean;
}

export const plainBatch: BatchOptions = {
  recreate: "auto",
  unnamedChecks: "carry",
  tableArgs: [],
  lossy: false,
  followRenames: true,
};

/**
 * The kinds that `setComment` applies to: a column's comment is set with the column, and
 * constraints of all kinds count as one.
 */
export type CommentedKind = Exclude<ObjectKind, ConstraintKind | "column"> | "constraint";

/**
 * The fields of each operation, by its verb. `dropped` is what is known of the dropped object: all
 * of it in a plan, perhaps only its name in a script written by hand.
 */
export interface OperationOf {
  readonly createSchema: { readonly namespace: Namespace; readonly undrop?: boolean };
  readonly dropSchema: DependentsOption & { readonly name: string };
  readonly createEnum: { readonly enum: EnumType };
  readonly dropEnum: { readonly enum: TableRef };
  /**
   * New values are added in place where the server can; otherwise the type is created anew and
   * `columns` are converted to it.
   */
  readonly alterEnum: {
    readonly from: EnumType;
    readonly to: EnumType;
    readonly columns: readonly { readonly table: TableRef; readonly column: Column }[];
    /**
     * Also create the type anew where values could be added in place: the same migration uses one
     * of them.
     */
    readonly remade?: boolean;
  };
  readonly createSequence: { readonly sequence: Sequence };
  readonly dropSequence: { readonly sequence: TableRef };
  readonly alterSequence: { readonly from: Sequence; readonly to: Sequence };
  /**
   * Creates columns, constraints, comments and options. Indexes are operations of their own:
   * `table.indexes` is not read. `undrop`: restore the dropped table of this name instead, rows
   * included (Snowflake).
   */
  readonly createTable: { readonly table: Table; readonly undrop?: boolean };
  readonly dropTable: DependentsOption & {
    readonly table: TableRef;
    readonly dropped: Table | null;
  };
  readonly renameTable: { readonly table: TableRef; readonly to: string };
  /** The table's options before and after; an option that both have is left alone. */
  readonly alterTable: { readonly table: TableRef; readonly from: Options; readonly to: Options };
  readonly addColumn: {
    readonly table: TableRef;
    readonly column: Column;
    /** Absent: after all others. */
    readonly place?: ColumnPlace;
  };
  readonly dropColumn: DependentsOption & {
    readonly table: TableRef;
    readonly name: string;
    readonly dropped: Column | null;
  };
  /** `existing` is the column before: MODIFY of MySQL and MariaDB needs all of it. */
  readonly alterColumn: {
    readonly table: TableRef;
    readonly name: string;
    readonly change: ColumnChange;
    readonly existing: Column | null;
  };
  readonly createConstraint: { readonly table: TableRef; readonly constraint: Constraint };
  readonly dropConstraint: DependentsOption & {
    readonly table: TableRef;
    readonly kind: ConstraintKind;
    /** Empty where it is identified by its columns. */
    readonly name: string;
    readonly dropped: Constraint | null;
    /**
     * Set where a script has no name for it, so that it is looked up on the live table. Null: the
     * only one of its kind.
     */
    readonly columns?: Columns | null;
  };
  /** Changes the attributes given here in place, and leaves the rest. */
  readonly alterConstraint: {
    readonly table: TableRef;
    readonly kind: ConstraintKind;
    readonly name: string;
    readonly change: ConstraintChange;
  };
  readonly renameConstraint: {
    readonly table: TableRef;
    readonly kind: ConstraintKind;
    /** Empty where it has none in the database: then `existing` identifies it. */
    readonly name: string;
    /** Null: it is left without a name (SQLite). */
    readonly to: string | null;
    /** What is known of it, where the name alone may not find it. */
    readonly existing?: Constraint;
  };
  readonly createIndex: { readonly table: TableRef; readonly index: Index };
  readonly dropIndex: {
    readonly table: TableRef;
    readonly name: string;
    readonly dropped: Index | null;
  };
  /**
   * The options of an index or of a key's backing index, before and after; an option that both have
   * is left alone.
   */
  readonly alterIndex: {
    readonly table: TableRef;
    readonly name: string;
    readonly from: Options;
    readonly to: Options;
  };
  readonly renameIndex: { readonly table: TableRef; readonly name: string; readonly to: string };
  readonly createObject: { readonly kind: SqlObjectKind; readonly object: SqlObject };
  /**
   * Replaces the object of this name without affecting its dependents (CREATE OR REPLACE); its
   * comment stays.
   */
  readonly replaceObject: {
    readonly kind: SqlObjectKind;
    readonly object: SqlObject;
    readonly replaced: SqlObject | null;
  };
  readonly dropObject: {
    readonly kind: SqlObjectKind;
    readonly object: TableRef;
    readonly dropped: SqlObject | null;
  };
  readonly renameObject: {
    readonly kind: SqlObjectKind;
    readonly object: TableRef;
    readonly to: string;
  };
  /** The comment of something that no other operation sets the comment of. Null removes it. */
  readonly setComment: {
    readonly on: CommentedKind;
    /** The table for table, constraint and index; `{ schema: null, name }` for a schema; the object itself for the others. */
    readonly owner: TableRef;
    /** The constraint's or index's name; null for the others. */
    readonly name: string | null;
    readonly from: string | null;
    readonly to: string | null;
  };
  /** `because` is written as a comment into the script. */
  readonly execute: { readonly sql: Sql; readonly because?: string };
  readonly bulkInsert: {
    readonly table: TableRef;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  };
  /**
   * Operations on one table that SQLite applies in one rebuild; the other dialects run them one by
   * one.
   */
  readonly batch: {
    readonly table: TableRef;
    readonly operations: readonly Operation[];
    readonly options: BatchOptions;
  };
}

export type OperationVerb = keyof OperationOf;

export type Operation<V extends OperationVerb = OperationVerb> = {
  readonly [P in V]: { readonly do: P } & OperationOf[P];
}[V];

const alterNothing: ReadonlySet<OperationVerb> = new Set([
  "createTable",
  "dropTable",
  "renameTable",
  "bulkInsert",
]);

/**
 * The table whose definition an operation changes; null where it creates, drops or renames the
 * table, only inserts rows, or concerns no table.
 */
export const alteredTable = (operation: Operation): TableRef | null => {
  if (operation.do === "setComment") return operation.owner;
  return "table" in operation && !alterNothing.has(operation.do) ? operation.table : null;
};

/** The object that an operation is about, for messages: `table user`; null for SQL that somebody wrote. */
export const objectText = (operation: Operation): string | null => {
  if ("table" in operation) return `table ${tableText(operation.table)}`;
  if ("sequence" in operation) return `sequence ${tableText(operation.sequence)}`;
  return "object" in operation ? `${operation.kind} ${tableText(operation.object)}` : null;
};
