/** The order of a table's columns, where somebody asks for it: told, and never turned into DDL, for no server moves a column. */
import type { Table, Undecided } from "../model/index.js";
import { caseless } from "../sql/index.js";
import { inTable } from "./change.js";
import type { Context } from "./context.js";
import { insertionOrder } from "./insertionOrder.js";

/** New columns come where they are declared, on a server that puts them there; elsewhere at the end. */
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
