/** The type of the row of a kind of object: everything that is known about the kind as such. */
import type { ObjectKind, ObjectOf } from "../change.js";
import type { Columns, Constraint, ConstraintKind, TableRef } from "../constraint.js";
import type { Schema } from "../schema.js";
import type { SqlObjectKind, SqlObjects } from "../sqlObject.js";
import { identity, remark, type Fields } from "./field.js";
import type { Hazards } from "./hazard.js";

export interface KindRow<K extends ObjectKind> {
  /** The name of the kind in messages. */
  readonly label: string;
  /** An object in one line; empty where its name is all there is. */
  readonly summary: (object: ObjectOf[K]) => string;
  readonly fields: Fields<ObjectOf[K]>;
  readonly hazards: Hazards<ObjectOf[K]>;
}

/** The kinds whose objects are found by schema and name, directly in a schema. */
export type SchemaObjectKind = {
  readonly [K in ObjectKind]: ObjectOf[K] extends TableRef ? K : never;
}[ObjectKind];

export interface SchemaObjectRow<K extends SchemaObjectKind> extends KindRow<K> {
  readonly all: (schema: Schema) => readonly ObjectOf[K][];
  /** The schema with its objects of the kind replaced by these. */
  readonly withAll: (schema: Schema, objects: readonly ObjectOf[K][]) => Schema;
}

export interface SqlObjectRow<K extends SqlObjectKind> extends SchemaObjectRow<K> {
  /** The keyword in statements: `CREATE VIEW`, `DROP VIEW`, `COMMENT ON VIEW`. */
  readonly words: string;
  /** Does it share its names with tables, sequences and the types of their rows? */
  readonly namedAsTables: boolean;
  /**
   * Do columns, constraints and indexes refer to it, so that it is created before them and dropped
   * after them?
   */
  readonly namedByColumns: boolean;
}

/** How the objects of one kind are read from a schema and replaced in it. */
export const listOf = <K extends SqlObjectKind>(
  kind: K,
): {
  readonly all: (schema: Schema) => readonly SqlObjects[K][];
  readonly withAll: (schema: Schema, objects: readonly SqlObjects[K][]) => Schema;
} => ({
  all: ({ objects }) => objects?.[kind] ?? [],
  withAll: (schema, list) => {
    const { [kind]: _own, ...others } = schema.objects ?? {};
    const objects = list.length === 0 ? others : { ...others, [kind]: list };
    const { objects: _objects, ...rest } = schema;
    return Object.keys(objects).length === 0 ? rest : { ...rest, objects };
  },
});

export interface ConstraintRow<K extends ConstraintKind> extends KindRow<K> {
  /** The keywords of the SQL standard. */
  readonly words: string;
  /** The key of naming conventions (SQLAlchemy's). */
  readonly convention: "pk" | "uq" | "fk" | "ck" | "xc";
  /** Does it have a backing index, so that its name is an index's too? */
  readonly hasIndex: boolean;
  /** The table's own columns that it needs, as far as it lists them. */
  readonly columns: (constraint: Constraint<K>) => Columns;
  /**
   * The fields by which two constraints are the same apart from settings, so that they pair where
   * the server chose the live name; null where only the whole meaning identifies one.
   */
  readonly core: readonly (keyof Constraint<K>)[] | null;
}

/** The fields that a constraint of any kind has besides its body. */
export const constraintFields = { kind: identity, name: identity, comment: remark };
