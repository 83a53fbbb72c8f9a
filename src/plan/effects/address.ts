/** Addresses of what actions create, drop and depend on: objects, keys that foreign keys reference, and names. */
import type { ConstraintKind, ObjectKind, TableRef } from "../../model/index.js";

export type AddressKind =
  | Exclude<ObjectKind, ConstraintKind>
  /** The columns of a table as a whole: a table must never be without one. */
  | "columns"
  /** What a table sets for all of its columns: a new column gets its collation. */
  | "options"
  /** An option that only one index of a table, or the table itself, can have. */
  | "exclusiveOption"
  | "constraint"
  /** An opaque object. */
  | "opaque"
  /** A list of columns that a key or an index covers. */
  | "key"
  /** That a column of a new table is auto-increment, which it becomes only after the index that it needs (MySQL). */
  | "counter"
  /** A column that the action of a foreign key writes: no CHECK or stored column may read it meanwhile (MySQL). */
  | "writtenByKey"
  /** A column that a CHECK or a stored column reads: no action of a foreign key may write it meanwhile (MySQL). */
  | "readBySql"
  /** The rows of a table as values of its row type (PostgreSQL). */
  | "rowType"
  /** A table that foreign keys point to, where the server does not check them when they are declared (SQLite). */
  | "referenced"
  /** That the first half of an action cut in two has run. */
  | "half"
  /** A name in a schema that tables, sequences, and (on PostgreSQL and SQLite) indexes share. */
  | "relationName"
  /** A name in a schema that PostgreSQL's types share; each table has a type of its name. */
  | "typeName"
  /** A name of a constraint, in its table or in its schema. */
  | "constraintName"
  /** A name of an index, where each table has its own. */
  | "indexName";

export interface Address {
  readonly kind: AddressKind;
  readonly schema: string | null;
  /** Null for objects outside tables. */
  readonly table: string | null;
  readonly name: string | null;
}

export const addressKey = ({ kind, schema, table, name }: Address): string =>
  JSON.stringify([kind, schema, table, name]);

/** For messages. */
export const addressText = ({ kind, schema, table, name }: Address): string =>
  `${kind} ${[schema, table, name].filter((part) => part !== null).join(".")}`;

/** The address of an object of a schema, outside tables. */
export const inSchema = (kind: AddressKind, { schema, name }: TableRef): Address => ({
  kind,
  schema,
  table: null,
  name,
});

/** The address of a part of a table. */
export const inTable = (
  kind: AddressKind,
  { schema, name: table }: TableRef,
  name: string | null,
): Address => ({ kind, schema, table, name });

export const without = (
  all: readonly Address[],
  others: readonly Address[],
): readonly Address[] => {
  const keys = new Set(others.map((a) => JSON.stringify(a)));
  return all.filter((a) => !keys.has(JSON.stringify(a)));
};
