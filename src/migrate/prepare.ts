/** Fills in what a hand-written operation leaves to the database: the column before an alteration, the constraint behind a lent name. */
import {
  byAuthor, nameText, sameTable, SchemaDiffError, tableText,
  type Column, type Constraint, type ConstraintKind, type Operation, type OperationVerb, type Schema, type Table, type TableRef,
} from "../model/index.js";
import type { Dialect, Facts } from "../dialects/index.js";
import { lendNames, type NamingConvention } from "../naming/index.js";

type Asks = { readonly [V in OperationVerb]: (operation: Operation<V>, facts: Facts) => boolean };

const never = (): boolean => false;
const whereRebuilt = (_operation: Operation, facts: Facts): boolean => facts.altersByRebuild;

/** Which operations are printed differently for what is there already. */
const asks: Asks = {
  createSchema: never, dropSchema: never, createEnum: never, dropEnum: never, alterEnum: never,
  createSequence: never, dropSequence: never, alterSequence: never,
  createTable: never, createIndex: never, execute: never,
  dropTable: whereRebuilt,
  renameTable: () => true,
  alterTable: whereRebuilt,
  addColumn: whereRebuilt,
  dropColumn: whereRebuilt,
  alterColumn: (o, facts) => o.existing === null || facts.altersByRebuild,
  createConstraint: whereRebuilt,
  dropConstraint: (o, facts) => facts.altersByRebuild || (o.dropped === null && facts.alterColumnNeedsWhole),
  renameConstraint: (_o, facts) => facts.altersByRebuild || facts.alterColumnNeedsWhole,
  dropIndex: never,
  renameIndex: (_o, facts) => facts.altersByRebuild || facts.alterColumnNeedsWhole,
  setComment: (o, facts) => facts.altersByRebuild || (facts.alterColumnNeedsWhole && o.on !== "table"),
  bulkInsert: () => true,
  batch: (o, facts) => facts.altersByRebuild || o.operations.some((inner) => asksForSchema(inner, facts)),
};

/** Must the database be read before this operation can be printed? */
export const asksForSchema = <V extends OperationVerb>(operation: Operation<V>, facts: Facts): boolean => asks[operation.do](operation, facts);

const tableIn = (schema: Schema, ref: TableRef): Table | null => schema.tables.find((t) => sameTable(t, ref)) ?? null;

const described = ({ name, kind }: Constraint): string => {
  const text = nameText(name);
  return `${text ?? "(no name)"} (${kind})`;
};

const batchError = (message: string, todo: string): SchemaDiffError => new SchemaDiffError("batch", message, todo);

/** A table has one primary key; where nobody named it, any name means it (MySQL calls it PRIMARY, whatever it is given). */
const goesBy = (constraint: Constraint, name: string): boolean =>
  nameText(constraint.name) === name || (constraint.kind === "primaryKey" && constraint.name.from !== "author");

/** The one constraint of the kind that goes by this name; an error tells what there is, or which ones it could be. */
const constraintCalled = (table: Table, kind: ConstraintKind, name: string): Constraint => {
  const all = table.constraints.filter((c) => c.kind === kind && goesBy(c, name));
  const [found] = all;
  if (all.length > 1) {
    throw batchError(`${name} on ${tableText(table)} could be ${all.map((c) => JSON.stringify(saying(c))).join(" or ")}`, "say which one with { existing: … }");
  }
  if (found !== undefined) return found;
  const there = table.constraints.length === 0 ? "it has no constraints" : `there are ${table.constraints.map(described).join(", ")}`;
  throw batchError(`${tableText(table)} has no ${kind} constraint ${JSON.stringify(name)}; ${there}`, "correct the name, or give the namingConvention by which it is called so");
};

const saying = ({ name: _name, comment: _comment, ...rest }: Constraint): object => rest;

const sameSaying = (a: Constraint, b: Constraint): boolean => {
  const text = (c: Constraint): string => JSON.stringify(Object.entries(saying(c)).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
};

const dropped = (o: Operation<"dropConstraint">, table: Table | null): Constraint | null => {
  const said = o.dropped;
  if (table === null) return said;
  if (said !== null) return table.constraints.find((c) => c.kind === o.kind && sameSaying(c, said)) ?? said;
  return constraintCalled(table, o.kind, o.name);
};

/** The columns as they are after the operations that came before in the same batch. */
const columnsAfter = (columns: readonly Column[], operation: Operation): readonly Column[] => {
  if (operation.do === "addColumn") return [...columns, operation.column];
  if (operation.do === "dropColumn") return columns.filter((c) => c.name !== operation.name);
  if (operation.do !== "alterColumn") return columns;
  const { using: _using, ...change } = operation.change;
  return columns.map((c) => (c.name === operation.name ? { ...c, ...change } : c));
};

/** The constraints after them, under the names that they go by then. */
const constraintsAfter = (constraints: readonly Constraint[], operation: Operation): readonly Constraint[] => {
  if (operation.do === "createConstraint") return [...constraints, operation.constraint];
  if (operation.do === "dropConstraint") return constraints.filter((c) => c !== operation.dropped);
  if (operation.do !== "renameConstraint") return constraints;
  return constraints.map((c) => (c.kind === operation.kind && goesBy(c, operation.name) ? { ...c, name: byAuthor(operation.to) } : c));
};

const onTable = (operation: Operation, table: Table | null, facts: Facts): Operation => {
  if (operation.do === "alterColumn" && operation.existing === null) {
    return { ...operation, existing: table?.columns.find((c) => c.name === operation.name) ?? null };
  }
  if (operation.do === "dropConstraint" && (facts.altersByRebuild || facts.alterColumnNeedsWhole)) {
    return { ...operation, dropped: dropped(operation, table) };
  }
  return operation;
};

/** Names that an earlier operation of the batch has added or freed are looked up there first. */
const inBatch = (operation: Operation<"batch">, table: Table | null, facts: Facts): Operation<"batch"> => {
  let now = table;
  const operations = operation.operations.map((inner) => {
    const filled = onTable(inner, now, facts);
    if (now !== null) {
      now = { ...now, columns: columnsAfter(now.columns, filled), constraints: constraintsAfter(now.constraints, filled) };
    }
    return filled;
  });
  return { ...operation, operations };
};

export const prepared = (operation: Operation, before: Schema, dialect: Dialect, convention: NamingConvention | null): Operation => {
  if (!("table" in operation) || operation.do === "createTable") return operation;
  const live = tableIn(before, operation.table);
  const { schema } = live !== null && convention !== null ? lendNames({ ...before, tables: [live] }, convention, dialect) : { schema: before };
  const table = tableIn(schema, operation.table);
  return operation.do === "batch" ? inBatch(operation, table, dialect.facts) : onTable(operation, table, dialect.facts);
};
