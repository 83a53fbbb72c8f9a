/** Restores attributes of children's columns that an ALTER of the parent's column overwrites: such an ALTER sets them in every child, whatever the child had. */
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
  /** The statement sets it even where the child's column seems to have it already. */
  readonly alwaysSet?: true;
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
    // A default of the child's own is dropped and set again around the parent's change anyway (`asideColumns.ts`).
    holds: (child, { default: set }) =>
      isInherited(child) && child.default === null && child.generated === null && set !== null,
    of: (column) => column.default,
    set: (_, { default: value }) => ({ default: value }),
    alwaysSet: true,
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

/** The child's column as the changes of its parents leave it, and the change that restores it; null where they overwrite nothing. */
const undone = (
  child: Column,
  own: ChangeOf<"column"> | undefined,
  above: readonly ChangeOf<"column">[],
  parent: Column,
  context: PlanContext,
): { readonly existing: Column; readonly change: Attributes } | null => {
  const changes = ({ aspects }: ChangeOf<"column">, { path }: Carried): boolean =>
    aspects.some((aspect) => aspect.path === path);
  const undoing = carriedBy(context).filter(
    (attribute) =>
      above.some((one) => changes(one, attribute)) &&
      attribute.of(parent) !== attribute.of(child) &&
      (own === undefined || !changes(own, attribute)) &&
      attribute.holds?.(child, parent, context) !== false,
  );
  if (undoing.length === 0) return null;
  const existing = undoing
    .filter(({ alwaysSet }) => alwaysSet !== true)
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
  // Whichever ancestor changes, the child inherits what its nearest parent is to have.
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
