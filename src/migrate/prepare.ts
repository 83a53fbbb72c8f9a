/** Completes a hand-written operation from the database: the column before an alteration, the constraint that a lent name stands for. */
import {
  byAuthor,
  nowhere,
  type Column,
  type Constraint,
  type Operation,
  type OperationVerb,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import type { Dialect, Facts } from "../dialects/index.js";
import { lendNames, type NamingConvention } from "../naming/index.js";
import { constraintOver, withItsName } from "./constraintOver.js";
import { columnIn, constraintCalled, sameName, sameDefinition, tableIn } from "./resolve.js";

type Asks = { readonly [V in OperationVerb]: (operation: Operation<V>, facts: Facts) => boolean };

const never = (): boolean => false;
const whereRebuilt = (_operation: Operation, facts: Facts): boolean => facts.altersByRebuild;

/** Is it a CHECK that is part of its column's definition? */
const isOfColumn = (constraint: Constraint): boolean =>
  constraint.kind === "check" && constraint.ofColumn !== null;

/** Is it a constraint that only tables of some kinds can have? */
const isOfTableKind = (constraint: Constraint): boolean =>
  constraint.kind === "primaryKey" ||
  (constraint.kind === "foreignKey" &&
    (constraint.onDelete !== "noAction" || constraint.onUpdate !== "noAction"));
const whereByKind = (_operation: Operation, facts: Facts): boolean =>
  facts.indexesByTableKind === true;

/** Where each schema is a database: does a foreign key of a table in another one reference a table of the current database? */
const pointsHome = (table: TableRef, constraint: Constraint, facts: Facts): boolean =>
  facts.namespaces === "databases" &&
  table.schema !== null &&
  constraint.kind === "foreignKey" &&
  constraint.target.schema === null;

/** Which operations are printed differently depending on what exists already. */
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
  alterIndex: never,
  createTable: ({ table }, facts) => table.constraints.some((c) => pointsHome(table, c, facts)),
  execute: never,
  dropTable: whereRebuilt,
  renameTable: () => true,
  // an option that returns to the database's default has to be written out
  alterTable: ({ from, to }, facts) =>
    facts.altersByRebuild || Object.keys(from).some((key) => to[key] === undefined),
  addColumn: ({ place }, facts) => facts.altersByRebuild || place?.side === "before",
  dropColumn: whereRebuilt,
  // a collation is not written where it is the table's; the dependents of a column that is dropped and added again are dropped with it
  alterColumn: (o, facts) =>
    o.existing === null ||
    facts.altersByRebuild ||
    (facts.alterColumnNeedsWhole &&
      ((o.change.collation ?? o.existing.collation) !== null || o.change.generated !== undefined)),
  createConstraint: ({ table, constraint }, facts) =>
    facts.altersByRebuild ||
    pointsHome(table, constraint, facts) ||
    (facts.alterColumnNeedsWhole && isOfColumn(constraint)) ||
    (facts.indexesByTableKind === true && isOfTableKind(constraint)),
  dropConstraint: ({ dropped: known, columns }, facts) =>
    columns !== undefined ||
    facts.altersByRebuild ||
    (facts.alterColumnNeedsWhole && (known === null || isOfColumn(known))),
  alterConstraint: never,
  renameConstraint: ({ name }, facts) =>
    name === "" || facts.altersByRebuild || facts.alterColumnNeedsWhole,
  createIndex: whereByKind,
  dropIndex: (_o, facts) => facts.altersByRebuild || facts.indexesByTableKind === true,
  renameIndex: (_o, facts) => facts.altersByRebuild || facts.alterColumnNeedsWhole,
  setComment: (o, facts) =>
    facts.altersByRebuild || (facts.alterColumnNeedsWhole && o.on !== "table"),
  bulkInsert: () => true,
  batch: (o, facts) =>
    facts.altersByRebuild || o.operations.some((inner) => asksByFacts<OperationVerb>(inner, facts)),
};

const asksByFacts = <V extends OperationVerb>(operation: Operation<V>, facts: Facts): boolean =>
  asks[operation.do](operation, facts);

/** Does the database have to be read before this operation can be printed? */
export const asksForSchema = (operation: Operation, { facts, ddl }: Dialect): boolean =>
  asksByFacts<OperationVerb>(operation, facts) ||
  (operation.do === "batch"
    ? operation.operations.some((inner) => ddl.readsBeforePrinting?.(inner) === true)
    : ddl.readsBeforePrinting?.(operation) === true);

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

/** The columns after an earlier operation of the same batch. */
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

/** The constraints after it, under the names that they have by then. */
const constraintsAfter = (
  constraints: readonly Constraint[],
  operation: Operation,
): readonly Constraint[] => {
  if (operation.do === "createConstraint") return [...constraints, operation.constraint];
  if (operation.do === "dropConstraint") return constraints.filter((c) => c !== operation.dropped);
  if (operation.do !== "renameConstraint") return constraints;
  const name = operation.to === null ? nowhere : byAuthor(operation.to);
  return constraints.map((c) => (c === operation.existing ? { ...c, name } : c));
};

/** The constraint that is renamed: given by its definition, by its name, or, for a primary key, by its kind alone. */
const renamed = (
  { kind, name, existing }: Operation<"renameConstraint">,
  table: Table,
  dialect: Dialect,
): Constraint => {
  if (existing !== undefined)
    return (
      table.constraints.find((c) => c.kind === kind && sameDefinition(c, existing)) ?? existing
    );
  return name === ""
    ? constraintOver(table, kind, null, dialect)
    : constraintCalled(table, kind, name, dialect.facts);
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
    asks.renameConstraint(operation, facts) &&
    table !== null
  ) {
    const existing = renamed(operation, table, dialect);
    return {
      ...operation,
      // On a server that names everything, it has a name even where nobody gave it one.
      name:
        operation.name === "" && existing.name.from !== "nowhere"
          ? existing.name.text
          : operation.name,
      existing,
    };
  }
  return operation;
};

/** The constraints that operations of the batch itself drop or rename. */
const spokenOf = (operations: readonly Operation[]): ReadonlySet<Constraint> =>
  new Set(
    operations.flatMap((o) => {
      if (o.do === "dropConstraint") return o.dropped ?? [];
      return o.do === "renameConstraint" ? (o.existing ?? []) : [];
    }),
  );

/**
 * Alembic always reflects a table that is recreated under the names of the batch's convention, and recreates it with them:
 * a constraint that the convention names and the batch leaves alone has its name afterwards.
 */
const withLentNames = (batch: Operation<"batch">, table: Table | null): Operation<"batch"> => {
  if (batch.options.recreate !== "always" || table === null) return batch;
  const spoken = spokenOf(batch.operations);
  const names = table.constraints.flatMap((c): readonly Operation[] =>
    c.name.from !== "nowhere" || c.name.lent === null || spoken.has(c)
      ? []
      : [
          {
            do: "renameConstraint",
            table: batch.table,
            kind: c.kind,
            name: "",
            to: c.name.lent,
            existing: c,
          },
        ],
  );
  return { ...batch, operations: [...names, ...batch.operations] };
};

/** Prepares a batch: names that an earlier operation of it has added or freed are looked up there first. */
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

/** @param own the convention is the batch's own, not the migrator's for all batches */
export const prepared = (
  operation: Operation,
  before: Schema,
  dialect: Dialect,
  convention: NamingConvention | null,
  own = false,
): Operation => {
  if (!("table" in operation) || operation.do === "createTable") return operation;
  const live = tableIn(before, operation.table, dialect.facts);
  const { schema } =
    live !== null && convention !== null
      ? lendNames({ ...before, tables: [live] }, convention, dialect)
      : { schema: before };
  const table = tableIn(schema, operation.table, dialect.facts);
  if (operation.do !== "batch") return onTable(operation, table, dialect);
  const batch = inBatch(operation, table, dialect);
  return own ? withLentNames(batch, table) : batch;
};
