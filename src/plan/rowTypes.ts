/** Columns that are of the row type of another table: that cannot go, nor be written anew, while they are there. */
import {
  refOf,
  sameTable,
  tableKey,
  tableText,
  type Change,
  type Column,
  type Sql,
  type Table,
  type TableRef,
} from "../model/index.js";
import { inSchema, inTable, type Address } from "./address.js";
import { tableOn, type PlanContext, type Side } from "./context.js";
import { isOf, namesIn } from "./enumColumns.js";
import type { ChangeImpact } from "./impact.js";
import { meaningful } from "../sql/index.js";

/**
 * The table whose rows a column is of, or an array of which. A type of another kind that takes the name of a table, or
 * leaves it its own, stands on the other side.
 */
const rowTypeOf = (type: Sql, side: Side, context: PlanContext): readonly Table[] => {
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
const fillsRows = ({ default: fallback, identity, generated }: Column): boolean =>
  fallback !== null || identity !== null || generated?.stored === true;

/** The server does not give the rows of a table a value while a column elsewhere holds such rows. */
export const rowsWritten = (
  table: TableRef,
  column: Column,
  { dialect }: PlanContext,
): readonly Address[] =>
  dialect.facts.tablesAreTypes && fillsRows(column) ? [inSchema("rowType", table)] : [];

/** The tables that go, or whose rows the server writes or checks anew, with the reason. */
const rewritten = (
  changes: readonly Change[],
  { retyped, rebound, remade }: ChangeImpact,
  { from: { tables } }: PlanContext,
): readonly (readonly [table: TableRef, how: string])[] => [
  ...tables.flatMap((table): readonly (readonly [TableRef, string])[] => {
    const key = tableKey(table);
    const [column] = [retyped, rebound, remade].flatMap((by) => [...(by.get(key) ?? [])]);
    return column === undefined
      ? []
      : [[refOf(table), `whose column ${column} changes with its rows`]];
  }),
  ...changes.flatMap((change): readonly (readonly [TableRef, string])[] => {
    const { kind, schema, table, verb } = change;
    if (table === null) return [];
    const ref = { schema, name: table };
    if (kind === "table" && verb === "drop") return [[ref, "which goes"]];
    return change.kind === "column" &&
      change.from === null &&
      change.to !== null &&
      fillsRows(change.to)
      ? [[ref, `which gets the column ${change.to.name} with a value in every row`]]
      : [];
  }),
];

/** Why a plan cannot be carried out: a column of the row type that stays as it is. */
export const rowTypeRefusals = (
  changes: readonly Change[],
  impact: ChangeImpact,
  context: PlanContext,
): readonly string[] => {
  if (!context.dialect.facts.tablesAreTypes) return [];
  const all = rewritten(changes, impact, context);
  if (all.length === 0) return [];
  const stays = (holder: Table, { name, type }: Column): boolean =>
    context.toTable(refOf(holder))?.columns.some((c) => c.name === name && c.type === type) ===
    true;
  const holders = context.from.tables.flatMap((holder) =>
    holder.columns
      .filter(({ type }) => rowTypeOf(type, "from", context).length > 0)
      .map((column) => ({ holder, column })),
  );
  return holders.flatMap(({ holder, column }) =>
    all
      .filter(
        ([table]) =>
          isOf(column.type, table, context) && !sameTable(table, holder) && stays(holder, column),
      )
      .map(
        ([table, how]) =>
          `column ${tableText(holder)}.${column.name} is of the row type of ${tableText(table)}, ${how}`,
      ),
  );
};
