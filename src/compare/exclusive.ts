/** Options that one index of a table has at most, or the table itself: who is not said to have one loses it to whom it is said of. */
import { optionsOf, type Constraint, type Index, type Table } from "../model/index.js";
import type { Context } from "./context.js";

type Item = Table | Index | Constraint;

const says = (item: Item, key: string): boolean => optionsOf(item)[key] !== undefined;

/** What was filled in from the live object, without what the declared table says of another one. */
export const withoutTaken = <T extends Item>(
  filled: T,
  declared: Item,
  table: Table,
  { dialect }: Context,
): T => {
  const all: readonly Item[] = [table, ...table.indexes, ...table.constraints];
  const taken = Object.keys(dialect.facts.exclusiveOptions ?? {}).filter(
    (key) => says(filled, key) && !says(declared, key) && all.some((other) => says(other, key)),
  );
  return taken.length === 0
    ? filled
    : {
        ...filled,
        options: Object.fromEntries(
          Object.entries(optionsOf(filled)).filter(([key]) => !taken.includes(key)),
        ),
      };
};
