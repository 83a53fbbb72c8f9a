/** One row for each kind of object: whoever walks all kinds walks this table. */
import type { ObjectKind, ObjectOf } from "../change.js";
import type { ConstraintKind } from "../constraint.js";
import { check } from "./check.js";
import { column } from "./column.js";
import { enumType } from "./enum.js";
import { exclude } from "./exclude.js";
import { fieldsRead, objectRead, type Reading } from "./field.js";
import { foreignKey } from "./foreignKey.js";
import { index } from "./indexes.js";
import { primaryKey, unique } from "./key.js";
import type { ConstraintRow, KindRow } from "./row.js";
import { schema } from "./schema.js";
import { sequence } from "./sequence.js";
import { table } from "./table.js";
import type { Table } from "../table.js";

const constraintRows: { readonly [K in ConstraintKind]: ConstraintRow<K> } = {
  primaryKey,
  unique,
  foreignKey,
  check,
  exclude,
};

/** In the order in which a report tells them: outside tables first, then a table from the whole to its parts. */
export const objectKinds: { readonly [K in ObjectKind]: KindRow<K> } = {
  schema,
  enum: enumType,
  sequence,
  table,
  column,
  ...constraintRows,
  index,
};

/** The same object with every name, reference and piece of SQL in it as `reading` reads it. */
const readObject = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  reading: Reading,
): ObjectOf[K] => objectRead<ObjectOf[K]>(object, objectKinds[kind].fields, reading);

/** A table with all that it holds, read so. */
export const readTable = (whole: Table, reading: Reading): Table => ({
  ...readObject("table", whole, reading),
  columns: whole.columns.map((c) => readObject("column", c, reading)),
  constraints: whole.constraints.map((c) => readObject(c.kind, c, reading)),
  indexes: whole.indexes.map((i) => readObject("index", i, reading)),
});

/** What the object says, as `reading` reads it; equal values are one meaning. Remarks are left out. */
export const meaningOf = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  reading: Reading,
): Readonly<Record<string, unknown>> =>
  fieldsRead<ObjectOf[K]>(
    object,
    objectKinds[kind].fields,
    reading,
    ({ role }) => role === "meaning",
  );

/** Everything in which two objects of a kind may differ: their meaning and the remarks on them. */
export const comparedOf = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  reading: Reading,
): Readonly<Record<string, unknown>> =>
  fieldsRead<ObjectOf[K]>(
    object,
    objectKinds[kind].fields,
    reading,
    ({ role }) => role === "meaning" || role === "remark",
  );

/** A key that two constraints share which are the same thing with other settings; null where a kind knows no such thing. */
export const coreOf = <K extends ConstraintKind>(
  kind: K,
  constraint: ObjectOf[K],
  reading: Reading,
): string | null => {
  const row: ConstraintRow<K> = constraintRows[kind];
  const core: readonly unknown[] | null = row.core;
  return core === null
    ? null
    : `${kind} ${JSON.stringify(
        fieldsRead<ObjectOf[K]>(constraint, row.fields, reading, (_, key) => core.includes(key)),
      )}`;
};

/** Does this path into an object of the kind (`generated.expression`) lead to SQL? */
export const isSqlPath = (kind: ObjectKind, path: string): boolean => {
  const [field = "", within = "expression"] = path.split(".");
  return within === "expression" && isSqlField(kind, field);
};

/** Is the field SQL, or made of it? */
export const isSqlField = (kind: ObjectKind, field: string): boolean =>
  Object.entries<{ readonly sql: boolean }>(objectKinds[kind].fields).some(
    ([name, { sql }]) => name === field && sql,
  );

export { asWritten, type Fields, type Reading } from "./field.js";
