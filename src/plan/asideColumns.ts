/** Columns that step aside for what changes around them, and come back: whole, or their default alone. */
import {
  refOf,
  tableKey,
  type Change,
  type ChangeOf,
  type Column,
  type Table,
  type TableRef,
} from "../model/index.js";
import type { PlanContext } from "./context.js";
import { isOf, namesType } from "./enumColumns.js";
import { remadeColumnSteps } from "./itemSteps.js";
import { step, type Step } from "./step.js";

const columnKey = ({ schema, name }: TableRef, column: string): string =>
  JSON.stringify([schema, name, column]);

const byColumn = (changes: readonly Change[]): ReadonlyMap<string, ChangeOf<"column">> =>
  new Map(
    changes.flatMap((change) =>
      change.kind === "column" && change.table !== null && change.from !== null
        ? [
            [
              columnKey({ schema: change.schema, name: change.table }, change.from.name),
              change,
            ] as const,
          ]
        : [],
    ),
  );

/** Columns that are made anew although nothing about them changes. */
export const asideColumns = (
  changes: readonly Change[],
  { remade, from }: PlanContext,
): readonly Step[] => {
  const changed = byColumn(changes);
  return from.tables.flatMap((table) => {
    const names = remade.get(tableKey(table));
    return table.columns
      .filter(({ name }) => names?.has(name) === true && !changed.has(columnKey(table, name)))
      .flatMap((column) => remadeColumnSteps(refOf(table), column, column));
  });
};

/** Does the default go by way of an enum type that is made anew, without the column being of it? */
const borrowsEnum = (
  { type, default: fallback, generated }: Column,
  context: PlanContext,
): boolean =>
  generated === null &&
  [...context.remadeEnums.values()].some(
    (named) => !isOf(type, named, context) && namesType(fallback, named, context),
  );

/** Taken away before the type is, and set again behind it, unless the column's own change sets another one. */
const aside = (
  table: Table,
  column: Column,
  change: ChangeOf<"column"> | undefined,
  context: PlanContext,
): readonly Step[] => {
  const bare = { ...column, default: null };
  const alter = (existing: Column, fallback: string | null): Step =>
    step("alterColumn", refOf(table), {
      do: "alterColumn",
      table: refOf(table),
      name: column.name,
      change: { default: fallback },
      existing,
    });
  const away = alter(column, null);
  if (change === undefined) return [away, alter(bare, column.default)];
  if (change.to === null) return [];
  if (!change.aspects.some(({ path }) => path === "default"))
    return [away, alter(bare, column.default)];
  return borrowsEnum(change.to, context) ? [away] : [];
};

export const asideDefaults = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Step[] => {
  if (context.remadeEnums.size === 0) return [];
  const changed = byColumn(changes);
  return context.from.tables
    .filter((table) => context.toTable(table) !== undefined)
    .flatMap((table) =>
      table.columns
        .filter((column) => borrowsEnum(column, context))
        .flatMap((column) =>
          aside(table, column, changed.get(columnKey(table, column.name)), context),
        ),
    );
};
