/** What a new table has otherwise than its parents hand it down: CREATE TABLE cannot say it of a column that is theirs alone. */
import {
  isInherited,
  refOf,
  type Change,
  type Column,
  type ColumnChange,
  type Table,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { inTable } from "../effects/address.js";
import { originsOf } from "../effects/inheritance.js";
import { step, type Step } from "../step.js";

type Handed = Pick<Column, "default" | "identity" | "nullable" | "options">;

/** A child has its parent's default, which may call the parent's own sequence; nothing counts in it by itself. */
const handedDown = (parent: TableRef, column: Column, { dialect }: PlanContext): Handed => ({
  default: column.default ?? dialect.ownSequence?.(parent, column)?.default ?? null,
  identity: null,
  nullable: column.nullable,
  options: Object.fromEntries(
    Object.entries(column.options).filter(
      ([key]) => dialect.facts.inheritance?.handedDownOptions.includes(key) === true,
    ),
  ),
});

const ownOf = (column: Column, handed: Handed): ColumnChange => ({
  ...(Object.keys(handed.options).some((key) => column.options[key] === undefined) && {
    options: column.options,
  }),
  ...(column.default === null && handed.default !== null && { default: null }),
  ...(column.identity !== null && { identity: column.identity }),
  ...(!column.nullable && handed.nullable && { nullable: false }),
});

const ownSteps = (table: Table, context: PlanContext): readonly Step[] =>
  table.columns.filter(isInherited).flatMap((column): readonly Step[] => {
    const origins = originsOf(table, column.name, context.toTable, context);
    const [nearest] = origins;
    const theirs =
      nearest && context.toTable(nearest)?.columns.find(({ name }) => name === column.name);
    if (nearest === undefined || theirs === undefined) return [];
    const handed = handedDown(nearest, theirs, context);
    const change = ownOf(column, handed);
    if (Object.keys(change).length === 0) return [];
    return [
      {
        ...step("alterColumn", refOf(table), {
          do: "alterColumn",
          table: refOf(table),
          name: column.name,
          change,
          existing: {
            ...column,
            ...handed,
            default: column.default ?? handed.default,
            options: { ...handed.options, ...column.options },
          },
        }),
        does: {
          needs: origins.map((ref) => inTable("column", ref, context.foldColumn(column.name))),
        },
      },
    ];
  });

export const newChildren = (changes: readonly Change[], context: PlanContext): readonly Step[] =>
  changes.flatMap((change) =>
    change.kind === "table" && change.verb === "add" && change.to !== null
      ? ownSteps(change.to, context)
      : [],
  );
