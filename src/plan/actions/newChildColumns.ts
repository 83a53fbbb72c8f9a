/** What a child's column has other than its parents', where the column is added through them, or the child itself is new. */
import {
  isInherited,
  inheritedOption,
  refOf,
  same,
  type Change,
  type Column,
  type ColumnChange,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { inTable } from "../effects/address.js";
import { originsOf } from "../effects/inheritance.js";
import { step, type Step } from "../step.js";

/** The default that a child inherits, which may call the sequence of the parent; the child's column is not auto-increment itself. */
const inheritedDefault = (parent: Table, column: Column, { dialect }: PlanContext): string | null =>
  column.default ?? dialect.ownSequence?.(parent, column)?.default ?? null;

/** The column that ADD COLUMN of a parent makes in a child. */
const madeByColumn = (column: Column, theirs: Column, fallback: string | null): Column => ({
  ...theirs,
  default: fallback,
  comment: null,
  identity: null,
  options: { ...theirs.options, [inheritedOption]: column.options[inheritedOption] ?? "true" },
});

/** The column that CREATE TABLE of the child makes of it: the statements after it set options, comment and a default, and remove none. */
const madeByTable = (
  column: Column,
  theirs: Column,
  fallback: string | null,
  { dialect: { facts } }: PlanContext,
): Column => ({
  ...column,
  default: column.default ?? fallback,
  identity: null,
  nullable: theirs.nullable,
  options: {
    ...Object.fromEntries(
      Object.entries(theirs.options).filter(
        ([key]) => facts.inheritance?.handedDownOptions.includes(key) === true,
      ),
    ),
    ...column.options,
  },
});

const own = ["default", "nullable", "identity", "comment", "options"] as const;

const ownStep = (
  child: Table,
  column: Column,
  made: typeof madeByTable,
  context: PlanContext,
): readonly Step[] => {
  const origins = originsOf(child, column.name, context.toTable, context);
  const [parent] = origins.flatMap((ref) => context.toTable(ref) ?? []);
  const theirs = parent?.columns.find(({ name }) => name === column.name);
  if (parent === undefined || theirs === undefined) return [];
  const existing = made(column, theirs, inheritedDefault(parent, theirs, context), context);
  const change: ColumnChange = Object.fromEntries(
    own.flatMap((key) => (same(existing[key], column[key]) ? [] : [[key, column[key]]])),
  );
  if (Object.keys(change).length === 0) return [];
  const table = refOf(child);
  return [
    {
      ...step("alterColumn", table, {
        do: "alterColumn",
        table,
        name: column.name,
        change,
        existing,
      }),
      does: {
        needs: origins.map((ref) => inTable("column", ref, context.foldColumn(column.name))),
      },
    },
  ];
};

export const newChildColumns = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Step[] =>
  changes.flatMap((change) => {
    if (change.verb !== "add" || change.to === null) return [];
    if (change.kind === "table") {
      const table = change.to;
      return table.columns
        .filter(isInherited)
        .flatMap((column) => ownStep(table, column, madeByTable, context));
    }
    if (change.kind !== "column" || !isInherited(change.to)) return [];
    const child = context.toTable({ schema: change.schema, name: change.table ?? "" });
    return child === undefined || context.fromTable(child) === undefined
      ? []
      : ownStep(child, change.to, madeByColumn, context);
  });
