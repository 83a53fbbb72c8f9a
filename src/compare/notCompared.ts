/** What is not modelled, of both sides: which side holds it, and whether the servers print it differently. */
import {
  inheritedOption,
  refOf,
  same,
  tableKey,
  unmodelledKey,
  type Change,
  type NotCompared,
  type Schema,
  type TableRef,
  type Undecided,
  type Unmodelled,
} from "../model/index.js";

const printed = ({ digest, definition }: Unmodelled): string | null => digest ?? definition;

/** Do two prints differ? Only if both exist: an older snapshot has none. */
const differ = (one: Unmodelled, other: Unmodelled): boolean => {
  const [a, b] = [printed(one), printed(other)];
  return a !== null && b !== null && a !== b;
};

/** Tables with a change, or with a change of a part: it already reports that the texts differ. */
const changedTables = (found: readonly (Change | Undecided)[]): ReadonlySet<string> =>
  new Set(
    found.flatMap(({ schema, table }) =>
      table === null ? [] : [tableKey({ schema, name: table })],
    ),
  );

/**
 * Tables in which nothing that is modelled differs, but which the server prints differently. Not where the versions of the
 * servers differ: these may print the same table in two ways.
 */
export const differingPrints = (
  from: Schema,
  to: Schema,
  found: readonly (Change | Undecided)[],
): readonly NotCompared[] => {
  if (!same(from.version.slice(0, 2), to.version.slice(0, 2))) return [];
  const others = new Map(to.prints?.map(({ digest, ...ref }) => [tableKey(ref), digest]));
  const changed = changedTables(found);
  const compared = new Set(from.tables.map((table: TableRef) => tableKey(table)));
  return (from.prints ?? []).flatMap(({ digest, ...ref }): readonly NotCompared[] => {
    const other = others.get(tableKey(ref));
    return other === undefined ||
      other === digest ||
      changed.has(tableKey(ref)) ||
      !compared.has(tableKey(ref))
      ? []
      : [
          {
            kind: "table definition",
            ...ref,
            table: null,
            definition: null,
            side: "both",
            differs: true,
          },
        ];
  });
};

/**
 * Columns that one side only inherits from a parent, and the other also declares itself: no statement makes them alike.
 * @param isComplete `to` is complete, so that what it leaves unspecified counts too
 */
export const differingInheritance = (
  from: Schema,
  to: Schema,
  isComplete: boolean,
): readonly NotCompared[] => {
  const others = new Map(to.tables.map((table) => [tableKey(table), table]));
  return from.tables.flatMap((table) => {
    const columns = new Map(others.get(tableKey(table))?.columns.map((c) => [c.name, c]));
    return table.columns.flatMap(({ name, options }): readonly NotCompared[] => {
      const other = columns.get(name);
      return other === undefined ||
        (!isComplete && other.options[inheritedOption] === undefined) ||
        other.options[inheritedOption] === options[inheritedOption]
        ? []
        : [
            {
              kind: "inheritance of a column",
              schema: table.schema,
              name,
              table: refOf(table),
              definition: null,
              side: "both",
              differs: true,
            },
          ];
    });
  });
};

export const notComparedOf = (from: Schema, to: Schema): readonly NotCompared[] => {
  const others = new Map(to.notCompared.map((item) => [unmodelledKey(item), item]));
  const ours = from.notCompared.map((item): NotCompared => {
    const other = others.get(unmodelledKey(item));
    others.delete(unmodelledKey(item));
    if (other === undefined) return { ...item, side: "from" };
    return { ...item, side: "both", ...(differ(item, other) && { differs: true }) };
  });
  return [...ours, ...[...others.values()].map((item): NotCompared => ({ ...item, side: "to" }))];
};
