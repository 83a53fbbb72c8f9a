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
import type { PlanContext } from "./context.js";
import { isOf, namesIn } from "./enumColumns.js";
import type { ChangeImpact } from "./impact.js";
import type { State } from "./state.js";

/** The table whose rows a column is of, or an array of which. */
const rowTypeOf = (
  type: Sql,
  lookup: (ref: TableRef) => Table | undefined,
  context: PlanContext,
): Table | undefined => {
  const { dialect } = context;
  if (!dialect.facts.tablesAreTypes || dialect.types.portable(type) !== null) return undefined;
  const words = namesIn(type, context);
  const ref = { schema: words.at(-2) ?? null, name: words.at(-1) ?? "" };
  return words.length > 2 ? undefined : lookup(ref);
};

/** A column of a row type stands on the table and on each of its columns. */
export const rowTypeUses = (state: State, type: Sql, context: PlanContext): readonly Address[] => {
  const table = rowTypeOf(type, state === "before" ? context.fromTable : context.toTable, context);
  return table === undefined
    ? []
    : [
        inSchema("table", table),
        ...table.columns.map(({ name }) => inTable("column", table, context.foldColumn(name))),
      ];
};

/** A new column whose values every row gets at once. */
const fillsRows = ({ default: fallback, identity, generated }: Column): boolean =>
  fallback !== null || identity !== null || generated?.stored === true;

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
      .filter(({ type }) => rowTypeOf(type, context.fromTable, context) !== undefined)
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
