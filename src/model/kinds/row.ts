/** The row of a kind of object: everything that is known about the kind and about no single object of it. */
import type { ObjectKind, ObjectOf } from "../change.js";
import type { Columns, Constraint, ConstraintKind, TableRef } from "../constraint.js";
import type { Schema } from "../schema.js";
import type { SqlObjectKind, SqlObjects } from "../sqlObject.js";
import { identity, remark, type Fields } from "./field.js";
import type { Hazards } from "./hazard.js";

export interface KindRow<K extends ObjectKind> {
  /** What people call it. */
  readonly label: string;
  /** What there is to see of an object in one line; empty where its name says all. */
  readonly summary: (object: ObjectOf[K]) => string;
  readonly fields: Fields<ObjectOf[K]>;
  readonly hazards: Hazards<ObjectOf[K]>;
}

/** The kinds that are found by schema and name, side by side in a schema. */
export type SchemaObjectKind = {
  readonly [K in ObjectKind]: ObjectOf[K] extends TableRef ? K : never;
}[ObjectKind];

export interface SchemaObjectRow<K extends SchemaObjectKind> extends KindRow<K> {
  readonly all: (schema: Schema) => readonly ObjectOf[K][];
  /** The schema with these objects of the kind instead of its own, and everything else. */
  readonly withAll: (schema: Schema, objects: readonly ObjectOf[K][]) => Schema;
}

export interface SqlObjectRow<K extends SqlObjectKind> extends SchemaObjectRow<K> {
  /** As SQL calls it: `CREATE VIEW`, `DROP VIEW`, `COMMENT ON VIEW`. */
  readonly words: string;
  /** Does it share its names with tables, sequences and the types of their rows? */
  readonly namedAsTables: boolean;
  /** Do columns, constraints and indexes name it, so that it comes before them and goes after them? */
  readonly namedByColumns: boolean;
}

/** Where a schema keeps its objects of one kind. */
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
  /** The words of the SQL standard. */
  readonly words: string;
  /** The key of naming conventions (SQLAlchemy's). */
  readonly convention: "pk" | "uq" | "fk" | "ck" | "xc";
  /** Does an index stand behind it, so that its name is an index's too? */
  readonly hasIndex: boolean;
  /** The table's own columns that it stands on, as far as they are listed. */
  readonly columns: (constraint: Constraint<K>) => Columns;
  /**
   * The fields that make two constraints the same thing with other settings, so that they pair where nobody chose the
   * live name; null where nothing less than the whole meaning does.
   */
  readonly core: readonly (keyof Constraint<K>)[] | null;
}

/** What a constraint of any kind carries beside its body. */
export const constraintFields = { kind: identity, name: identity, comment: remark };
