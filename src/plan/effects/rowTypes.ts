/** Columns that are of the row type of another table: what they stand on, and whose rows the server does not write meanwhile. */
import { type Column, type Sql, type Table, type TableRef } from "../../model/index.js";
import { inSchema, inTable, type Address } from "./address.js";
import { tableOn, type PlanContext, type Side } from "../context.js";
import { namesIn } from "./enumColumns.js";
import { meaningful } from "../../sql/index.js";

/**
 * The table whose rows a column is of, or an array of which. A type of another kind that takes the name of a table, or
 * leaves it its own, stands on the other side.
 */
export const rowTypeOf = (type: Sql, side: Side, context: PlanContext): readonly Table[] => {
  const { facts, types } = context.dialect;
  if (!facts.tablesAreTypes || types.portable(type) !== null) return [];
  const words = namesIn(type, context);
  const ref = { schema: words.at(-2) ?? null, name: words.at(-1) ?? "" };
  return words.length > 2 ? [] : [tableOn(side, context)(ref) ?? []].flat();
};

/** The types that an expression casts to, as the server prints it: `NULL::t`, `'(1)'::s.t`. */
const castsIn = (expression: Sql, { dialect: { lexicon } }: PlanContext): readonly Sql[] => {
  const tokens = meaningful(expression, lexicon);
  return tokens.flatMap(({ text }, i) => {
    if (text !== "::") return [];
    const [first, dot, second] = tokens.slice(i + 1, i + 4).map((token) => token.text);
    return first === undefined ? [] : [dot === "." ? `${first}.${second ?? ""}` : first];
  });
};

/** A column of a row type, or whose expression makes a value of one, stands on the table and on each of its columns. */
export const rowTypeUses = (
  { type, default: fallback, generated }: Column,
  side: Side,
  context: PlanContext,
): readonly Address[] =>
  [
    type,
    ...[fallback, generated?.expression ?? null].flatMap((sql) =>
      sql === null ? [] : castsIn(sql, context),
    ),
  ]
    .flatMap((named) => rowTypeOf(named, side, context))
    .flatMap((table) => [
      inSchema("table", table),
      inSchema("rowType", table),
      ...table.columns.map(({ name }) => inTable("column", table, context.foldColumn(name))),
    ]);

/** A new column whose values every row gets at once. */
export const fillsRows = ({ default: fallback, identity, generated }: Column): boolean =>
  fallback !== null || identity !== null || generated?.stored === true;

/** The server does not give the rows of a table a value while a column elsewhere holds such rows. */
export const rowsWritten = (
  table: TableRef,
  column: Column,
  { dialect }: PlanContext,
): readonly Address[] =>
  dialect.facts.tablesAreTypes && fillsRows(column) ? [inSchema("rowType", table)] : [];
