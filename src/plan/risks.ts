/** What an operation risks: whether the rows may make it fail, and whether it loses what they hold. A row per operation. */
import { hazardsOf } from "../compare/index.js";
import type { Aspect, Column, Hazard, Operation, OperationVerb } from "../model/index.js";
import type { PlanContext } from "./context.js";
import { hazardsOfConstraint, hazardsOfIndex, onRowsOf } from "./hazardsOnRows.js";

export interface Risks {
  /** The rows that are there may break what it says: a key, a CHECK, a narrower type. */
  readonly mayFailOnRows: boolean;
  /** Values that were there are not there afterwards, and no way back brings them. */
  readonly losesData: boolean;
}

export const noRisks: Risks = { mayFailOnRows: false, losesData: false };
const mayFail: Risks = { mayFailOnRows: true, losesData: false };
const loses: Risks = { mayFailOnRows: false, losesData: true };

const risksIn = (hazards: readonly Hazard[]): Risks => ({
  mayFailOnRows: hazards.some(({ code }) => code === "may-fail-on-rows"),
  losesData: hazards.some(({ code }) => code === "loses-data"),
});

export const joinedRisks = (all: readonly Risks[]): Risks => ({
  mayFailOnRows: all.some(({ mayFailOnRows }) => mayFailOnRows),
  losesData: all.some(({ losesData }) => losesData),
});

const aspectsOf = (existing: Column, after: Column): readonly Aspect[] =>
  existing.nullable === after.nullable
    ? []
    : [{ path: "nullable", from: existing.nullable, to: after.nullable }];

const ofAlteredColumn = (
  { table, name, change, existing }: Operation<"alterColumn">,
  { dialect, fromTable }: PlanContext,
): Risks => {
  if (fromTable(table) === undefined) return noRisks;
  if (existing === null) return { mayFailOnRows: true, losesData: true };
  const after: Column = { ...existing, ...change, name: change.name ?? name };
  const values =
    change.type !== undefined || change.collation !== undefined || change.options !== undefined;
  const kept = !values || (dialect.types.keepsValues?.(existing, after) ?? false);
  // another collation finds values equal that were not, and a counter numbers the rows that hold no number
  const compared = change.collation !== undefined || (change.identity ?? null) !== null;
  const hazards = hazardsOf({
    verb: "alter",
    kind: "column",
    from: existing,
    to: after,
    aspects: aspectsOf(existing, after),
  });
  return { mayFailOnRows: !kept || compared || risksIn(hazards).mayFailOnRows, losesData: !kept };
};

type Row<V extends OperationVerb> = (operation: Operation<V>, context: PlanContext) => Risks;

const none: Row<OperationVerb> = () => noRisks;

const rows: { readonly [V in OperationVerb]: Row<V> } = {
  createSchema: none,
  dropSchema: () => loses,
  createEnum: none,
  dropEnum: none,
  alterEnum: ({ from, to }) =>
    from.values.every((value) => to.values.includes(value)) ? noRisks : mayFail,
  createSequence: none,
  // where it has counted to is a value too
  dropSequence: () => loses,
  alterSequence: none,
  createObject: none,
  replaceObject: none,
  dropObject: none,
  renameObject: none,
  createTable: none,
  dropTable: () => loses,
  renameTable: none,
  // a partition may be missing for a row, a row may be too long for the format
  alterTable: ({ table }, { fromTable }) => (fromTable(table) === undefined ? noRisks : mayFail),
  addColumn: ({ table, column }, context) =>
    risksIn(
      onRowsOf(table, context, () =>
        column.generated === null
          ? hazardsOf({ verb: "add", kind: "column", from: null, to: column, aspects: [] })
          : [{ code: "may-fail-on-rows", message: "fails where the expression does" }],
      ),
    ),
  dropColumn: ({ dropped }) => ((dropped?.generated ?? null) === null ? loses : noRisks),
  alterColumn: ofAlteredColumn,
  createConstraint: (operation, context) => risksIn(hazardsOfConstraint(operation, context)),
  dropConstraint: none,
  renameConstraint: none,
  createIndex: (operation, context) => risksIn(hazardsOfIndex(operation, context)),
  dropIndex: none,
  alterIndex: none,
  renameIndex: none,
  setComment: none,
  execute: none,
  bulkInsert: () => mayFail,
  batch: ({ operations }, context) =>
    joinedRisks(operations.map((operation) => risksOf(operation, context))),
};

const rowOf = <V extends OperationVerb>(operation: Operation<V>, context: PlanContext): Risks =>
  rows[operation.do](operation, context);

export const risksOf = (operation: Operation, context: PlanContext): Risks =>
  rowOf<OperationVerb>(operation, context);
