/** INSERT of literal rows. */
import { sameTable, type Operation, type Schema, type Sql } from "../../model/index.js";
import { columnList, refText } from "./clauses.js";
import { lexicon } from "./lexicon.js";

/** A list is ARRAY[…] in an array column, and JSON in any other. */
const value = (given: unknown, type: Sql | undefined): Sql =>
  Array.isArray(given) && type?.endsWith("[]") === true
    ? `ARRAY[${given.map((v) => value(v, type)).join(", ")}]::${type}`
    : given === undefined
      ? "DEFAULT"
      : lexicon.value(given);

export const bulkInsert = (
  { table, rows }: Operation<"bulkInsert">,
  before: Schema,
): readonly Sql[] => {
  if (rows.length === 0) return [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const types = new Map(
    before.tables.find((t) => sameTable(t, table))?.columns.map((c) => [c.name, c.type]),
  );
  const lines = rows.map(
    (row) => `(${columns.map((c) => value(row[c], types.get(c))).join(", ")})`,
  );
  return [`INSERT INTO ${refText(table)} ${columnList(columns)} VALUES\n  ${lines.join(",\n  ")}`];
};
