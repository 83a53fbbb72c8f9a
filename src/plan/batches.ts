/** Gathers the steps of one table into one batch, where the dialect rebuilds tables or must alter several things in one statement. */
import { plainBatch, tableKey, type Operation, type TableRef } from "../model/index.js";
import type { Dialect } from "../dialects/index.js";
import type { Step } from "./step.js";

const isAutoIncrement = (operation: Operation): boolean =>
  (operation.do === "addColumn" && operation.column.identity?.kind === "autoIncrement")
  || (operation.do === "alterColumn" && operation.change.identity !== undefined)
  || (operation.do === "dropColumn" && operation.dropped?.identity?.kind === "autoIncrement");

const isPrimaryKey = (operation: Operation): boolean =>
  (operation.do === "createConstraint" && operation.constraint.kind === "primaryKey") || (operation.do === "dropConstraint" && operation.kind === "primaryKey");

/** SQLite creates and drops indexes without a rebuild. */
const needsRebuild = (operation: Operation): boolean => operation.do !== "createIndex" && operation.do !== "dropIndex";

/** MySQL: a column that counts must be a key at all times, so column and key change in one statement. */
const needsOneStatement = (operations: readonly Operation[]): boolean =>
  operations.some(isPrimaryKey) || operations.some(isAutoIncrement);

/** These stand alone even where others are gathered: foreign keys have an order of their own across tables. */
const standsAlone = (operation: Operation): boolean =>
  operation.do === "setComment" || operation.do === "renameConstraint" || operation.do === "renameIndex"
  || (operation.do === "createConstraint" && operation.constraint.kind === "foreignKey") || (operation.do === "dropConstraint" && operation.kind === "foreignKey");

const rule = (dialect: Dialect): { readonly joins: (operation: Operation) => boolean; readonly worth: (operations: readonly Operation[]) => boolean } | null => {
  if (dialect.facts.altersByRebuild) return { joins: () => true, worth: (operations) => operations.some(needsRebuild) };
  if (dialect.facts.autoIncrementNeedsKey) {
    return { joins: (operation) => !standsAlone(operation), worth: (operations) => operations.length > 1 && needsOneStatement(operations) };
  }
  return null;
};

const gathered = (table: TableRef, operations: readonly Operation[]): Operation => ({ do: "batch", table, operations, options: plainBatch });

/** The operations in order; a batch stands where the first of its steps stood. */
export const inBatches = (steps: readonly Step[], dialect: Dialect): readonly Operation[] => {
  const how = rule(dialect);
  if (how === null) return steps.map(({ operation }) => operation);
  const mine = (key: string) => ({ table, operation }: Step): boolean => table !== null && tableKey(table) === key && how.joins(operation);
  const batches = new Map<string, readonly Operation[]>();
  for (const { table } of steps) {
    if (table === null || batches.has(tableKey(table))) continue;
    const operations = steps.filter(mine(tableKey(table))).map(({ operation }) => operation);
    batches.set(tableKey(table), how.worth(operations) ? operations : []);
  }
  const written = new Set<string>();
  return steps.flatMap(({ table, operation }) => {
    if (table === null || !how.joins(operation)) return [operation];
    const key = tableKey(table);
    const operations = batches.get(key) ?? [];
    if (operations.length === 0) return [operation];
    if (written.has(key)) return [];
    written.add(key);
    return [gathered(table, operations)];
  });
};
