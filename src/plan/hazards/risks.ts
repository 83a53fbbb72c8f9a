/** What an operation risks, which decides the order of operations: its hazards, and risks that are not reported as hazards. */
import type { Column, Hazard, Operation, OperationVerb } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { hazardsOfOperation } from "./operationHazards.js";

export interface Risks {
  /** Existing rows may violate what it adds: a key, a CHECK, a narrower type. */
  readonly mayFailOnRows: boolean;
  /** Existing values are lost, and no way back restores them. */
  readonly losesData: boolean;
}

export const noRisks: Risks = { mayFailOnRows: false, losesData: false };
const mayFail: Risks = { mayFailOnRows: true, losesData: false };
const loses: Risks = { mayFailOnRows: false, losesData: true };
const both: Risks = { mayFailOnRows: true, losesData: true };

/** For a pair of types about which the dialect knows nothing. */
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

/** Risks that are no hazards. */
const besides: { readonly [V in OperationVerb]?: Row<V> } = {
  dropSchema: () => loses,
  // the value that it has counted to is lost
  dropSequence: () => loses,
  // there may be no partition for a row, or a row may be too long for the format
  alterTable: ({ table }, { fromTable }) => (fromTable(table) === undefined ? noRisks : mayFail),
  // the expression of a new generated column may fail on a row
  addColumn: ({ table, column }, { fromTable }) =>
    column.generated === null || fromTable(table) === undefined ? noRisks : mayFail,
  alterColumn: ({ table, name, change, existing }, { dialect, version, fromTable }) => {
    if (fromTable(table) === undefined) return noRisks;
    // a script may only state what the column becomes
    if (existing === null) return both;
    const after: Column = { ...existing, ...change, name: change.name ?? name };
    const values =
      change.type !== undefined || change.collation !== undefined || change.options !== undefined;
    const { loses: lost, fails } = dialect.types.conversion?.(existing, after, version) ?? unknown;
    // a value that does not fit is an error in one mode of a server, and is truncated in another
    if (values && (lost !== null || fails)) return both;
    // another collation may treat values as equal that were not, and auto-increment numbers the rows that have no number
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
