/** What a table's columns are read against (its collation), from the live table where the declaration leaves it to the database. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Schema, type Table } from "../model/index.js";

const ofTable = (table: Table, live: Table, { facts: { optionAlias } }: Dialect): Table => {
  const unspecified = Object.entries(optionAlias).flatMap(([told, teller]): [string, string][] => {
    const there = live.options[teller];
    return there === undefined || told in table.options || teller in table.options
      ? []
      : [[teller, there]];
  });
  return unspecified.length === 0
    ? table
    : { ...table, options: { ...table.options, ...Object.fromEntries(unspecified) } };
};

export const underLiveOptions = (live: Schema, declared: Schema, dialect: Dialect): Schema => {
  const counterparts = new Map(live.tables.map((t) => [tableKey(t), t]));
  return {
    ...declared,
    tables: declared.tables.map((t) => ofTable(t, counterparts.get(tableKey(t)) ?? t, dialect)),
  };
};
