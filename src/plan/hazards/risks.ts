/** What an operation risks, for the order of operations: its hazards, and what is no hazard to tell but has its place all the same. */
import type { Column, Hazard, Operation, OperationVerb } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { hazardsOfOperation } from "./operationHazards.js";

export interface Risks {
  /** The rows that are there may break what it says: a key, a CHECK, a narrower type. */
  readonly mayFailOnRows: boolean;
  /** Values that were there are not there afterwards, and no way back brings them. */
  readonly losesData: boolean;
}

export const noRisks: Risks = { mayFailOnRows: false, losesData: false };
const mayFail: Risks = { mayFailOnRows: true, losesData: false };
const loses: Risks = { mayFailOnRows: false, losesData: true };
const both: Risks = { mayFailOnRows: true, losesData: true };

/** Of a pair of types of which the dialect says nothing. */
const unknown = { loses: null, fails: true };

const risksIn = (hazards: readonly Hazard[]): Risks => ({
  mayFailOnRows: hazards.some(({ code }) => code === "may-fail-on-rows"),
  losesData: hazards.some(({ code }) => code === "loses-data"),
});

export const joinedRisks = (all: readonly Risks[]): Risks => ({
  mayFailOnRows: all.some(({ mayFailOnRows }) => mayFailOnRows),
  losesData: all.some(({ losesData }) => losesData),
});

type Row<V extends OperationVerb> = (operation: Operation<V>, context: PlanContext) => Risks;

/** What the hazards do not say. */
const besides: { readonly [V in OperationVerb]?: Row<V> } = {
  dropSchema: () => loses,
  // where it has counted to is a value too
  dropSequence: () => loses,
  // a partition may be missing for a row, a row may be too long for the format
  alterTable: ({ table }, { fromTable }) => (fromTable(table) === undefined ? noRisks : mayFail),
  // what computes a new column's values may fail on a row
  addColumn: ({ table, column }, { fromTable }) =>
    column.generated === null || fromTable(table) === undefined ? noRisks : mayFail,
  alterColumn: ({ table, name, change, existing }, { dialect, version, fromTable }) => {
    if (fromTable(table) === undefined) return noRisks;
    // a script that says only what the column becomes
    if (existing === null) return both;
    const after: Column = { ...existing, ...change, name: change.name ?? name };
    const values =
      change.type !== undefined || change.collation !== undefined || change.options !== undefined;
    const { loses: lost, fails } = dialect.types.conversion?.(existing, after, version) ?? unknown;
    // what does not fit fails in one mode of a server, and is cut in another
    if (values && (lost !== null || fails)) return both;
    // another collation finds values equal that were not, and a counter numbers the rows that hold no number
    return change.collation !== undefined || (change.identity ?? null) !== null ? mayFail : noRisks;
  },
  bulkInsert: () => mayFail,
};

const besidesOf = <V extends OperationVerb>(operation: Operation<V>, context: PlanContext): Risks =>
  besides[operation.do]?.(operation, context) ?? noRisks;

export const risksOf = (operation: Operation, context: PlanContext): Risks =>
  operation.do === "batch"
    ? joinedRisks(operation.operations.map((one) => risksOf(one, context)))
    : joinedRisks([
        risksIn(hazardsOfOperation(operation, context)),
        besidesOf<OperationVerb>(operation, context),
      ]);
