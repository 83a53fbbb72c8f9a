/** The manual's page "Hybrid tables": their keys are enforced. */
import { keyOf } from "../values/compare.mjs";

const valuesOf = (columns, table) => {
  const at = columns.map((column) => table.columns.indexOf(column));
  return (row) => at.map((index) => row[index]);
};

const textOf = (values) => values.map(keyOf).join("\u0000");

const repeats = ({ columns, table }, rows) => {
  const valuesIn = valuesOf(columns, table);
  const keys = rows
    .map(valuesIn)
    .filter((values) => !values.includes(null))
    .map(textOf);
  return new Set(keys).size < keys.length;
};

const hasOrphans = ({ columns, key, table }, rows) => {
  const parents = key.table === table ? rows : key.table.rows;
  const among = new Set(parents.map(valuesOf(key.columns, key.table)).map(textOf));
  return rows.map(valuesOf(columns, table)).some((values) => !among.has(textOf(values)));
};

/** Do rows break a key that is held against them? */
export const breaks = (constraint, rows = constraint.table.rows) =>
  constraint.enforced &&
  ((constraint.kind === "FOREIGN KEY" && hasOrphans(constraint, rows)) ||
    (["PRIMARY KEY", "UNIQUE"].includes(constraint.kind) && repeats(constraint, rows)));
