/** Creates and drops tables in the order of their references, with the foreign keys that CREATE TABLE cannot hold as steps of their own. */
import {
  ofKind,
  refOf,
  sameTable,
  tableKey,
  type Change,
  type Column,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { createConstraintStep, createIndexStep, dropConstraintStep } from "../impact/itemSteps.js";
import { droppedInOrder } from "./droppedTables.js";
import { step, type Step } from "../step.js";
import { orderTables, type ForeignKey } from "./tableOrder.js";

const isTable = (table: Table | null): table is Table => table !== null;

const comingTables = (changes: readonly Change[]): readonly Table[] =>
  changes.flatMap((c) => (c.kind === "table" && c.verb === "add" ? [c.to] : [])).filter(isTable);

const goingTables = (changes: readonly Change[]): readonly Table[] =>
  changes.flatMap((c) => (c.kind === "table" && c.verb === "drop" ? [c.from] : [])).filter(isTable);

const hasKey = (table: Table, columns: readonly string[]): boolean =>
  table.constraints.some(
    (c) =>
      (c.kind === "primaryKey" || c.kind === "unique") &&
      c.columns.length === columns.length &&
      c.columns.every((x) => columns.includes(x)),
  );

/** Tables with a key or column that some change touches: foreign keys to them are added at the end. */
const touchedTables = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(
    changes.flatMap(({ schema, table, kind, verb }) =>
      table !== null &&
      kind !== "table" &&
      !(kind === "foreignKey" || kind === "check" || (verb === "add" && kind === "column"))
        ? [tableKey({ schema, name: table })]
        : [],
    ),
  );

/** Does it create, drop or alter one of these columns, or a key over them? */
const touchesKey = (change: Change, columns: readonly string[]): boolean => {
  if (change.verb === "rename") return false;
  if (change.kind === "column")
    return [change.from, change.to].some((one) => one !== null && columns.includes(one.name));
  return (
    (change.kind === "primaryKey" || change.kind === "unique") &&
    [change.from, change.to].some(
      (key) =>
        key !== null && "columns" in key && key.columns.every((name) => columns.includes(name)),
    )
  );
};

/** Does the key that it references exist all the time, whatever else changes about its table? */
const keyStays = (
  { target, targetColumns }: ForeignKey,
  changes: readonly Change[],
  { fromTable, toTable }: PlanContext,
): boolean => {
  const standing = fromTable(target);
  return (
    standing !== undefined &&
    toTable(target) !== undefined &&
    hasKey(standing, targetColumns) &&
    !changes.some(
      (change) =>
        change.schema === target.schema &&
        change.table === target.name &&
        touchesKey(change, targetColumns),
    )
  );
};

/** MySQL: an auto-increment column must lead a key from the start; where only an index does so, it becomes auto-increment after the index is created. */
const countsLater = (table: Table, { dialect }: PlanContext): Column | undefined => {
  if (!dialect.facts.autoIncrementNeedsKey) return undefined;
  const keys = [...ofKind(table.constraints, "primaryKey"), ...ofKind(table.constraints, "unique")];
  return table.columns.find(
    ({ name, identity }) =>
      identity?.kind === "autoIncrement" && !keys.some(({ columns }) => columns[0] === name),
  );
};

/** Does the foreign key contain that column of its table, or reference it? */
const holds = (fk: ForeignKey, table: Table, column: Column | undefined): boolean =>
  column !== undefined &&
  (fk.columns.includes(column.name) ||
    (sameTable(fk.target, table) && fk.targetColumns.includes(column.name)));

export const createTableSteps = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Step[] => {
  const { tables } = orderTables(comingTables(changes), context.byAlter);
  const touched = touchedTables(changes);
  const created = new Set<string>();
  /** May CREATE TABLE hold the foreign key: do the table and the key that it references exist by then? */
  const inline = (table: Table, fk: ForeignKey): boolean => {
    if (context.dialect.facts.foreignKeysUnchecked) return true;
    if (context.byAlter(table, fk) || holds(fk, table, countsLater(table, context))) return false;
    if (sameTable(fk.target, table)) return hasKey(table, fk.targetColumns);
    if (created.has(tableKey(fk.target))) {
      const target = context.toTable(fk.target);
      return target !== undefined && hasKey(target, fk.targetColumns);
    }
    const standing = context.fromTable(fk.target);
    return (
      standing !== undefined &&
      context.toTable(fk.target) !== undefined &&
      !touched.has(tableKey(fk.target)) &&
      hasKey(standing, fk.targetColumns)
    );
  };
  return tables.flatMap((table) => {
    const apart = ofKind(table.constraints, "foreignKey").filter((fk) => !inline(table, fk));
    const undropped = context.undrops.table(
      table,
      apart.filter((fk) => !keyStays(fk, changes, context)),
    );
    const later = undropped ?? apart;
    const constraints = table.constraints.filter((c) => !later.some((fk) => fk === c));
    created.add(tableKey(table));
    const ref = refOf(table);
    const counting = countsLater(table, context);
    const columns = table.columns.map((column) =>
      column === counting ? { ...column, identity: null } : column,
    );
    return [
      step("createTable", null, {
        do: "createTable",
        table: { ...table, columns, constraints, indexes: [] },
        ...(undropped !== null && { undrop: true }),
      }),
      ...table.indexes.map((index) => ({
        ...createIndexStep(ref, index),
        rank: "createTable" as const,
        table: null,
      })),
      ...(counting === undefined
        ? []
        : [
            step("createTable", null, {
              do: "alterColumn",
              table: ref,
              name: counting.name,
              change: { identity: counting.identity },
              existing: { ...counting, identity: null },
            }),
          ]),
      ...later.map((fk) => ({ ...createConstraintStep(ref, fk), table: null })),
    ];
  });
};

/** Drops tables, children before parents; foreign keys that close a cycle, or that are declared `useAlter`, are dropped by name first, never left to CASCADE. */
export const dropTableSteps = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Step[] => {
  const { tables, cut } = context.dialect.facts.foreignKeysUnchecked
    ? { ...orderTables(goingTables(changes), context.byAlter), cut: [] }
    : droppedInOrder(goingTables(changes), context.byAlter);
  return [
    ...cut.map(({ table, foreignKey }) => ({
      ...dropConstraintStep(refOf(table), foreignKey),
      table: null,
    })),
    ...[...tables]
      .reverse()
      .map((table) =>
        step("dropTable", null, { do: "dropTable", table: refOf(table), dropped: table }),
      ),
  ];
};
