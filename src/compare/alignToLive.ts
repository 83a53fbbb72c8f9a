/**
 * A declaration in the live side's words, where both say the same in two ways and no server need be asked. Two databases
 * each say what they say, so between them (`unspecified: "absent"`) nothing is changed.
 */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Schema, type Table } from "../model/index.js";
import { inLiveCase } from "./identifierCase.js";
import type { CompareOptions } from "./options.js";

/** What a table's columns are read against (its collation), from the live table where the declaration leaves it to the database. */
const underLiveOptions = (
  table: Table,
  live: Table,
  { facts: { optionAlias } }: Dialect,
): Table => {
  const unsaid = Object.entries(optionAlias).flatMap(([told, teller]): [string, string][] => {
    const there = live.options[teller];
    return there === undefined || told in table.options || teller in table.options
      ? []
      : [[teller, there]];
  });
  return unsaid.length === 0
    ? table
    : { ...table, options: { ...table.options, ...Object.fromEntries(unsaid) } };
};

export const inLiveWords = (
  live: Schema,
  declared: Schema,
  dialect: Dialect,
  options: CompareOptions,
): Schema => {
  if (options.unspecified === "absent") return declared;
  const cased = inLiveCase(live, declared, dialect);
  const counterparts = new Map(live.tables.map((t) => [tableKey(t), t]));
  return {
    ...cased,
    tables: cased.tables.map((t) =>
      underLiveOptions(t, counterparts.get(tableKey(t)) ?? t, dialect),
    ),
  };
};
