/** Columns of the row type of another table: what they depend on, and tables whose rows the server cannot rewrite while they exist. */
import { type Column, type Sql, type Table, type TableRef } from "../../model/index.js";
import { inSchema, inTable, type Address } from "./address.js";
import { tableOn, type PlanContext, type Side } from "../context.js";
import { namesIn } from "./enumColumns.js";
import { meaningful } from "../../sql/index.js";

/**
 * The table whose row type a column has, or an array of it. Where a type of another kind takes over the name of a table, or
 * the reverse, the name means a table on one side only.
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

/** What a column of a row type, or one whose expression makes a value of it, depends on: the table and each of its columns. */
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

/** Does a new column give every row a value at once? */
export const fillsRows = ({ default: fallback, identity, generated }: Column): boolean =>
  fallback !== null || identity !== null || generated?.stored === true;

/** The address of the rows that a new column fills: the server refuses that while a column elsewhere holds such rows. */
export const rowsWritten = (
  table: TableRef,
  column: Column,
  { dialect }: PlanContext,
): readonly Address[] =>
  dialect.facts.tablesAreTypes && fillsRows(column) ? [inSchema("rowType", table)] : [];
