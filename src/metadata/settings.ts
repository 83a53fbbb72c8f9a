/** Settings that only one dialect knows: each takes its own, and a key that none knows is a slip. */
import { allDialects } from "../dialects/index.js";
import { tableText, type Options } from "../model/index.js";
import { suggestion } from "../decode/suggest.js";
import type { TableDeclaration } from "./table.js";

type Place = "tableOptions" | "columnOptions" | "indexOptions";

/** What the dialect knows of the settings that were given; the others belong to other dialects. */
export const knownOptions = (options: Options, known: Options): Options =>
  Object.fromEntries(
    Object.entries(options)
      .filter(([key]) => Object.hasOwn(known, key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const keysOf = (place: Place): readonly string[] =>
  [...new Set(allDialects().flatMap(({ facts }) => Object.keys(facts[place])))].sort();

/** Warnings for the settings of one table that no dialect knows. */
export const unknownSettings = (table: TableDeclaration): readonly string[] => {
  const given: readonly (readonly [Place, Options, string])[] = [
    ["tableOptions", table.options, `table ${tableText(table)}`],
    ...table.columns.map(
      ({ options, dbName }) =>
        ["columnOptions", options, `column ${dbName} of table ${tableText(table)}`] as const,
    ),
    ...[
      ...table.extras.flatMap((extra) => (extra.is === "index" ? [extra.options] : [])),
      ...table.columns.flatMap(({ index }) => index ?? []),
    ].map(
      ({ options = {} }) =>
        ["indexOptions", options, `an index of table ${tableText(table)}`] as const,
    ),
  ];
  return given.flatMap(([place, options, where]) =>
    Object.keys(options)
      .filter((key) => !keysOf(place).includes(key))
      .map(
        (key) =>
          `no dialect knows the option ${JSON.stringify(key)} of ${where}: ${suggestion(key, keysOf(place), "options")}`,
      ),
  );
};
