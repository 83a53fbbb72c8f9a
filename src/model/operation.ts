/** The operations a migration is made of, as values: the plan makes them, dialects print them as SQL, render prints them as TypeScript, migrate runs them. */
import type { ObjectKind } from "./change.js";
import type { Column, Options, Sql } from "./column.js";
import type { Columns, Constraint, ConstraintKind, TableRef } from "./constraint.js";
import type { DependentsOption } from "./dependents.js";
import type { EnumType, Namespace, Sequence } from "./schema.js";
import type { SqlObject, SqlObjectKind } from "./sqlObject.js";
import { tableText, type Index, type Table } from "./table.js";

/** The aspects of a column that an alteration sets; what is absent stays as it is. `name` renames it. */
export type ColumnChange = Partial<Omit<Column, "name">> & {
  readonly name?: string;
  /** PostgreSQL's USING expression for a change of type. */
  readonly using?: Sql;
};

/** What of a constraint can be altered where it stands. */
export interface ConstraintChange {
  readonly rely: boolean;
}

/** Beside which column of the table a new one comes to stand. */
export interface ColumnPlace {
  readonly side: "before" | "after";
  readonly column: string;
}

/** `recreate`: when a table is rebuilt on SQLite: where nothing else will do, for every batch, or never (an error says what would need it). */
export interface BatchOptions {
  readonly recreate: "auto" | "always" | "never";
  /** What happens to CHECKs without a name in a rebuild: carried word for word, or left out as Alembic does. */
  readonly unnamedChecks: "carry" | "omit";
  /** Constraints added to the rebuilt table. */
  readonly tableArgs: readonly Constraint[];
  /** Lets a rebuild change or lose values that a new column type cannot hold. */
  readonly lossy: boolean;
  /** Does a CHECK with a name follow a column that is renamed under it, as it does on the servers that can? If not, the rename is refused. */
  readonly followRenames: boolean;
}

export const plainBatch: BatchOptions = {
  recreate: "auto",
  unnamedChecks: "carry",
  tableArgs: [],
  lossy: false,
  followRenames: true,
};

/** What carries a comment of its own; a column's is told with the column, and constraints of all kinds are one. */
export type CommentedKind = Exclude<ObjectKind, ConstraintKind | "column"> | "constraint";

/** `dropped` is what is known of the object that goes: a plan knows all of it, a hand-written script may know only its name. */
export interface OperationOf {
  readonly createSchema: { readonly namespace: Namespace; readonly undrop?: boolean };
  readonly dropSchema: DependentsOption & { readonly name: string };
  readonly createEnum: { readonly enum: EnumType };
  readonly dropEnum: { readonly enum: TableRef };
  /** New values are added in place where the server can; otherwise the type is made anew and `columns` are moved over. */
  readonly alterEnum: {
    readonly from: EnumType;
    readonly to: EnumType;
    readonly columns: readonly { readonly table: TableRef; readonly column: Column }[];
    /** It is made anew also where values could be added in place: the same migration uses one of them. */
    readonly remade?: boolean;
  };
  readonly createSequence: { readonly sequence: Sequence };
  readonly dropSequence: { readonly sequence: TableRef };
  readonly alterSequence: { readonly from: Sequence; readonly to: Sequence };
  /** `undrop`: the dropped one of its name is brought back instead, rows included (Snowflake). Columns, constraints, comments and options. Its indexes are operations of their own: `table.indexes` is not read. */
  readonly createTable: { readonly table: Table; readonly undrop?: boolean };
  readonly dropTable: DependentsOption & {
    readonly table: TableRef;
    readonly dropped: Table | null;
  };
  readonly renameTable: { readonly table: TableRef; readonly to: string };
  /** The table's options as they were and as they are to be; what stands in both stays. */
  readonly alterTable: { readonly table: TableRef; readonly from: Options; readonly to: Options };
  readonly addColumn: {
    readonly table: TableRef;
    readonly column: Column;
    /** Absent: behind all others. */
    readonly place?: ColumnPlace;
  };
  readonly dropColumn: DependentsOption & {
    readonly table: TableRef;
    readonly name: string;
    readonly dropped: Column | null;
  };
  /** `existing` is the column before: MySQL and MariaDB need all of it for MODIFY. */
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
    /** Empty where it is told by its columns. */
    readonly name: string;
    readonly dropped: Constraint | null;
    /** A script has no name for it: it is looked up on the live table. Null: the only one of its kind. */
    readonly columns?: Columns | null;
  };
  /** Changes in place what is said here, and leaves the rest. */
  readonly alterConstraint: {
    readonly table: TableRef;
    readonly kind: ConstraintKind;
    readonly name: string;
    readonly change: ConstraintChange;
  };
  readonly renameConstraint: {
    readonly table: TableRef;
    readonly kind: ConstraintKind;
    /** Empty where it has none in the database: `existing` says what it is then. */
    readonly name: string;
    /** Null: it has no name any more (SQLite). */
    readonly to: string | null;
    /** What is known of it, where its name alone may not find it. */
    readonly existing?: Constraint;
  };
  readonly createIndex: { readonly table: TableRef; readonly index: Index };
  readonly dropIndex: {
    readonly table: TableRef;
    readonly name: string;
    readonly dropped: Index | null;
  };
  /** The options of an index, or of that behind a key, as they were and as they are to be; what stands in both stays. */
  readonly alterIndex: {
    readonly table: TableRef;
    readonly name: string;
    readonly from: Options;
    readonly to: Options;
  };
  readonly renameIndex: { readonly table: TableRef; readonly name: string; readonly to: string };
  readonly createObject: { readonly kind: SqlObjectKind; readonly object: SqlObject };
  /** Puts it in the place of the one of its name, which what depends on that does not notice; its comment stays. */
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
  /** A comment on something that has no other operation to carry it. Null takes it away. */
  readonly setComment: {
    readonly on: CommentedKind;
    /** The table for table, constraint and index; `{ schema: null, name }` for a schema; the object itself for the others. */
    readonly owner: TableRef;
    /** The constraint's or index's name; null for the others. */
    readonly name: string | null;
    readonly from: string | null;
    readonly to: string | null;
  };
  /** `because` is said in a comment where it is written into a script. */
  readonly execute: { readonly sql: Sql; readonly because?: string };
  readonly bulkInsert: {
    readonly table: TableRef;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  };
  /** Operations on one table that SQLite applies in one rebuild; the others run them one by one. */
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

/** The table whose definition an operation changes; null for one that comes, goes, or gets only rows or another name. */
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
