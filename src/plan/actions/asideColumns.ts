/** Columns that step aside for what changes around them, and come back: whole, or their default alone. */
import {
  isInherited,
  refOf,
  tableKey,
  type Change,
  type ChangeOf,
  type Column,
  type Table,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { enumColumns, isOf, namesType } from "../effects/enumColumns.js";
import { remadeColumnSteps } from "../impact/itemSteps.js";
import { originsOf } from "../effects/inheritance.js";
import { alteredColumns, columnKey } from "../effects/alteredColumns.js";
import { ownSequences, replacesSequence } from "../effects/ownSequences.js";
import { step, type Step } from "../step.js";

/** Columns that are made anew although nothing about them changes. */
export const asideColumns = (
  changes: readonly Change[],
  { remade, from }: PlanContext,
): readonly Step[] => {
  const changed = alteredColumns(changes);
  return from.tables.flatMap((table) => {
    const names = remade.get(tableKey(table));
    return table.columns
      .filter(
        (column) =>
          names?.has(column.name) === true &&
          !isInherited(column) &&
          !changed.has(columnKey(table, column.name)),
      )
      .flatMap((column) => remadeColumnSteps(refOf(table), column, column));
  });
};

/** What comes in the place of another of its name, while defaults name it. */
interface Replaced {
  /** Enum types and collations. */
  readonly enums: readonly TableRef[];
  /** Of columns that are no longer serial, or become so. */
  readonly sequences: readonly TableRef[];
  /** Columns that get another type or default, or are of such an enum: what is done to them is done to the children too. */
  readonly columns: ReadonlySet<string>;
}

const reaching = new Set(["type", "collation", "default"]);

const replacedBy = (changes: readonly Change[], context: PlanContext): Replaced => ({
  enums: [...context.remadeEnums.values(), ...context.remadeNamed],
  sequences: changes.flatMap(({ kind, schema, table, from, to }) =>
    kind === "column" &&
    table !== null &&
    from !== null &&
    to !== null &&
    replacesSequence(from, to)
      ? ownSequences({ schema, name: table }, [from], context)
      : [],
  ),
  columns: new Set([
    ...changes.flatMap((change) =>
      change.kind === "column" &&
      change.table !== null &&
      change.aspects.some(({ path }) => reaching.has(path))
        ? [columnKey({ schema: change.schema, name: change.table }, change.name ?? "")]
        : [],
    ),
    ...[...context.remadeEnums.values()].flatMap((named) =>
      enumColumns(named, context).map(({ table, column }) => columnKey(table, column.name)),
    ),
  ]),
});

/** A default of a child's own, which what is done to the parent's column would take away. */
const differs = (
  table: Table,
  column: Column,
  { columns }: Replaced,
  context: PlanContext,
): boolean =>
  column.default !== null &&
  column.generated === null &&
  originsOf(table, column.name, context.fromTable, context).some(
    (parent) =>
      columns.has(columnKey(parent, column.name)) &&
      context.fromTable(parent)?.columns.find(({ name }) => name === column.name)?.default !==
        column.default,
  );

/** Does the default go by way of one of them, without the column being of that type or having that sequence itself? */
const borrows = (
  { type, default: fallback, generated }: Column,
  { enums, sequences }: Replaced,
  context: PlanContext,
): boolean =>
  generated === null &&
  fallback !== null &&
  (enums.some((named) => !isOf(type, named, context) && namesType(fallback, named, context)) ||
    sequences.some(({ name }) => fallback.includes(name)));

/** Taken away before the type is, and set again behind it, unless the column's own change sets another one. */
const aside = (
  table: Table,
  column: Column,
  change: ChangeOf<"column"> | undefined,
  stillBorrows: (after: Column) => boolean,
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
  return stillBorrows(change.to) ? [away] : [];
};

/** @param calls does the column's default call a function that steps aside? */
export const asideDefaults = (
  changes: readonly Change[],
  calls: (table: TableRef, column: Column) => boolean,
  context: PlanContext,
): readonly Step[] => {
  const replaced = replacedBy(changes, context);
  const changed = alteredColumns(changes);
  return context.from.tables
    .filter((table) => context.toTable(table) !== undefined)
    .flatMap((table) => {
      const stands = (column: Column): boolean =>
        borrows(column, replaced, context) || calls(table, column);
      return table.columns
        .filter((column) => stands(column) || differs(table, column, replaced, context))
        .flatMap((column) =>
          aside(
            table,
            column,
            changed.get(columnKey(table, column.name)),
            (after) =>
              stands(after) ||
              (after.default !== null && differs(table, column, replaced, context)),
          ),
        );
    });
};
