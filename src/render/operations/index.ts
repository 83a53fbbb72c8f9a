/** Prints operations as TypeScript: a row per verb, each the call that `Operations` reads back into the same value. */
import { alteration, columnLiteral } from "../../codec/column.js";
import {
  constraintTraits,
  constraintType,
  excludeElements,
  keyColumns,
  writeConstraint,
} from "../../codec/constraintLiteral.js";
import { element } from "../../codec/element.js";
import { enumColumn } from "../../codec/enumType.js";
import type { ConstraintMethods, MethodOf } from "../../codec/methods.js";
import { options } from "../../codec/options.js";
import { objectMethods, writeObject } from "../../codec/sqlObjects.js";
import { sequenceTraits } from "../../codec/sequence.js";
import { tableTraits } from "../../codec/table.js";
import { indexTraits } from "../../codec/tableIndex.js";
import {
  nameText,
  SchemaDiffError,
  type BatchOptions,
  type Constraint,
  type ConstraintKind,
  type DependentsOption,
  type Name,
  type Operation,
  type OperationVerb,
  type TableRef,
} from "../../model/index.js";
import { oneLine } from "../terminalText.js";
import { valueText } from "../value.js";
import type { BatchOptionsLiteral, PlaceLiteral } from "../../codec/literal.js";
import { batchOn, op, schemaSetting, type Receiver } from "./receiver.js";

/** Each verb is printed as a call of one of its own methods. */
type Printers = {
  readonly [V in OperationVerb]: (operation: Operation<V>, on: Receiver<MethodOf<V>>) => string;
};

/** The name that an operation has to write; an error where there is none, since it could not be dropped by name later. */
const nameToWrite = (name: Name, what: string, table: TableRef): string => {
  const text = nameText(name);
  if (text === null)
    throw new SchemaDiffError(
      "naming",
      `${what} on ${table.name} has no name to be written out`,
      "name it, or set a naming convention",
    );
  return text;
};

const commentSetting = (comment: string | null): { readonly comment?: string } =>
  comment === null ? {} : { comment };

const undropSetting = ({ undrop }: { readonly undrop?: boolean }): { readonly undrop?: true } =>
  undrop === true ? { undrop } : {};

const batchSettings = (
  table: TableRef,
  o: BatchOptions,
): BatchOptionsLiteral & { readonly schema?: string } => ({
  ...(o.recreate !== "auto" && { recreate: o.recreate }),
  ...(o.unnamedChecks !== "carry" && { unnamedChecks: o.unnamedChecks }),
  ...(o.tableArgs.length > 0 && { tableArgs: o.tableArgs.map((c) => writeConstraint(c)) }),
  ...(o.lossy && { lossy: true }),
  ...(!o.followRenames && { followRenames: false }),
  ...schemaSetting(table.schema),
});

type ConstraintPrinters = {
  readonly [K in ConstraintKind]: (
    table: TableRef,
    c: Constraint<K>,
    on: Receiver<ConstraintMethods[K]>,
  ) => string;
};

/** Each kind of constraint has a method of its own, with Alembic's leading arguments. */
const constraintPrinters: ConstraintPrinters = {
  primaryKey: (table, c, on) =>
    on.onTable(
      "createPrimaryKey",
      table,
      [nameToWrite(c.name, "the primary key", table)],
      [keyColumns.encode(c)],
      { ...constraintTraits.primaryKey.writeFields(c), ...commentSetting(c.comment) },
    ),
  unique: (table, c, on) =>
    on.onTable(
      "createUniqueConstraint",
      table,
      [nameToWrite(c.name, "a unique constraint", table)],
      [keyColumns.encode(c)],
      { ...constraintTraits.unique.writeFields(c), ...commentSetting(c.comment) },
    ),
  foreignKey: (table, c, on) => {
    const schemas = { ...(c.target.schema !== null && { referentSchema: c.target.schema }) };
    const settings = {
      ...constraintTraits.foreignKey.writeFields(c),
      ...schemas,
      ...commentSetting(c.comment),
    };
    return on.onTable(
      "createForeignKey",
      table,
      [nameToWrite(c.name, "a foreign key", table)],
      [c.target.name, c.columns, c.targetColumns],
      settings,
      "sourceSchema",
    );
  },
  check: (table, c, on) =>
    on.onTable(
      "createCheckConstraint",
      table,
      [nameToWrite(c.name, "a check", table)],
      [c.expression],
      {
        ...constraintTraits.check.writeFields(c),
        ...commentSetting(c.comment),
      },
    ),
  exclude: (table, c, on) =>
    on.onTable(
      "createExcludeConstraint",
      table,
      [nameToWrite(c.name, "an exclusion", table)],
      [excludeElements.encode(c.elements)],
      { ...constraintTraits.exclude.writeFields(c), ...commentSetting(c.comment) },
    ),
};

const constraintText = <K extends ConstraintKind>(
  on: Receiver<ConstraintMethods[ConstraintKind]>,
  table: TableRef,
  c: Constraint<K>,
): string => constraintPrinters[c.kind](table, c, on);

const placeSetting = ({ place }: Operation<"addColumn">): PlaceLiteral => {
  if (place === undefined) return {};
  return place.side === "after" ? { insertAfter: place.column } : { insertBefore: place.column };
};

/** What identifies a constraint that its name alone does not: one without a name in the database, or one that belongs to its column. */
const existing = (dropped: Constraint | null): object =>
  dropped !== null &&
  (dropped.name.from === "nowhere" || (dropped.kind === "check" && dropped.ofColumn !== null))
    ? { existing: writeConstraint(dropped) }
    : {};

const policy = ({ onDependents }: DependentsOption): DependentsOption =>
  onDependents === undefined ? {} : { onDependents };

const objectText = <M extends string>(
  { kind, object }: Operation<"createObject" | "replaceObject">,
  on: Receiver<M>,
  method: M,
): string => {
  const { sql, options: settings } = writeObject(kind, object);
  return on.call(method, [object.name, sql], { ...settings, ...schemaSetting(object.schema) });
};
/** One line, whatever the text holds. */
const commentLine = (text: string | undefined): string =>
  text === undefined ? "" : `// ${oneLine(text)}\n`;

const printers: Printers = {
  createSchema: (o, on) =>
    on.call("createSchema", [o.namespace.name], {
      ...commentSetting(o.namespace.comment),
      ...undropSetting(o),
    }),
  dropSchema: (o, on) => on.call("dropSchema", [o.name], policy(o)),
  createEnum: (o, on) =>
    on.call("createEnum", [o.enum.name, o.enum.values], {
      ...commentSetting(o.enum.comment),
      ...schemaSetting(o.enum.schema),
    }),
  dropEnum: (o, on) => on.call("dropEnum", [o.enum.name], schemaSetting(o.enum.schema)),
  alterEnum: (o, on) =>
    on.call("alterEnum", [o.from.name], {
      from: o.from.values,
      to: o.to.values,
      ...(o.columns.length > 0 && { columns: o.columns.map(enumColumn(o.from).encode) }),
      ...(o.remade === true && { remade: true }),
      ...commentSetting(o.to.comment),
      ...schemaSetting(o.to.schema),
    }),
  createSequence: (o, on) =>
    on.call("createSequence", [o.sequence.name], {
      ...sequenceTraits.writeFields(o.sequence),
      ...schemaSetting(o.sequence.schema),
    }),
  dropSequence: (o, on) =>
    on.call("dropSequence", [o.sequence.name], schemaSetting(o.sequence.schema)),
  alterSequence: (o, on) =>
    on.call("alterSequence", [o.from.name], {
      from: sequenceTraits.writeFields(o.from),
      to: sequenceTraits.writeFields(o.to),
      ...schemaSetting(o.to.schema),
    }),
  createObject: (o, on) => objectText(o, on, objectMethods(o.kind).createObject),
  replaceObject: (o, on) => objectText(o, on, objectMethods(o.kind).replaceObject),
  dropObject: (o, on) =>
    on.call(objectMethods(o.kind).dropObject, [o.object.name], schemaSetting(o.object.schema)),
  renameObject: (o, on) =>
    on.call(
      objectMethods(o.kind).renameObject,
      [o.object.name, o.to],
      schemaSetting(o.object.schema),
    ),
  createTable: (o, on) =>
    on.onTable(
      "createTable",
      o.table,
      [],
      [
        [
          ...o.table.columns.map(columnLiteral.encode),
          ...o.table.constraints.map((c) => writeConstraint(c)),
        ],
      ],
      { ...tableTraits.writeFields(o.table), ...undropSetting(o) },
    ),
  dropTable: (o, on) => on.onTable("dropTable", o.table, [], [], policy(o)),
  renameTable: (o, on) => on.onTable("renameTable", o.table, [], [o.to]),
  alterTable: (o, on) =>
    on.onTable("alterTable", o.table, [], [], {
      from: options.encode(o.from),
      to: options.encode(o.to),
    }),
  addColumn: (o, on) =>
    on.onTable("addColumn", o.table, [], [columnLiteral.encode(o.column)], placeSetting(o)),
  dropColumn: (o, on) => on.onTable("dropColumn", o.table, [], [o.name], policy(o)),
  alterColumn: (o, on) => on.onTable("alterColumn", o.table, [], [o.name], alteration.encode(o)),
  createConstraint: (o, on) => constraintText(on, o.table, o.constraint),
  dropConstraint: (o, on) =>
    on.onTable("dropConstraint", o.table, [o.name], [], {
      type: constraintType.encode(o.kind),
      ...existing(o.dropped),
      ...policy(o),
    }),
  alterConstraint: (o, on) =>
    on.onTable("alterConstraint", o.table, [o.name], [], {
      type: constraintType.encode(o.kind),
      rely: o.change.rely,
    }),
  renameConstraint: (o, on) =>
    on.onTable("renameConstraint", o.table, [o.name === "" ? null : o.name], [o.to], {
      type: constraintType.encode(o.kind),
      ...(o.name === "" && existing(o.existing ?? null)),
    }),
  createIndex: (o, on) =>
    on.onTable(
      "createIndex",
      o.table,
      [nameToWrite(o.index.name, "an index", o.table)],
      [o.index.elements.map(element.encode)],
      indexTraits.writeFields(o.index),
    ),
  dropIndex: (o, on) => on.onTable("dropIndex", o.table, [o.name], []),
  alterIndex: (o, on) =>
    on.onTable("alterIndex", o.table, [o.name], [], {
      from: options.encode(o.from),
      to: options.encode(o.to),
    }),
  renameIndex: (o, on) => on.onTable("renameIndex", o.table, [o.name], [o.to]),
  setComment: (o, on) => {
    if (o.on !== "table") return on.onTable("setComment", o.owner, [o.on], [o.name, o.to]);
    return o.to === null
      ? on.onTable("dropTableComment", o.owner, [], [])
      : on.onTable("createTableComment", o.owner, [], [o.to]);
  },
  execute: (o, on) => commentLine(o.because) + on.call("execute", [o.sql]),
  bulkInsert: (o, on) => on.onTable("bulkInsert", o.table, [], [o.rows]),
  batch: (o) => batchText(o),
};

const printOn = <V extends OperationVerb>(on: Receiver, operation: Operation<V>): string =>
  printers[operation.do](operation, on);

/** Remarks on an operation, printed as comments above it. */
type Remarks = (operation: Operation) => readonly string[];

const withRemarks = (on: Receiver, operation: Operation, remarks: Remarks): string =>
  operation.do === "batch"
    ? batchText(operation, remarks)
    : `${remarks(operation).map(commentLine).join("")}${printOn(on, operation)}`;

const batchText = (
  { table, operations, options: settings }: Operation<"batch">,
  remarks: Remarks = () => [],
): string => {
  const inside = batchOn(table);
  const body = operations.map((operation) => withRemarks(inside, operation, remarks)).join("\n");
  const parameter = operations.length === 0 ? "_batch" : "batch";
  return `await op.batchAlterTable(${valueText(table.name)}, ${valueText(batchSettings(table, settings))}, async (${parameter}) => {\n${body}\n});`;
};

/** One operation as a statement of a migration script. */
export const operationText = (operation: Operation, remarks: Remarks = () => []): string =>
  withRemarks(op, operation, remarks);
