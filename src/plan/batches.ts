/** Gathers the steps of one table into one batch, where the dialect rebuilds tables or must alter several things in one statement. */
import {
  nameText,
  plainBatch,
  type Constraint,
  type Operation,
  type TableRef,
} from "../model/index.js";
import type { Dialect } from "../dialects/index.js";
import type { Schedule } from "./schedule.js";
import { unitsInOrder, type Gathering } from "./units.js";

const isAutoIncrement = (operation: Operation): boolean =>
  (operation.do === "addColumn" && operation.column.identity?.kind === "autoIncrement") ||
  (operation.do === "alterColumn" && operation.change.identity !== undefined) ||
  (operation.do === "dropColumn" && operation.dropped?.identity?.kind === "autoIncrement");

const isPrimaryKey = (operation: Operation): boolean =>
  (operation.do === "createConstraint" && operation.constraint.kind === "primaryKey") ||
  (operation.do === "dropConstraint" && operation.kind === "primaryKey");

/** SQLite creates and drops indexes without a rebuild. */
const needsRebuild = (operation: Operation): boolean =>
  operation.do !== "createIndex" && operation.do !== "dropIndex";

/** MySQL: a column that counts must be a key at all times, so column and key change in one statement. */
const needsOneStatement = (operations: readonly Operation[]): boolean =>
  operations.some(isPrimaryKey) || operations.some(isAutoIncrement);

/** These stand alone even where others are gathered: foreign keys have an order of their own across tables. */
const standsAlone = (operation: Operation): boolean =>
  operation.do === "setComment" ||
  operation.do === "renameConstraint" ||
  operation.do === "renameIndex" ||
  (operation.do === "createConstraint" && operation.constraint.kind === "foreignKey") ||
  (operation.do === "dropConstraint" && operation.kind === "foreignKey");

const rule = (dialect: Dialect): Gathering | null => {
  if (dialect.facts.altersByRebuild)
    return { joins: () => true, worth: (operations) => operations.some(needsRebuild) };
  if (dialect.facts.autoIncrementNeedsKey) {
    return {
      joins: (operation) => !standsAlone(operation),
      worth: (operations) => operations.length > 1 && needsOneStatement(operations),
    };
  }
  return null;
};

const namelessCheck = (operation: Operation): readonly Constraint[] =>
  operation.do === "createConstraint" &&
  operation.constraint.kind === "check" &&
  nameText(operation.constraint.name) === null
    ? [operation.constraint]
    : [];

/** A CHECK without a name is nothing that an operation could say: it stands among what the batch adds to the table. */
const gathered = (table: TableRef, operations: readonly Operation[]): Operation => ({
  do: "batch",
  table,
  operations: operations.filter((o) => namelessCheck(o).length === 0),
  options: { ...plainBatch, tableArgs: operations.flatMap(namelessCheck) },
});

/** The operations in order: those of one table that have to be carried out together stand where the first of them stood. */
export const inBatches = (schedule: Schedule, dialect: Dialect): readonly Operation[] => {
  const how = rule(dialect);
  const operationsAt = (i: number): readonly Operation[] => {
    const step = schedule.steps[i];
    return step === undefined ? [] : [step.operation, ...(step.more ?? [])];
  };
  if (how === null) return schedule.order.flatMap(operationsAt);
  return unitsInOrder(schedule, how, dialect.facts.altersByRebuild).flatMap(
    ({ batch, members }) => {
      const operations = members.flatMap(operationsAt);
      return batch === null ? operations : [gathered(batch, operations)];
    },
  );
};
