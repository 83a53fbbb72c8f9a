/** The hazards of each operation of a plan, to be printed at that operation: in a script, or above a statement. */
import type { Change, Hazard, Operation } from "../model/index.js";
import type { PlanContext } from "./context.js";
import { hazardsOfOperation } from "./hazards/operationHazards.js";
import { lossesBeforeFailures } from "./order/safety.js";

export type ReportedHazards = (operation: Operation) => readonly Hazard[];

/** The hazards of views and triggers that fail because the operation drops what they read. */
const broken = (operation: Operation, changes: readonly Change[]): readonly Hazard[] => {
  const gone =
    operation.do === "dropTable"
      ? { kind: "table", table: operation.table, name: operation.table.name }
      : operation.do === "dropColumn"
        ? { kind: "column", table: operation.table, name: operation.name }
        : null;
  if (gone === null) return [];
  return changes
    .filter(
      ({ kind, schema, table, name }) =>
        kind === gone.kind &&
        schema === gone.table.schema &&
        table === gone.table.name &&
        name === gone.name,
    )
    .flatMap(({ hazards }) => hazards.filter(({ code }) => code === "breaks-dependents"));
};

export const reportedHazards = (
  operations: readonly Operation[],
  changes: readonly Change[],
  context: PlanContext,
): ReportedHazards => {
  const ofOrder = lossesBeforeFailures(operations, context);
  return (operation) => {
    const place = ofOrder[operations.indexOf(operation)] ?? null;
    return [
      ...hazardsOfOperation(operation, context),
      ...broken(operation, changes),
      ...(place === null ? [] : [place]),
    ];
  };
};
