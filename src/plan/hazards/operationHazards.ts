/** The hazards of an operation itself for existing rows. A row per operation. */
import {
  collationsAfter,
  hazardsOf,
  hazardsOfColumn,
  hazardsOfOptions,
  sequenceHazards,
} from "../../compare/index.js";
import type { Aspect, Column, Hazard, Operation, OperationVerb } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { hazardsOfConstraint, hazardsOfIndex, onRowsOf } from "./hazardsOnRows.js";

type Row<V extends OperationVerb> = (
  operation: Operation<V>,
  context: PlanContext,
) => readonly Hazard[];

const none: Row<OperationVerb> = () => [];

/** The aspects of a change of a column that may affect rows. */
const aspectsOf = (from: Column, to: Column): readonly Aspect[] => [
  ...(from.type === to.type ? [] : [{ path: "type", from: from.type, to: to.type }]),
  ...(from.nullable === to.nullable
    ? []
    : [{ path: "nullable", from: from.nullable, to: to.nullable }]),
  ...(from.generated === null && to.generated !== null
    ? [{ path: "generated", from: from.generated, to: to.generated }]
    : []),
  ...(from.collation === to.collation
    ? []
    : [{ path: "collation", from: from.collation, to: to.collation }]),
  ...(from.options["charset"] === to.options["charset"]
    ? []
    : [{ path: "options.charset", from: from.options["charset"], to: to.options["charset"] }]),
];

const rows: { readonly [V in OperationVerb]: Row<V> } = {
  createSchema: none,
  dropSchema: none,
  createEnum: none,
  dropEnum: none,
  alterEnum: ({ from, to }) =>
    hazardsOf({
      verb: "alter",
      kind: "enum",
      from,
      to,
      aspects: [{ path: "values", from: from.values, to: to.values }],
    }),
  createSequence: none,
  dropSequence: ({ sequence }, { from, to, dialect }) =>
    sequenceHazards(sequence, from, to, dialect),
  alterSequence: none,
  createObject: none,
  replaceObject: none,
  dropObject: none,
  renameObject: none,
  createTable: none,
  dropTable: ({ dropped }) =>
    hazardsOf({ verb: "drop", kind: "table", from: dropped, to: null, aspects: [] }),
  renameTable: none,
  alterTable: ({ table, from, to }, context) =>
    onRowsOf(table, context, () => hazardsOfOptions(from, to, context.dialect)),
  addColumn: ({ table, column }, context) =>
    onRowsOf(table, context, () =>
      hazardsOfColumn(
        { verb: "add", kind: "column", from: null, to: column, aspects: [] },
        context.dialect,
        context.version,
      ),
    ),
  dropColumn: ({ dropped }) =>
    (dropped?.generated ?? null) === null
      ? hazardsOf({ verb: "drop", kind: "column", from: dropped, to: null, aspects: [] })
      : [],
  alterColumn: ({ table, name, change, existing }, context) => {
    if (existing === null) return [];
    const to: Column = { ...existing, ...change, name: change.name ?? name };
    return onRowsOf(table, context, () =>
      hazardsOfColumn(
        { verb: "alter", kind: "column", from: existing, to, aspects: aspectsOf(existing, to) },
        context.dialect,
        context.version,
        {
          table: context.fromTable(table),
          collations: collationsAfter(context.from, context.to),
        },
      ),
    );
  },
  createConstraint: hazardsOfConstraint,
  dropConstraint: none,
  alterConstraint: none,
  renameConstraint: none,
  createIndex: hazardsOfIndex,
  dropIndex: none,
  alterIndex: none,
  renameIndex: none,
  setComment: none,
  execute: none,
  bulkInsert: none,
  batch: ({ operations }, context) => operations.flatMap((one) => hazardsOfOperation(one, context)),
};

const rowOf = <V extends OperationVerb>(
  operation: Operation<V>,
  context: PlanContext,
): readonly Hazard[] => rows[operation.do](operation, context);

export const hazardsOfOperation = (operation: Operation, context: PlanContext): readonly Hazard[] =>
  rowOf<OperationVerb>(operation, context);
