/** Finds columns that are dropped and created again: those that cannot be altered, and generated columns that read what changes, to any depth. */
import { refOf, tableKey, type Change, type Column, type Table } from "../../model/index.js";
import { mustBeMadeAnew } from "./columnChange.js";
import type { ColumnsByTable, PlanContext } from "../context.js";
import { isOf, namesType } from "../effects/enumColumns.js";
import { namesRemade } from "../effects/remadeNamed.js";
import { mentionedColumns } from "../effects/mentions.js";

/** Does its expression read one of these columns? */
const reads = (
  { generated }: Column,
  table: Table,
  columns: ReadonlySet<string>,
  context: PlanContext,
): boolean =>
  generated !== null &&
  mentionedColumns(generated.expression, table.columns, context).some((c) => columns.has(c));

/** Is it of an enum type that is recreated, or does its expression name that or a collation that is? */
const ofRemadeEnum = ({ type, generated }: Column, context: PlanContext): boolean =>
  namesRemade(generated?.expression ?? null, context) ||
  [...context.remadeEnums.values()].some(
    (named) =>
      isOf(type, named, context) || namesType(generated?.expression ?? null, named, context),
  );

/** The columns of one table, repeated until no generated column reads one that is dropped. */
const spread = (
  table: Table,
  after: Table,
  changed: ReadonlySet<string>,
  retyped: ReadonlySet<string>,
  context: PlanContext,
): ReadonlySet<string> => {
  const computed = new Set(
    after.columns.filter(({ generated }) => generated !== null).map(({ name }) => name),
  );
  const staying = table.columns.filter(
    ({ name, generated }) => generated !== null && computed.has(name),
  );
  for (let remade = changed; ;) {
    const moved = new Set([...remade, ...retyped]);
    const more = staying.filter(
      (c) => !remade.has(c.name) && (reads(c, table, moved, context) || ofRemadeEnum(c, context)),
    );
    if (more.length === 0) return remade;
    remade = new Set([...remade, ...more.map(({ name }) => name)]);
  }
};

const noColumns: ColumnsByTable = new Map();

/** MySQL computes the values into a new column, and drops this one. */
const ceasesToBeVirtual = ({ generated }: Column, to: Column): boolean =>
  generated !== null && !generated.stored && to.generated === null;

const columnsWhere = (
  changes: readonly Change[],
  applies: (from: Column, to: Column) => boolean,
): ColumnsByTable => {
  const found = new Map<string, Set<string>>();
  for (const { kind, schema, table, from, to } of changes) {
    if (kind !== "column" || table === null || from === null || to === null) continue;
    const key = tableKey({ schema, name: table });
    if (applies(from, to)) found.set(key, (found.get(key) ?? new Set()).add(from.name));
  }
  return found;
};

/** @param retyped columns whose type changes, or is recreated */
export const remadeColumns = (
  changes: readonly Change[],
  retyped: ColumnsByTable,
  context: PlanContext,
): ColumnsByTable => {
  const { facts } = context.dialect;
  const none: ReadonlySet<string> = new Set();
  if (facts.altersByRebuild) return new Map();
  const changed = columnsWhere(
    changes,
    (from, to) =>
      mustBeMadeAnew(from, to) || (facts.virtualToPlainAnew && ceasesToBeVirtual(from, to)),
  );
  const parted = facts.alterColumnNeedsWhole ? columnsWhere(changes, ceasesToBeVirtual) : noColumns;
  if (
    changed.size +
      parted.size +
      retyped.size +
      context.remadeEnums.size +
      context.remadeNamed.length ===
    0
  )
    return changed;
  return new Map(
    context.from.tables.flatMap((table) => {
      const after = context.toTable(refOf(table));
      if (after === undefined) return [];
      const key = tableKey(table);
      const holding = facts.generatedHoldsType
        ? (retyped.get(key) ?? none)
        : (parted.get(key) ?? none);
      const remade = spread(table, after, changed.get(key) ?? none, holding, context);
      return remade.size === 0 ? [] : [[key, remade]];
    }),
  );
};
