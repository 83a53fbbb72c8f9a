/** Compares the order of a table's columns, if that is asked for. A difference is reported and never turned into DDL, because no server can move a column. */
import type { Table, Undecided } from "../model/index.js";
import { caseless } from "../sql/index.js";
import { inTable } from "./change.js";
import type { Context } from "./context.js";
import { insertionOrder } from "./insertionOrder.js";

/** Reports a table whose columns would not be in the declared order after the plan. New columns are placed where they are declared, on a server that can place them, and elsewhere at the end. */
export const compareColumnOrder = (
  live: Table,
  declared: Table,
  { options, dialect: { facts, lexicon } }: Context,
): readonly Undecided[] => {
  if (options.columnOrder === "ignore") return [];
  const fold = (name: string): string =>
    facts.columnNamesIgnoreCase ? caseless(name, lexicon) : name;
  const [there, asked] = [live, declared].map(({ columns }) => columns.map(({ name }) => name));
  if (there === undefined || asked === undefined) return [];
  const [has, wants] = [new Set(there.map(fold)), new Set(asked.map(fold))];
  const stays = there.filter((name) => wants.has(fold(name)));
  const comes = insertionOrder(
    declared.columns.filter(({ name }) => !has.has(fold(name))),
    lexicon,
  ).map(({ name }) => name);
  const [then, order] =
    facts.placesColumns === true
      ? [stays, asked.filter((name) => has.has(fold(name)))]
      : [[...stays, ...comes], asked];
  return then.every((name, i) => fold(name) === fold(order[i] ?? ""))
    ? []
    : [
        {
          kind: "table",
          ...inTable(declared),
          name: declared.name,
          aspects: [{ path: "columnOrder", from: then, to: order }],
          because: `its columns stand in another order: ${then.join(", ")}`,
        },
      ];
};
