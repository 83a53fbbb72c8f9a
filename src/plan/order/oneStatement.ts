/** Gathers several changes of one table into one ALTER TABLE, where an auto-increment column must be a key at all times (MySQL). */
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

/** Does it create or drop a key that begins with an auto-increment column of its table? */
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

/** Do several columns of an index whose columns must have one charset get another charset? */
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
 * MySQL: an auto-increment column must be a key at all times, so column and key change in one statement; and the columns that a
 * table is partitioned by must be in each of its keys.
 */
const needsOneStatement = (operations: readonly Operation[], context: PlanContext): boolean =>
  operations.some(isPrimaryKey) ||
  changesTextOfIndex(operations, context) ||
  (operations.some(changesPartitions) && operations.some(isUnique)) ||
  operations.some(isAutoIncrement) ||
  operations.some((operation) => isKeyOfAutoIncrement(operation, context));

/** Data that is lost is lost at the end of the whole plan, not with the other changes of its table; an auto-increment column is dropped with its key. */
const losesAColumn = (operation: Operation): boolean =>
  operation.do === "dropColumn" &&
  operation.dropped !== null &&
  operation.dropped.generated === null &&
  !isAutoIncrement(operation);

/** These run by themselves even where others are gathered: foreign keys have an order of their own across tables. */
const standsAlone = (operation: Operation): boolean =>
  operation.do === "setComment" ||
  operation.do === "renameConstraint" ||
  operation.do === "renameIndex" ||
  losesAColumn(operation) ||
  (operation.do === "createConstraint" && operation.constraint.kind === "foreignKey") ||
  (operation.do === "dropConstraint" && operation.kind === "foreignKey");

/** Is it SET NOT NULL for a column of a foreign key? The server refuses that in a statement that copies the table, as dropping a primary key does (MySQL's error 1832). */
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

/** Does a key take the name of another one, which an auto-increment column may need until the next key exists? Then the names change in one statement. */
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

/** Does it create a key or an index that begins with the columns of a foreign key that is created? */
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

/** Pairs an index with the foreign keys that need it: where DDL commits by itself, the index must not stay when rows violate the foreign key. */
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
