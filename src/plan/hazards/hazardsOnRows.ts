/** The hazards for existing rows of an operation that adds to a table; a table that the plan creates has none. */
import { hazardsOf, hazardsOfNewConstraint } from "../../compare/index.js";
import type { Hazard, Operation, TableRef } from "../../model/index.js";
import type { PlanContext } from "../context.js";

export const onRowsOf = (
  table: TableRef,
  { fromTable }: PlanContext,
  hazards: () => readonly Hazard[],
): readonly Hazard[] => (fromTable(table) === undefined ? [] : hazards());

export const hazardsOfConstraint = (
  { table, constraint }: Operation<"createConstraint">,
  context: PlanContext,
): readonly Hazard[] =>
  onRowsOf(table, context, () =>
    hazardsOfNewConstraint(constraint, context.dialect, context.fromTable(table)?.options ?? {}),
  );

export const hazardsOfIndex = (
  { table, index }: Operation<"createIndex">,
  context: PlanContext,
): readonly Hazard[] =>
  onRowsOf(table, context, () =>
    hazardsOf({ verb: "add", kind: "index", from: null, to: index, aspects: [] }),
  );
