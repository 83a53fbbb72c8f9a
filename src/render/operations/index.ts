/** Operations as TypeScript: a row per verb, each the call that `Operations` reads back into the same value. */
import { element, excludeElement } from "../../codec/element.js";
import {
  nameText,
  SchemaDiffError,
  type BatchOptions,
  type Constraint,
  type ConstraintKind,
  type Index,
  type Name,
  type Operation,
  type OperationVerb,
  type Sequence,
  type TableRef,
} from "../../model/index.js";
import { valueText } from "../value.js";
import {
  changeLiteral,
  columnLiteral,
  columnTraitsLiteral,
  numbersLiteral,
  optionsLiteral,
  someOptions,
} from "./column.js";
import {
  constraintLiteral,
  constraintOptions,
  constraintTypes,
  keyLiterals,
} from "./constraint.js";
import type {
  BatchOptionsLiteral,
  IndexOptionsLiteral,
  SequenceLiteral,
} from "../../codec/literal.js";
import { batchOn, op, schemaSetting, type Receiver } from "./receiver.js";

type Printers = { readonly [V in OperationVerb]: (operation: Operation<V>) => string };

/** The name that an operation must say; `null` is no name that could be dropped again. */
const said = (name: Name, what: string, table: TableRef): string => {
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

const indexSettings = (index: Index): IndexOptionsLiteral => ({
  ...(index.unique && { unique: true }),
  ...(index.nulls === "notDistinct" && { nulls: index.nulls }),
  ...(index.method !== null && { method: index.method }),
  ...(index.include.length > 0 && { include: index.include }),
  ...(index.where !== null && { where: index.where }),
  ...commentSetting(index.comment),
  ...someOptions(index.options),
  ...(index.definition !== undefined && { definition: index.definition }),
});

const sequenceLiteral = (s: Sequence): SequenceLiteral => ({
  type: s.type,
  ...numbersLiteral(s),
  ...(s.ownedBy !== null && {
    ownedBy: {
      table: s.ownedBy.table.name,
      ...schemaSetting(s.ownedBy.table.schema),
      column: s.ownedBy.column,
    },
  }),
  ...commentSetting(s.comment),
});

const batchSettings = (
  table: TableRef,
  o: BatchOptions,
): BatchOptionsLiteral & { readonly schema?: string } => ({
  ...(o.recreate !== "auto" && { recreate: o.recreate }),
  ...(o.unnamedChecks !== "carry" && { unnamedChecks: o.unnamedChecks }),
  ...(o.tableArgs.length > 0 && { tableArgs: o.tableArgs.map((c) => constraintLiteral(c)) }),
  ...(o.lossy && { lossy: true }),
  ...schemaSetting(table.schema),
});

type ConstraintPrinters = {
  readonly [K in ConstraintKind]: (table: TableRef, c: Constraint<K>) => string;
};

/** Each kind of constraint has a method of its own, with Alembic's leading arguments. */
const constraintPrinters = (on: Receiver): ConstraintPrinters => ({
  primaryKey: (table, c) =>
    on.onTable(
      "createPrimaryKey",
      table,
      [said(c.name, "the primary key", table)],
      [keyLiterals(c)],
      { ...constraintOptions.primaryKey(c), ...commentSetting(c.comment) },
    ),
  unique: (table, c) =>
    on.onTable(
      "createUniqueConstraint",
      table,
      [said(c.name, "a unique constraint", table)],
      [keyLiterals(c)],
      { ...constraintOptions.unique(c), ...commentSetting(c.comment) },
    ),
  foreignKey: (table, c) => {
    const schemas = { ...(c.target.schema !== null && { referentSchema: c.target.schema }) };
    const settings = {
      ...constraintOptions.foreignKey(c),
      ...schemas,
      ...commentSetting(c.comment),
    };
    return on.onTable(
      "createForeignKey",
      table,
      [said(c.name, "a foreign key", table)],
      [c.target.name, c.columns, c.targetColumns],
      settings,
      "sourceSchema",
    );
  },
  check: (table, c) =>
    on.onTable("createCheckConstraint", table, [said(c.name, "a check", table)], [c.expression], {
      ...constraintOptions.check(c),
      ...commentSetting(c.comment),
    }),
  exclude: (table, c) =>
    on.onTable(
      "createExcludeConstraint",
      table,
      [said(c.name, "an exclusion", table)],
      [c.elements.map(excludeElement.encode)],
      { ...constraintOptions.exclude(c), ...commentSetting(c.comment) },
    ),
});

const constraintText = <K extends ConstraintKind>(
  on: Receiver,
  table: TableRef,
  c: Constraint<K>,
): string => constraintPrinters(on)[c.kind](table, c);

/** What finds a constraint that its name alone does not: one without a name in the database, or one that hangs on its column. */
const existing = (dropped: Constraint | null): object =>
  dropped !== null &&
  (dropped.name.from === "nowhere" || (dropped.kind === "check" && dropped.ofColumn !== null))
    ? { existing: constraintLiteral(dropped) }
    : {};

const printers = (on: Receiver): Printers => ({
  createSchema: (o) =>
    on.call("createSchema", [o.namespace.name], commentSetting(o.namespace.comment)),
  dropSchema: (o) => on.call("dropSchema", [o.name]),
  createEnum: (o) =>
    on.call("createEnum", [o.enum.name, o.enum.values], {
      ...commentSetting(o.enum.comment),
      ...schemaSetting(o.enum.schema),
    }),
  dropEnum: (o) => on.call("dropEnum", [o.enum.name], schemaSetting(o.enum.schema)),
  alterEnum: (o) =>
    on.call("alterEnum", [o.from.name], {
      from: o.from.values,
      to: o.to.values,
      ...(o.columns.length > 0 && {
        columns: o.columns.map(({ table, column }) => ({
          table: table.name,
          ...schemaSetting(table.schema),
          column: column.name,
          ...columnTraitsLiteral(column),
        })),
      }),
      ...commentSetting(o.to.comment),
      ...schemaSetting(o.to.schema),
    }),
  createSequence: (o) =>
    on.call("createSequence", [o.sequence.name], {
      ...sequenceLiteral(o.sequence),
      ...schemaSetting(o.sequence.schema),
    }),
  dropSequence: (o) => on.call("dropSequence", [o.sequence.name], schemaSetting(o.sequence.schema)),
  alterSequence: (o) =>
    on.call("alterSequence", [o.from.name], {
      from: sequenceLiteral(o.from),
      to: sequenceLiteral(o.to),
      ...schemaSetting(o.to.schema),
    }),
  createTable: (o) =>
    on.onTable(
      "createTable",
      o.table,
      [],
      [
        [
          ...o.table.columns.map(columnLiteral),
          ...o.table.constraints.map((c) => constraintLiteral(c)),
        ],
      ],
      {
        ...commentSetting(o.table.comment),
        ...someOptions(o.table.options),
        ...(o.table.definition !== null && { definition: o.table.definition }),
      },
    ),
  dropTable: (o) => on.onTable("dropTable", o.table, [], []),
  renameTable: (o) => on.onTable("renameTable", o.table, [], [o.to]),
  alterTable: (o) =>
    on.onTable("alterTable", o.table, [], [], {
      from: optionsLiteral(o.from),
      to: optionsLiteral(o.to),
    }),
  addColumn: (o) => on.onTable("addColumn", o.table, [], [columnLiteral(o.column)]),
  dropColumn: (o) => on.onTable("dropColumn", o.table, [], [o.name]),
  alterColumn: (o) =>
    on.onTable("alterColumn", o.table, [], [o.name], changeLiteral(o.change, o.existing)),
  createConstraint: (o) => constraintText(on, o.table, o.constraint),
  dropConstraint: (o) =>
    on.onTable("dropConstraint", o.table, [o.name], [], {
      type: constraintTypes[o.kind],
      ...existing(o.dropped),
    }),
  renameConstraint: (o) =>
    on.onTable("renameConstraint", o.table, [o.name], [o.to], { type: constraintTypes[o.kind] }),
  createIndex: (o) =>
    on.onTable(
      "createIndex",
      o.table,
      [said(o.index.name, "an index", o.table)],
      [o.index.elements.map(element.encode)],
      indexSettings(o.index),
    ),
  dropIndex: (o) => on.onTable("dropIndex", o.table, [o.name], []),
  renameIndex: (o) => on.onTable("renameIndex", o.table, [o.name], [o.to]),
  setComment: (o) => {
    if (o.on !== "table") return on.onTable("setComment", o.owner, [o.on], [o.name, o.to]);
    return o.to === null
      ? on.onTable("dropTableComment", o.owner, [], [])
      : on.onTable("createTableComment", o.owner, [], [o.to]);
  },
  execute: (o) => on.call("execute", [o.sql]),
  bulkInsert: (o) => on.onTable("bulkInsert", o.table, [], [o.rows]),
  batch: (o) => batchText(o),
});

const printOn = <V extends OperationVerb>(on: Receiver, operation: Operation<V>): string =>
  printers(on)[operation.do](operation);

const batchText = ({ table, operations, options }: Operation<"batch">): string => {
  const inside = batchOn(table);
  const body = operations.map((operation) => printOn(inside, operation)).join("\n");
  const parameter = operations.length === 0 ? "_batch" : "batch";
  return `await op.batchAlterTable(${valueText(table.name)}, ${valueText(batchSettings(table, options))}, async (${parameter}) => {\n${body}\n});`;
};

/** One operation as a statement of a migration script. */
export const operationText = (operation: Operation): string => printOn(op, operation);
