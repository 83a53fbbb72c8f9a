/** Options that only one index of a table, or the table itself, can have: if the declaration gives one to another object, the live holder loses it. */
import { optionsOf, type Constraint, type Index, type Table } from "../model/index.js";
import type { Context } from "./context.js";

type Item = Table | Index | Constraint;

const has = (item: Item, key: string): boolean => optionsOf(item)[key] !== undefined;

/** A declared object with its unspecified attributes filled in, without the exclusive options that the declared table gives to another object. */
export const withoutTaken = <T extends Item>(
  filled: T,
  declared: Item,
  table: Table,
  { dialect }: Context,
): T => {
  const all: readonly Item[] = [table, ...table.indexes, ...table.constraints];
  const taken = Object.keys(dialect.facts.exclusiveOptions ?? {}).filter(
    (key) => has(filled, key) && !has(declared, key) && all.some((other) => has(other, key)),
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
