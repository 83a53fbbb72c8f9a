/** Gathers the steps of one table into one batch, where the dialect rebuilds tables or must alter several things in one statement. */
import { plainBatch, type Constraint, type Operation, type TableRef } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { oneStatement } from "./oneStatement.js";
import type { Schedule } from "./schedule.js";
import { unitsInOrder, type Gathering } from "./units.js";

/** SQLite creates and drops indexes without a rebuild. */
const needsRebuild = (operation: Operation): boolean =>
  operation.do !== "createIndex" && operation.do !== "dropIndex";

const gathering = (context: PlanContext): Gathering | null => {
  const { facts } = context.dialect;
  if (facts.altersByRebuild)
    return { joins: () => true, worth: (operations) => operations.some(needsRebuild) };
  return facts.autoIncrementNeedsKey ? oneStatement(context) : null;
};

const nameless = (operation: Operation): readonly Constraint[] =>
  operation.do === "createConstraint" && operation.constraint.name.from === "nowhere"
    ? [operation.constraint]
    : [];

/** The batch of the operations. A constraint that is to have no name cannot be added by an operation: the batch lists it among what it adds to the table. */
const gathered = (
  table: TableRef,
  operations: readonly Operation[],
  { dialect: { facts } }: PlanContext,
): Operation => {
  const apart = facts.namelessConstraints ? nameless : () => [];
  return {
    do: "batch",
    table,
    operations: operations.filter((o) => apart(o).length === 0),
    options: { ...plainBatch, tableArgs: operations.flatMap(apart) },
  };
};

/** The operations in order: those of one table that have to run together are placed where the first of them was. */
export const inBatches = (schedule: Schedule, context: PlanContext): readonly Operation[] => {
  const how = gathering(context);
  const operationsAt = (i: number): readonly Operation[] => {
    const step = schedule.steps[i];
    return step === undefined ? [] : [step.operation, ...(step.more ?? [])];
  };
  if (how === null) return schedule.order.flatMap(operationsAt);
  return unitsInOrder(schedule, how, context.dialect.facts.altersByRebuild).flatMap(
    ({ batch, members }) => {
      const operations = members.flatMap(operationsAt);
      return batch === null ? operations : [gathered(batch, operations, context)];
    },
  );
};
