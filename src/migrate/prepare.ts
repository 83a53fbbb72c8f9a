/** Fills in what a hand-written operation leaves to the database: the column before an alteration, the constraint behind a lent name. */
import {
  byAuthor,
  type Column,
  type Constraint,
  type Operation,
  type OperationVerb,
  type Schema,
  type Table,
} from "../model/index.js";
import type { Dialect, Facts } from "../dialects/index.js";
import { lendNames, type NamingConvention } from "../naming/index.js";
import { withItsName } from "./constraintOver.js";
import { columnIn, constraintCalled, sameName, sameDefinition, tableIn } from "./resolve.js";

type Asks = { readonly [V in OperationVerb]: (operation: Operation<V>, facts: Facts) => boolean };

const never = (): boolean => false;
const whereRebuilt = (_operation: Operation, facts: Facts): boolean => facts.altersByRebuild;

/** A CHECK that stands in its column's definition. */
const isOfColumn = (constraint: Constraint): boolean =>
  constraint.kind === "check" && constraint.ofColumn !== null;

/** Which operations are printed differently for what is there already. */
const asks: Asks = {
  createSchema: (_, facts) => facts.newSchemaIsCurrent === true,
  dropSchema: never,
  createEnum: never,
  dropEnum: never,
  alterEnum: never,
  createSequence: never,
  dropSequence: never,
  alterSequence: never,
  createObject: never,
  replaceObject: never,
  dropObject: never,
  renameObject: never,
  createTable: never,
  createIndex: never,
  alterIndex: never,
  execute: never,
  dropTable: whereRebuilt,
  renameTable: () => true,
  // what goes back to the database's own has to be written out
  alterTable: ({ from, to }, facts) =>
    facts.altersByRebuild || Object.keys(from).some((key) => to[key] === undefined),
  addColumn: whereRebuilt,
  dropColumn: whereRebuilt,
  // a collation is not written where it is the table's; what stands on a column that is dropped and added anew goes with it
  alterColumn: (o, facts) =>
    o.existing === null ||
    facts.altersByRebuild ||
    (facts.alterColumnNeedsWhole &&
      ((o.change.collation ?? o.existing.collation) !== null || o.change.generated !== undefined)),
  createConstraint: ({ constraint }, facts) =>
    facts.altersByRebuild || (facts.alterColumnNeedsWhole && isOfColumn(constraint)),
  dropConstraint: ({ dropped: known, columns }, facts) =>
    columns !== undefined ||
    facts.altersByRebuild ||
    (facts.alterColumnNeedsWhole && (known === null || isOfColumn(known))),
  renameConstraint: (_o, facts) => facts.altersByRebuild || facts.alterColumnNeedsWhole,
  dropIndex: whereRebuilt,
  renameIndex: (_o, facts) => facts.altersByRebuild || facts.alterColumnNeedsWhole,
  setComment: (o, facts) =>
    facts.altersByRebuild || (facts.alterColumnNeedsWhole && o.on !== "table"),
  bulkInsert: () => true,
  batch: (o, facts) =>
    facts.altersByRebuild || o.operations.some((inner) => asksForSchema(inner, facts)),
};

/** Must the database be read before this operation can be printed? */
export const asksForSchema = <V extends OperationVerb>(
  operation: Operation<V>,
  facts: Facts,
): boolean => asks[operation.do](operation, facts);

const dropped = (
  o: Operation<"dropConstraint">,
  table: Table | null,
  facts: Facts,
): Constraint | null => {
  const said = o.dropped;
  if (table === null) return said;
  if (said !== null)
    return table.constraints.find((c) => c.kind === o.kind && sameDefinition(c, said)) ?? said;
  return constraintCalled(table, o.kind, o.name, facts);
};

/** The columns as they are after the operations that came before in the same batch. */
const columnsAfter = (
  columns: readonly Column[],
  operation: Operation,
  facts: Facts,
): readonly Column[] => {
  if (operation.do === "addColumn") return [...columns, operation.column];
  if (operation.do === "dropColumn")
    return columns.filter((c) => !sameName(c.name, operation.name, facts));
  if (operation.do !== "alterColumn") return columns;
  const { using: _using, ...change } = operation.change;
  return columns.map((c) => (sameName(c.name, operation.name, facts) ? { ...c, ...change } : c));
};

/** The constraints after them, under the names that they go by then. */
const constraintsAfter = (
  constraints: readonly Constraint[],
  operation: Operation,
): readonly Constraint[] => {
  if (operation.do === "createConstraint") return [...constraints, operation.constraint];
  if (operation.do === "dropConstraint") return constraints.filter((c) => c !== operation.dropped);
  if (operation.do !== "renameConstraint") return constraints;
  return constraints.map((c) =>
    c === operation.existing ? { ...c, name: byAuthor(operation.to) } : c,
  );
};

const onTable = (given: Operation, table: Table | null, dialect: Dialect): Operation => {
  const { facts } = dialect;
  const operation = given.do === "dropConstraint" ? withItsName(given, table, dialect) : given;
  if (operation.do === "alterColumn" && operation.existing === null) {
    return {
      ...operation,
      existing: table === null ? null : columnIn(table, operation.name, facts),
    };
  }
  if (operation.do === "dropConstraint" && (facts.altersByRebuild || facts.alterColumnNeedsWhole)) {
    return { ...operation, dropped: dropped(operation, table, facts) };
  }
  if (
    operation.do === "renameConstraint" &&
    (facts.altersByRebuild || facts.alterColumnNeedsWhole) &&
    table !== null
  ) {
    return {
      ...operation,
      existing: constraintCalled(table, operation.kind, operation.name, facts),
    };
  }
  return operation;
};

/** Names that an earlier operation of the batch has added or freed are looked up there first. */
const inBatch = (
  operation: Operation<"batch">,
  table: Table | null,
  dialect: Dialect,
): Operation<"batch"> => {
  const { facts } = dialect;
  let now = table;
  const operations = operation.operations.map((inner) => {
    const filled = onTable(inner, now, dialect);
    if (now !== null) {
      now = {
        ...now,
        columns: columnsAfter(now.columns, filled, facts),
        constraints: constraintsAfter(now.constraints, filled),
      };
    }
    return filled;
  });
  return { ...operation, operations };
};

export const prepared = (
  operation: Operation,
  before: Schema,
  dialect: Dialect,
  convention: NamingConvention | null,
): Operation => {
  if (!("table" in operation) || operation.do === "createTable") return operation;
  const live = tableIn(before, operation.table, dialect.facts);
  const { schema } =
    live !== null && convention !== null
      ? lendNames({ ...before, tables: [live] }, convention, dialect)
      : { schema: before };
  const table = tableIn(schema, operation.table, dialect.facts);
  return operation.do === "batch"
    ? inBatch(operation, table, dialect)
    : onTable(operation, table, dialect);
};
