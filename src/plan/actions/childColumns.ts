/** What an ALTER of a parent's column sets in its children too, whatever they had: what a child is to keep of its own is set again behind that. */
import {
  isInherited,
  refOf,
  type Change,
  type ChangeOf,
  type Column,
  type ColumnChange,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { inTable } from "../effects/address.js";
import { originsOf } from "../effects/inheritance.js";
import { step, type Step } from "../step.js";
import { alteredColumns, columnKey } from "../effects/alteredColumns.js";

/** Attributes of a column, as they are set by one ALTER. */
type Attributes = Pick<ColumnChange, "default" | "nullable" | "options">;

interface Carried {
  readonly path: string;
  readonly holds?: (child: Column, parent: Column, context: PlanContext) => boolean;
  readonly of: (column: Column) => string | boolean | null | undefined;
  readonly set: (existing: Column, value: Column) => Attributes;
  /** It is told to the server also where the child's column seems to have it already. */
  readonly alwaysTold?: true;
}

const option = (key: string): Carried => ({
  path: `options.${key}`,
  of: ({ options }) => options[key],
  set: ({ options }, { options: { [key]: value } }) => {
    const { [key]: _, ...others } = options;
    return { options: value === undefined ? others : { ...others, [key]: value } };
  },
});

const carriedBy = ({
  dialect: {
    facts: { inheritance },
  },
}: PlanContext): readonly Carried[] => [
  {
    path: "default",
    // A default of the child's own steps aside for what is done to the parent's, and comes back by itself.
    holds: (child, { default: set }) =>
      isInherited(child) && child.default === null && child.generated === null && set !== null,
    of: (column) => column.default,
    set: (_, { default: value }) => ({ default: value }),
    alwaysTold: true,
  },
  {
    path: "nullable",
    holds: (_child, _parent, { dialect: { facts }, version }) =>
      facts.inheritance?.carriesNotNull(version) === true,
    of: ({ nullable }) => nullable,
    set: (_, { nullable }) => ({ nullable }),
  },
  ...(inheritance?.carriedOptions ?? []).map(option),
];

/** The child's column as what is done to the parents leaves it, and what makes it as it is to be; null where that does nothing to it. */
const undone = (
  child: Column,
  own: ChangeOf<"column"> | undefined,
  above: readonly ChangeOf<"column">[],
  parent: Column,
  context: PlanContext,
): { readonly existing: Column; readonly change: Attributes } | null => {
  const says = ({ aspects }: ChangeOf<"column">, { path }: Carried): boolean =>
    aspects.some((aspect) => aspect.path === path);
  const undoing = carriedBy(context).filter(
    (attribute) =>
      above.some((one) => says(one, attribute)) &&
      attribute.of(parent) !== attribute.of(child) &&
      (own === undefined || !says(own, attribute)) &&
      attribute.holds?.(child, parent, context) !== false,
  );
  if (undoing.length === 0) return null;
  const existing = undoing
    .filter(({ alwaysTold }) => alwaysTold !== true)
    .reduce((column, { set }) => ({ ...column, ...set(column, parent) }), child);
  const change = undoing.reduce<Attributes>(
    (all, { set }) => ({ ...all, ...set({ ...existing, ...all }, child) }),
    {},
  );
  return { existing, change };
};

const keptIn = (
  table: Table,
  column: Column,
  changed: ReadonlyMap<string, ChangeOf<"column">>,
  context: PlanContext,
): readonly Step[] => {
  const origins = originsOf(table, column.name, context.fromTable, context);
  const above = origins.flatMap((parent) => changed.get(columnKey(parent, column.name)) ?? []);
  const own = changed.get(columnKey(table, column.name));
  if (above.length === 0 || own?.to === null) return [];
  // Whatever is done above, the nearest parent hands down what it is to have itself.
  const parent = origins
    .flatMap((ref) => context.toTable(ref)?.columns ?? [])
    .find(({ name }) => name === column.name);
  const again = parent === undefined ? null : undone(column, own, above, parent, context);
  if (again === null) return [];
  return [
    {
      ...step("alterColumn", refOf(table), {
        do: "alterColumn",
        table: refOf(table),
        name: column.name,
        ...again,
      }),
      does: {
        needs: origins.map((ref) => inTable("column", ref, context.foldColumn(column.name))),
      },
    },
  ];
};

export const childColumns = (changes: readonly Change[], context: PlanContext): readonly Step[] => {
  const changed = alteredColumns(changes);
  return context.from.tables.flatMap((table) => {
    const after = context.toTable(table);
    return table.columns
      .filter(({ name }) => after?.columns.some((column) => column.name === name) === true)
      .flatMap((column) => keptIn(table, column, changed, context));
  });
};
