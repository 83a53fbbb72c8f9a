/** Addresses of what actions make, take away and depend on: objects, keys that foreign keys point to, and names. */
import type { ConstraintKind, ObjectKind, TableRef } from "../../model/index.js";

export type AddressKind =
  | Exclude<ObjectKind, ConstraintKind>
  /** The columns of a table as a whole: a table must never be without any. */
  | "columns"
  /** What a table says of all its columns: a new one has its collation. */
  | "options"
  /** An option that one index of a table has at most, or the table itself. */
  | "exclusiveOption"
  | "constraint"
  /** What is not modelled in full. */
  | "opaque"
  /** A list of columns that a key or an index covers. */
  | "key"
  /** That a column of a new table counts, which it does only behind the index that it needs (MySQL). */
  | "counter"
  /** A column that the action of a foreign key writes: no CHECK or stored column may read it meanwhile (MySQL). */
  | "writtenByKey"
  /** A column that a CHECK or a stored column reads: no action of a foreign key may write it meanwhile (MySQL). */
  | "readBySql"
  /** The rows of a table as values of the type that it is (PostgreSQL). */
  | "rowType"
  /** A table that foreign keys point to, where the server does not check them when they are declared (SQLite). */
  | "referenced"
  /** That the first half of an action was carried out which was cut in two. */
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
  /** Null for what stands outside tables. */
  readonly table: string | null;
  readonly name: string | null;
}

export const addressKey = ({ kind, schema, table, name }: Address): string =>
  JSON.stringify([kind, schema, table, name]);

/** For messages. */
export const addressText = ({ kind, schema, table, name }: Address): string =>
  `${kind} ${[schema, table, name].filter((part) => part !== null).join(".")}`;

/** Something that stands in a schema and outside tables. */
export const inSchema = (kind: AddressKind, { schema, name }: TableRef): Address => ({
  kind,
  schema,
  table: null,
  name,
});

/** Something that belongs to a table. */
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
