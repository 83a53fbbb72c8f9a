/** Gathers the steps of one table into one batch, where the dialect rebuilds tables or must alter several things in one statement. */
import {
  plainBatch,
  type Constraint,
  type Index,
  type Operation,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { leadingColumns } from "../effects/keys.js";
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

const keyOf = (operation: Operation): Constraint | Index | null => {
  if (operation.do === "createIndex") return operation.index;
  if (operation.do === "createConstraint") return operation.constraint;
  return operation.do === "dropIndex" || operation.do === "dropConstraint"
    ? operation.dropped
    : null;
};

/** Does it make or drop a key that an auto-increment column of its table leads? */
const isKeyOfAutoIncrement = (
  operation: Operation,
  { fromTable, toTable, foldColumn }: PlanContext,
): boolean => {
  const item = keyOf(operation);
  const [first] = item === null ? [] : leadingColumns(item);
  if (first === undefined || !("table" in operation)) return false;
  return [fromTable(operation.table), toTable(operation.table)].some((table) =>
    table?.columns.some(
      ({ name, identity }) =>
        identity?.kind === "autoIncrement" && foldColumn(name) === foldColumn(first),
    ),
  );
};

const isUnique = (operation: Operation): boolean =>
  (operation.do === "createConstraint" && operation.constraint.kind === "unique") ||
  (operation.do === "dropConstraint" && operation.kind === "unique");

const changesPartitions = (operation: Operation): boolean =>
  operation.do === "alterTable" && operation.from["partitionBy"] !== operation.to["partitionBy"];

const setsCollation = ({ change }: Operation<"alterColumn">): boolean =>
  change.collation !== undefined || change.options?.["charset"] !== undefined;

/** Several columns of one FULLTEXT index get another charset: they have to have one of all of them at all times. */
const changesTextOfIndex = (
  operations: readonly Operation[],
  { fromTable, foldColumn }: PlanContext,
): boolean => {
  const altered = operations.filter(
    (operation): operation is Operation<"alterColumn"> => operation.do === "alterColumn",
  );
  const indexes = altered.flatMap(({ table }) => fromTable(table)?.indexes ?? []);
  return indexes.some((index) => {
    const columns = new Set(leadingColumns(index).map(foldColumn));
    return (
      index.method?.toLowerCase() === "fulltext" &&
      altered.filter((one) => setsCollation(one) && columns.has(foldColumn(one.name))).length > 1
    );
  });
};

/**
 * MySQL: a column that counts must be a key at all times, so column and key change in one statement; and what a table is
 * partitioned by must be in each of its keys.
 */
const needsOneStatement = (operations: readonly Operation[], context: PlanContext): boolean =>
  operations.some(isPrimaryKey) ||
  changesTextOfIndex(operations, context) ||
  (operations.some(changesPartitions) && operations.some(isUnique)) ||
  operations.some(isAutoIncrement) ||
  operations.some((operation) => isKeyOfAutoIncrement(operation, context));

/** What is lost comes last of the whole plan, so not with the others of its table; a counter goes with its key. */
const losesAColumn = (operation: Operation): boolean =>
  operation.do === "dropColumn" &&
  operation.dropped !== null &&
  operation.dropped.generated === null &&
  !isAutoIncrement(operation);

/** These stand alone even where others are gathered: foreign keys have an order of their own across tables. */
const standsAlone = (operation: Operation): boolean =>
  operation.do === "setComment" ||
  operation.do === "renameConstraint" ||
  operation.do === "renameIndex" ||
  losesAColumn(operation) ||
  (operation.do === "createConstraint" && operation.constraint.kind === "foreignKey") ||
  (operation.do === "dropConstraint" && operation.kind === "foreignKey");

/** NOT NULL of a column that a foreign key holds: the server refuses it where the statement copies the table, as it does to drop a primary key (MySQL's error 1832). */
const isNotNullUnderForeignKey = (
  operation: Operation,
  { fromTable, toTable, foldColumn }: PlanContext,
): boolean => {
  if (operation.do !== "alterColumn" || operation.change.nullable !== false) return false;
  const name = foldColumn(operation.name);
  const holds = ({ columns }: { readonly columns: readonly string[] }): boolean =>
    columns.some((column) => foldColumn(column) === name);
  const now = toTable(operation.table)?.constraints ?? [];
  return (
    [...(fromTable(operation.table)?.constraints ?? []), ...now].some(
      (c) => c.kind === "foreignKey" && holds(c),
    ) && !now.some((c) => c.kind === "primaryKey" && holds(c))
  );
};

/** A key takes the name of another one, which an auto-increment column may need until the next one is there: names pass on in one statement. */
const isKeyRenamedBesideCounter = (
  operation: Operation,
  { fromTable, toTable }: PlanContext,
): boolean =>
  (operation.do === "renameIndex" ||
    (operation.do === "renameConstraint" && operation.kind === "unique")) &&
  [fromTable(operation.table), toTable(operation.table)].some((table) =>
    table?.columns.some(({ identity }) => identity?.kind === "autoIncrement"),
  );

const isNewForeignKey = (operation: Operation): operation is Operation<"createConstraint"> =>
  operation.do === "createConstraint" && operation.constraint.kind === "foreignKey";

/** What is made and leads by the columns of a foreign key that is. */
const serves = (
  operation: Operation,
  { constraint }: Operation<"createConstraint">,
  { foldColumn }: PlanContext,
): boolean => {
  if (operation.do !== "createIndex" && !isUnique(operation)) return false;
  const item = keyOf(operation);
  const columns = item === null ? [] : leadingColumns(item).map(foldColumn);
  return (
    operation.do !== "dropConstraint" &&
    constraint.kind === "foreignKey" &&
    constraint.columns.every((column, i) => columns[i] === foldColumn(column))
  );
};

/** An index and the foreign keys that need it: where DDL commits by itself, the one must not stay when rows refuse the other. */
const indexesWithKeys =
  (context: PlanContext): NonNullable<Gathering["pairs"]> =>
  (operations) => {
    const keys = operations.filter(isNewForeignKey);
    const paired = new Set<Operation>();
    return operations.flatMap((operation) => {
      const served = keys.filter((key) => !paired.has(key) && serves(operation, key, context));
      for (const key of served) paired.add(key);
      return served.length === 0 ? [] : [[operation, ...served]];
    });
  };

const rule = (context: PlanContext): Gathering | null => {
  const { facts } = context.dialect;
  if (facts.altersByRebuild)
    return { joins: () => true, worth: (operations) => operations.some(needsRebuild) };
  if (facts.autoIncrementNeedsKey) {
    return {
      joins: (operation) =>
        isKeyRenamedBesideCounter(operation, context) ||
        (!standsAlone(operation) && !isNotNullUnderForeignKey(operation, context)),
      worth: (operations) => operations.length > 1 && needsOneStatement(operations, context),
      ...(facts.foreignKeyNeedsIndex && { pairs: indexesWithKeys(context) }),
    };
  }
  return null;
};

const nameless = (operation: Operation): readonly Constraint[] =>
  operation.do === "createConstraint" && operation.constraint.name.from === "nowhere"
    ? [operation.constraint]
    : [];

/** A constraint that is to have no name is nothing that an operation could say: it stands among what the batch adds to the table. */
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

/** The operations in order: those of one table that have to be carried out together stand where the first of them stood. */
export const inBatches = (schedule: Schedule, context: PlanContext): readonly Operation[] => {
  const how = rule(context);
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
