/** The declared side in the live one's words, where both say the same in two ways and no server need be asked. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Column, type Schema, type Table } from "../model/index.js";
import { inLiveCase } from "./casing.js";
import type { CompareOptions } from "./options.js";

const sameNumber = (column: Column, mate: Column, { numberOf }: Dialect): boolean => {
  if (column.default === null || mate.default === null || column.default === mate.default) return false;
  const number = numberOf(column.default, column.type);
  return number !== null && number === numberOf(mate.default, mate.type);
};

const inLiveNumbers = (table: Table, live: Table, dialect: Dialect): Table => {
  const mates = new Map(live.columns.map((c) => [c.name, c]));
  const columns = table.columns.map((c) => {
    const mate = mates.get(c.name);
    return mate !== undefined && sameNumber(c, mate, dialect) ? { ...c, default: mate.default } : c;
  });
  return columns.every((c, i) => c === table.columns[i]) ? table : { ...table, columns };
};

export const inLiveWords = (live: Schema, declared: Schema, dialect: Dialect, options: CompareOptions): Schema => {
  const cased = inLiveCase(live, declared, dialect, options);
  const mates = new Map(live.tables.map((t) => [tableKey(t), t]));
  return { ...cased, tables: cased.tables.map((t) => inLiveNumbers(t, mates.get(tableKey(t)) ?? t, dialect)) };
};
