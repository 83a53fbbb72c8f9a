/** Where an auto-increment column has to be a key at all times (MySQL), several things of one table change in one ALTER. */
import type { Constraint, Index, Operation } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { leadingColumns } from "../effects/keys.js";
import type { Gathering } from "./units.js";

const isAutoIncrement = (operation: Operation): boolean =>
  (operation.do === "addColumn" && operation.column.identity?.kind === "autoIncrement") ||
  (operation.do === "alterColumn" && operation.change.identity !== undefined) ||
  (operation.do === "dropColumn" && operation.dropped?.identity?.kind === "autoIncrement");

const isPrimaryKey = (operation: Operation): boolean =>
  (operation.do === "createConstraint" && operation.constraint.kind === "primaryKey") ||
  (operation.do === "dropConstraint" && operation.kind === "primaryKey");

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

/** Several columns of an index that wants one charset of all of them get another one. */
const changesTextOfIndex = (
  operations: readonly Operation[],
  { fromTable, foldColumn, dialect }: PlanContext,
): boolean => {
  const altered = operations.filter(
    (operation): operation is Operation<"alterColumn"> => operation.do === "alterColumn",
  );
  const indexes = altered.flatMap(({ table }) => fromTable(table)?.indexes ?? []);
  return indexes.some((index) => {
    const columns = new Set(leadingColumns(index).map(foldColumn));
    return (
      index.method !== null &&
      dialect.facts.oneCharsetMethods?.includes(index.method.toLowerCase()) === true &&
      altered.filter((one) => setsCollation(one) && columns.has(foldColumn(one.name))).length > 1
    );
  });
};

/**
 * MySQL: an auto-increment column must be a key at all times, so column and key change in one statement; and what a table is
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

export const oneStatement = (context: PlanContext): Gathering => ({
  joins: (operation) =>
    isKeyRenamedBesideCounter(operation, context) ||
    (!standsAlone(operation) && !isNotNullUnderForeignKey(operation, context)),
  worth: (operations) => operations.length > 1 && needsOneStatement(operations, context),
  ...(context.dialect.facts.foreignKeyNeedsIndex && { pairs: indexesWithKeys(context) }),
});
