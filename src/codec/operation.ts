/** The codec of an operation as JSON: a row for each field of each verb. */
import {
  commentedKinds,
  onDependentsChoices,
  SchemaDiffError,
  type BatchOptions,
  type ConstraintChange,
  type Operation,
  type OperationOf,
  type OperationVerb,
} from "../model/index.js";
import {
  choice,
  constant,
  defined,
  flag,
  list,
  nullable,
  text,
  texts,
  type Codec,
} from "./codec.js";
import { column, columnChange } from "./column.js";
import { columnPlace } from "./columnPlace.js";
import { constraint, constraintKind } from "./constraint.js";
import * as decode from "../decode/decode.js";
import { enumType } from "./enumType.js";
import { namespace } from "./namespace.js";
import { createObject, dropObject, renameObject, replaceObject } from "./objectOperation.js";
import { options } from "./options.js";
import { maybe, needed, objectSchema, or, orNull, part, record, type Part } from "./record.js";
import { sequence } from "./sequence.js";
import { table as wholeTable } from "./table.js";
import { index } from "./tableIndex.js";
import { tableRef } from "./tableRef.js";

type Parts = { readonly [V in OperationVerb]: Part<Operation<V>, object> };

const table = needed(tableRef);
const onDependents = maybe(choice(...onDependentsChoices));
const name = needed(text);

type Row = OperationOf["bulkInsert"]["rows"][number];

const isJson = (value: unknown): boolean =>
  value === null ||
  ["string", "number", "boolean"].includes(typeof value) ||
  (Array.isArray(value)
    ? value.every(isJson)
    : typeof value === "object" &&
      Object.getPrototypeOf(value) === Object.prototype &&
      Object.values(value).every(isJson));

/**
 * Values of rows that JSON cannot hold (dates, bytes, big integers) are refused: they would be read
 * back as other values.
 */
const row: Codec<Row> = {
  encode: (values) => {
    const lost = Object.keys(values).find((key) => !isJson(values[key]));
    if (lost === undefined) return values;
    throw new SchemaDiffError(
      "unsupported",
      `bulkInsert: JSON has no word for the value of ${lost}`,
      "write it as text",
    );
  },
  decode: decode.dictionary(decode.anything),
  schema: { type: "object" },
  uses: [],
};

const movedColumn = record<OperationOf["alterEnum"]["columns"][number]>({
  table,
  column: needed(column),
});

const constraintChange = record<ConstraintChange>({ rely: needed(flag) });

const batchOptions = record<BatchOptions>({
  recreate: or<BatchOptions["recreate"], string>(choice("auto", "always", "never"), "auto"),
  unnamedChecks: or<BatchOptions["unnamedChecks"], string>(choice("carry", "omit"), "carry"),
  tableArgs: or(list(constraint), []),
  lossy: or(flag, false),
  followRenames: or(flag, true),
});

/** Operations inside an operation: the schema refers to itself by name. */
const operations: Codec<readonly Operation[]> = {
  encode: (values) => values.map(encode),
  decode: (value, at) => decode.list(operation.decode)(value, at),
  schema: { type: "array", items: { $ref: "#/$defs/operation" } },
  uses: [],
};

const parts: Parts = {
  createSchema: part<Operation<"createSchema">>({
    do: needed(constant("createSchema")),
    namespace: needed(namespace),
    undrop: maybe(flag),
  }),
  dropSchema: part<Operation<"dropSchema">>({
    do: needed(constant("dropSchema")),
    name,
    onDependents,
  }),
  createEnum: part<Operation<"createEnum">>({
    do: needed(constant("createEnum")),
    enum: needed(enumType),
  }),
  dropEnum: part<Operation<"dropEnum">>({ do: needed(constant("dropEnum")), enum: table }),
  alterEnum: part<Operation<"alterEnum">>({
    do: needed(constant("alterEnum")),
    from: needed(enumType),
    to: needed(enumType),
    columns: or(list(movedColumn), []),
    remade: maybe(flag),
  }),
  createSequence: part<Operation<"createSequence">>({
    do: needed(constant("createSequence")),
    sequence: needed(sequence),
  }),
  dropSequence: part<Operation<"dropSequence">>({
    do: needed(constant("dropSequence")),
    sequence: table,
  }),
  alterSequence: part<Operation<"alterSequence">>({
    do: needed(constant("alterSequence")),
    from: needed(sequence),
    to: needed(sequence),
  }),
  createObject,
  replaceObject,
  dropObject,
  renameObject,
  createTable: part<Operation<"createTable">>({
    do: needed(constant("createTable")),
    table: needed(wholeTable),
    undrop: maybe(flag),
  }),
  dropTable: part<Operation<"dropTable">>({
    do: needed(constant("dropTable")),
    table,
    dropped: orNull(wholeTable),
    onDependents,
  }),
  renameTable: part<Operation<"renameTable">>({
    do: needed(constant("renameTable")),
    table,
    to: needed(text),
  }),
  alterTable: part<Operation<"alterTable">>({
    do: needed(constant("alterTable")),
    table,
    from: or(options, {}),
    to: or(options, {}),
  }),
  addColumn: part<Operation<"addColumn">>({
    do: needed(constant("addColumn")),
    table,
    column: needed(column),
    place: maybe(columnPlace),
  }),
  dropColumn: part<Operation<"dropColumn">>({
    do: needed(constant("dropColumn")),
    table,
    name,
    dropped: orNull(column),
    onDependents,
  }),
  alterColumn: part<Operation<"alterColumn">>({
    do: needed(constant("alterColumn")),
    table,
    name,
    change: needed(columnChange),
    existing: orNull(column),
  }),
  createConstraint: part<Operation<"createConstraint">>({
    do: needed(constant("createConstraint")),
    table,
    constraint: needed(constraint),
  }),
  dropConstraint: part<Operation<"dropConstraint">>({
    do: needed(constant("dropConstraint")),
    table,
    kind: needed(constraintKind),
    name,
    dropped: orNull(constraint),
    columns: maybe(nullable(texts)),
    onDependents,
  }),
  alterConstraint: part<Operation<"alterConstraint">>({
    do: needed(constant("alterConstraint")),
    table,
    kind: needed(constraintKind),
    name,
    change: needed(constraintChange),
  }),
  renameConstraint: part<Operation<"renameConstraint">>({
    do: needed(constant("renameConstraint")),
    table,
    kind: needed(constraintKind),
    name,
    to: needed(nullable(text)),
    existing: maybe(constraint),
  }),
  createIndex: part<Operation<"createIndex">>({
    do: needed(constant("createIndex")),
    table,
    index: needed(index),
  }),
  dropIndex: part<Operation<"dropIndex">>({
    do: needed(constant("dropIndex")),
    table,
    name,
    dropped: orNull(index),
  }),
  alterIndex: part<Operation<"alterIndex">>({
    do: needed(constant("alterIndex")),
    table,
    name,
    from: or(options, {}),
    to: or(options, {}),
  }),
  renameIndex: part<Operation<"renameIndex">>({
    do: needed(constant("renameIndex")),
    table,
    name,
    to: needed(text),
  }),
  setComment: part<Operation<"setComment">>({
    do: needed(constant("setComment")),
    on: needed(choice("table", ...commentedKinds)),
    owner: table,
    name: orNull(text),
    from: orNull(text),
    to: orNull(text),
  }),
  execute: part<Operation<"execute">>({
    do: needed(constant("execute")),
    sql: needed(text),
    because: maybe(text),
  }),
  bulkInsert: part<Operation<"bulkInsert">>({
    do: needed(constant("bulkInsert")),
    table,
    rows: needed(list(row)),
  }),
  batch: part<Operation<"batch">>({
    do: needed(constant("batch")),
    table,
    operations: needed(operations),
    options: needed(batchOptions),
  }),
};

const isVerb = (key: string): key is OperationVerb => Object.hasOwn(parts, key);
const verbs = Object.keys(parts).filter(isVerb);

const encode = <V extends OperationVerb>(value: Operation<V>): object =>
  parts[value.do].writeFields(value);

export const operation: Codec<Operation> = defined("operation", {
  encode,
  decode: decode.object((fields): Operation =>
    parts[fields.need("do", choice(...verbs).decode)].readFields(fields),
  ),
  schema: { oneOf: verbs.map((verb) => ({ $ref: `#/$defs/${verb}` })) },
  uses: verbs.flatMap((verb) => [
    ...parts[verb].uses,
    { name: verb, schema: objectSchema(parts[verb]) },
  ]),
});
