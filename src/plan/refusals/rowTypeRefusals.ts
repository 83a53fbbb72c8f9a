/** Refuses to drop or rewrite a table while a column of its row type stays as it is. */
import {
  refOf,
  sameTable,
  tableKey,
  tableText,
  type Change,
  type Column,
  type Table,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { isOf } from "../effects/enumColumns.js";
import { fillsRows, rowTypeOf } from "../effects/rowTypes.js";
import type { ChangeImpact } from "../impact/impact.js";

/** The tables that are dropped, or whose rows the server rewrites or checks, with the reason. */
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

/** Why a plan cannot be carried out, for each column of such a row type that stays as it is. */
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
