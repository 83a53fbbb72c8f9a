/** Drops columns, or only their defaults, around changes of what they depend on, and restores them afterwards. */
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

/** Drops and adds the columns that have to be recreated although nothing about them changes. */
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

/** Objects that are replaced by another one of the same name while defaults name them. */
interface Replaced {
  /** Enum types and collations. */
  readonly enums: readonly TableRef[];
  /** The sequences of columns that cease or begin to be serial. */
  readonly sequences: readonly TableRef[];
  /** Columns that get another type, collation or default, or are of a replaced enum type: their ALTER reaches the same column of the children. */
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

/** Does a child's column have a default of its own, which the ALTER of the parent's column would overwrite? */
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

/** Does the default name one of them, although the column is not of that type and does not own that sequence? */
const borrows = (
  { type, default: fallback, generated }: Column,
  { enums, sequences }: Replaced,
  context: PlanContext,
): boolean =>
  generated === null &&
  fallback !== null &&
  (enums.some((named) => !isOf(type, named, context) && namesType(fallback, named, context)) ||
    sequences.some(({ name }) => fallback.includes(name)));

/** Drops a default before the type is dropped, and sets it again afterwards, unless the column's own change sets another one. */
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

/** @param calls does the column's default call a function that is dropped and created again? */
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
