/** The table of all kinds of objects, one row each: code that handles every kind walks it. */
import type { Change, ChangeOf, ObjectKind, ObjectOf } from "../change.js";
import type { Sql } from "../column.js";
import type { ConstraintKind } from "../constraint.js";
import type { CommentedKind } from "../operation.js";
import { valueText } from "../same.js";
import { check } from "./check.js";
import { collation } from "./collation.js";
import { column } from "./column.js";
import { enumType } from "./enum.js";
import { exclude } from "./exclude.js";
import type { SqlText } from "../syntax.js";
import {
  asWritten,
  fieldsRead,
  mapKept,
  objectFilled,
  objectRead,
  textsIn,
  type IsUsual,
  type Reading,
} from "./field.js";
import { foreignKey } from "./foreignKey.js";
import { index } from "./indexes.js";
import { primaryKey, unique } from "./key.js";
import type {
  ConstraintRow,
  KindRow,
  SchemaObjectKind,
  SchemaObjectRow,
  SqlObjectRow,
} from "./row.js";
import { schema } from "./schema.js";
import { sequence } from "./sequence.js";
import { table } from "./table.js";
import { view } from "./view.js";
import type { Schema } from "../schema.js";
import type { SqlObjectKind } from "../sqlObject.js";
import type { Table } from "../table.js";

export const constraintRules: { readonly [K in ConstraintKind]: ConstraintRow<K> } = {
  primaryKey,
  unique,
  foreignKey,
  check,
  exclude,
};

export const constraintKinds = Object.keys(constraintRules) as readonly ConstraintKind[];

export const sqlObjectRules: { readonly [K in SqlObjectKind]: SqlObjectRow<K> } = {
  collation,
  view,
};

export const sqlObjectKinds = Object.keys(sqlObjectRules) as readonly SqlObjectKind[];

export const isSqlObjectKind = (kind: string): kind is SqlObjectKind =>
  Object.hasOwn(sqlObjectRules, kind);

/** Is it a change of an SQL object? */
export const isOfSqlObject = (change: Change): change is ChangeOf<SqlObjectKind> =>
  isSqlObjectKind(change.kind);

export const schemaObjectRules: { readonly [K in SchemaObjectKind]: SchemaObjectRow<K> } = {
  enum: enumType,
  sequence,
  table,
  ...sqlObjectRules,
};

export const schemaObjectKinds = Object.keys(schemaObjectRules) as readonly SchemaObjectKind[];

/** The kinds of objects outside tables that columns, constraints and indexes refer to by name. */
export const kindsNamedByColumns: readonly SchemaObjectKind[] = [
  "enum",
  "sequence",
  ...sqlObjectKinds.filter((kind) => sqlObjectRules[kind].namedByColumns),
];

/** The schema with the objects of one kind mapped. */
export const withObjects = <K extends SchemaObjectKind>(
  schema: Schema,
  kind: K,
  change: (objects: readonly ObjectOf[K][]) => readonly ObjectOf[K][],
): Schema => {
  const row: SchemaObjectRow<K> = schemaObjectRules[kind];
  return row.withAll(schema, change(row.all(schema)));
};

/** In the order of reports: objects outside tables first, then a table before its parts. */
export const objectKinds: { readonly [K in ObjectKind]: KindRow<K> } = {
  schema,
  ...schemaObjectRules,
  column,
  ...constraintRules,
  index,
};

/** The kinds that have a comment, except tables: scripts have other methods for theirs. */
export const commentedKinds: readonly Exclude<CommentedKind, "table">[] = [
  "constraint",
  ...Object.keys(objectKinds).filter(
    (kind): kind is Exclude<CommentedKind, "table" | "constraint"> =>
      kind !== "column" && kind !== "table" && !(kind in constraintRules),
  ),
];

/** The object with every name, reference and piece of SQL mapped by `reading`. */
const readObject = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  reading: Reading,
): ObjectOf[K] => objectRead<ObjectOf[K]>(object, objectKinds[kind].fields, reading);

/**
 * What an object refers to: the columns of its own table that it lists, and its pieces of SQL,
 * which may name anything.
 */
export interface Mentions {
  readonly columns: readonly string[];
  readonly expressions: readonly Sql[];
}

export const mentionsOf = <K extends ObjectKind>(kind: K, object: ObjectOf[K]): Mentions => {
  const [columns, expressions]: [string[], Sql[]] = [[], []];
  const noted = (list: string[]) => (text: string) => {
    list.push(text);
    return text;
  };
  meaningOf(kind, object, {
    ...asWritten,
    column: noted(columns),
    expression: noted(expressions),
    columnDefault: noted(expressions),
    generated: noted(expressions),
  });
  return { columns, expressions };
};

/** The SQL that defines an object. */
export const definingSql = <K extends SqlObjectKind>(
  kind: K,
  object: ObjectOf[K],
): readonly Sql[] => mentionsOf(kind, object).expressions;

/** A table and all that it holds, mapped by `reading`; the same table where nothing changes. */
export const readTable = (whole: Table, reading: Reading): Table => {
  const own = readObject("table", whole, reading);
  const columns = mapKept(whole.columns, (c) => readObject("column", c, reading));
  const constraints = mapKept(whole.constraints, (c) => readObject(c.kind, c, reading));
  const indexes = mapKept(whole.indexes, (i) => readObject("index", i, reading));
  return own === whole &&
    columns === whole.columns &&
    constraints === whole.constraints &&
    indexes === whole.indexes
    ? whole
    : { ...own, columns, constraints, indexes };
};

/** Every text of the object that enters SQL unquoted. */
export const textsOf = <K extends ObjectKind>(kind: K, object: ObjectOf[K]): readonly SqlText[] =>
  textsIn<ObjectOf[K]>(object, objectKinds[kind].fields);

/**
 * The fields that make up the object's meaning, mapped by `reading`; equal values are one meaning.
 * Remarks are left out.
 */
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

/** Every field in which two objects of a kind may differ: their meaning and their remarks. */
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

/**
 * A key that is equal for two constraints that are the same apart from settings; null for a kind in
 * which only the whole meaning identifies one.
 */
export const coreOf = <K extends ConstraintKind>(
  kind: K,
  constraint: ObjectOf[K],
  reading: Reading,
): string | null => {
  const row: ConstraintRow<K> = constraintRules[kind];
  const core: readonly unknown[] | null = row.core;
  return core === null
    ? null
    : `${kind} ${valueText(
        fieldsRead<ObjectOf[K]>(constraint, row.fields, reading, (_, key) => core.includes(key)),
      )}`;
};

/** The fields that the server may print differently from the declaration, mapped by `reading`. */
export const printedOf = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  reading: Reading,
): Readonly<Record<string, unknown>> =>
  fieldsRead<ObjectOf[K]>(object, objectKinds[kind].fields, reading, ({ printed }) => printed);

/**
 * The object with the texts of another that means the same, in every field that the server may
 * print differently.
 */
export const inWordsOf = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  other: ObjectOf[K],
): ObjectOf[K] => ({ ...object, ...printedOf(kind, other, asWritten) });

/** The object with the fields that are not compared taken from another one of the same meaning. */
export const withInferred = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  other: ObjectOf[K],
): ObjectOf[K] => ({
  ...object,
  ...fieldsRead<ObjectOf[K]>(
    other,
    objectKinds[kind].fields,
    asWritten,
    ({ role }) => role === "notCompared",
  ),
});

const isPrinted = (kind: ObjectKind): boolean =>
  Object.values<{ readonly printed: boolean }>(objectKinds[kind].fields).some(
    ({ printed }) => printed,
  );

/**
 * The kinds of constraints with any field that a server may print differently from the declaration.
 */
export const printedConstraintKinds: readonly ConstraintKind[] = constraintKinds.filter(isPrinted);

/** The declared object, with what it leaves unspecified taken from the live one. */
export const filledFrom = <K extends ObjectKind>(
  kind: K,
  live: ObjectOf[K],
  declared: ObjectOf[K],
  isUsual: IsUsual,
): ObjectOf[K] => objectFilled<ObjectOf[K]>(live, declared, objectKinds[kind].fields, isUsual);

/** The object in one line, for reports. */
export const summaryOf = <K extends ObjectKind>(kind: K, object: ObjectOf[K]): string =>
  objectKinds[kind].summary(object);

/** Does this path into an object of the kind (`generated.expression`) lead to SQL? */
export const isSqlPath = (kind: ObjectKind, path: string): boolean => {
  const [field = "", within = "expression"] = path.split(".");
  return within === "expression" && isSqlField(kind, field);
};

/** Is the field SQL, or does it contain SQL? */
export const isSqlField = (kind: ObjectKind, field: string): boolean =>
  Object.entries<{ readonly sql: boolean }>(objectKinds[kind].fields).some(
    ([name, { sql }]) => name === field && sql,
  );

export type { SchemaObjectKind, SchemaObjectRow } from "./row.js";
export { asWritten, type Fields, type Reading } from "./field.js";
