/** Leaves alone what a declaration need not know in full: SQL objects that are not declared. */
import {
  schemaObjectRules,
  sqlObjectKinds,
  tableKey,
  withObjects,
  type Schema,
  type SqlObjectKind,
  type TableRef,
  type Unmodelled,
} from "../model/index.js";

/** The schema without the objects for which `isLeft` holds: they are listed only. */
const without = (
  schema: Schema,
  isLeft: (kind: SqlObjectKind, ref: TableRef) => boolean,
): Schema => {
  const left = sqlObjectKinds.flatMap((kind): readonly Unmodelled[] =>
    schemaObjectRules[kind]
      .all(schema)
      .filter((object) => isLeft(kind, object))
      .map(({ schema: place, name }) => ({
        kind,
        schema: place,
        name,
        table: null,
        definition: null,
      })),
  );
  if (left.length === 0) return schema;
  const kept = sqlObjectKinds.reduce(
    (so, kind) =>
      withObjects(so, kind, (objects) => objects.filter((object) => !isLeft(kind, object))),
    schema,
  );
  return { ...kept, notCompared: [...schema.notCompared, ...left] };
};

/** The live schema without SQL objects that the declaration does not have. */
export const withoutUndeclared = (live: Schema, declared: Schema): Schema => {
  const known = new Map(
    sqlObjectKinds.map((kind) => [
      kind,
      new Set(schemaObjectRules[kind].all(declared).map(tableKey)),
    ]),
  );
  return without(live, (kind, ref) => known.get(kind)?.has(tableKey(ref)) !== true);
};

/** The schema without objects that the other side knows only by name (an older snapshot). */
export const withoutUnread = (schema: Schema, other: Schema): Schema => {
  const unread = new Set(other.notCompared.map((o) => `${o.kind} ${tableKey(o)}`));
  return without(schema, (kind, ref) => unread.has(`${kind} ${tableKey(ref)}`));
};
