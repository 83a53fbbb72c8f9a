/** Gathers the steps of one table into one batch, where the dialect rebuilds tables or must alter several things in one statement. */
import {
  nameText,
  plainBatch,
  tableKey,
  type Constraint,
  type Operation,
  type TableRef,
} from "../model/index.js";
import type { Dialect } from "../dialects/index.js";
import type { Step } from "./step.js";

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

const rule = (
  dialect: Dialect,
): {
  readonly joins: (operation: Operation) => boolean;
  readonly worth: (operations: readonly Operation[]) => boolean;
} | null => {
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

/** The other tables that a batch's foreign keys point to: those that it adds, and those that it takes away. */
const pointed = (
  operation: Operation,
  how: "createConstraint" | "dropConstraint",
): readonly string[] => {
  if (operation.do !== "batch") return [];
  return operation.operations.flatMap((inner) => {
    const constraint =
      inner.do === "createConstraint"
        ? inner.constraint
        : inner.do === "dropConstraint"
          ? inner.dropped
          : null;
    return inner.do === how && constraint?.kind === "foreignKey"
      ? [tableKey(constraint.target)]
      : [];
  });
};

/** Rebuilds in an order in which a foreign key comes after the key it points to, and goes before it; where they turn in a circle, as they came. */
const inReach = (operations: readonly Operation[]): readonly Operation[] => {
  const batches = operations.filter((o) => o.do === "batch");
  const byTable = new Map(batches.map((b) => [tableKey(b.table), b]));
  const others = (
    b: Operation<"batch">,
    how: "createConstraint" | "dropConstraint",
  ): readonly Operation<"batch">[] =>
    pointed(b, how)
      .flatMap((key) => byTable.get(key) ?? [])
      .filter((other) => other !== b);
  /** Batch → those that have to be written before it. */
  const needs = new Map(batches.map((b) => [b, new Set(others(b, "createConstraint"))]));
  for (const b of batches)
    for (const other of others(b, "dropConstraint"))
      if (!needs.get(b)?.has(other)) needs.get(other)?.add(b);
  const ordered = new Set<Operation<"batch">>();
  const write = (batch: Operation<"batch">, open: ReadonlySet<Operation<"batch">>): void => {
    if (ordered.has(batch) || open.has(batch)) return;
    for (const needed of needs.get(batch) ?? []) write(needed, new Set([...open, batch]));
    ordered.add(batch);
  };
  for (const batch of batches) write(batch, new Set());
  const next = ordered.values();
  return operations.map((o) => (o.do === "batch" ? (next.next().value ?? o) : o));
};

/** The operations in order; a batch stands where the first of its steps stood. */
export const inBatches = (steps: readonly Step[], dialect: Dialect): readonly Operation[] => {
  const how = rule(dialect);
  if (how === null) return steps.map(({ operation }) => operation);
  const mine =
    (key: string) =>
    ({ table, operation }: Step): boolean =>
      table !== null && tableKey(table) === key && how.joins(operation);
  const batches = new Map<string, readonly Operation[]>();
  for (const { table } of steps) {
    if (table === null || batches.has(tableKey(table))) continue;
    const operations = steps.filter(mine(tableKey(table))).map(({ operation }) => operation);
    batches.set(tableKey(table), how.worth(operations) ? operations : []);
  }
  const written = new Set<string>();
  const operations = steps.flatMap(({ table, operation }) => {
    if (table === null || !how.joins(operation)) return [operation];
    const key = tableKey(table);
    const operations = batches.get(key) ?? [];
    if (operations.length === 0) return [operation];
    if (written.has(key)) return [];
    written.add(key);
    return [gathered(table, operations)];
  });
  return dialect.facts.altersByRebuild ? inReach(operations) : operations;
};
