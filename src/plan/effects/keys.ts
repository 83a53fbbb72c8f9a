/** Keys and indexes as what foreign keys stand on: lists of columns, whatever holds them. */
import { nameText, type Constraint, type Index, type TableRef } from "../../model/index.js";
import { byText } from "../../model/index.js";
import { inTable, type Address } from "./address.js";
import type { PlanContext } from "../context.js";
import { isIndex } from "./mentions.js";

const keyAddress = (
  table: TableRef,
  columns: readonly string[],
  { foldColumn }: PlanContext,
): Address => inTable("key", table, JSON.stringify(columns.map(foldColumn).sort(byText)));

/** The leading columns of an index, up to the first expression; those of a primary key or a unique constraint. */
export const leadingColumns = (item: Constraint | Index): readonly string[] => {
  if (!isIndex(item))
    return item.kind === "primaryKey" || item.kind === "unique" ? item.columns : [];
  const { elements } = item;
  const end = elements.findIndex(({ of }) => !("column" in of));
  return elements
    .slice(0, end < 0 ? elements.length : end)
    .flatMap(({ of }) => ("column" in of ? [of.column] : []));
};

/** An index that tells every two rows apart by columns alone. */
const isKey = ({ unique, where, elements }: Index, columns: readonly string[]): boolean =>
  unique && where === null && elements.length === columns.length;

/** What a key or an index offers: all of its columns, and on MySQL also each run of leading ones. */
export const keysOf = (
  table: TableRef,
  item: Constraint | Index,
  context: PlanContext,
): readonly Address[] => {
  const columns = leadingColumns(item);
  if (columns.length === 0) return [];
  if (!context.dialect.facts.foreignKeyNeedsIndex)
    return isIndex(item) && !isKey(item, columns) ? [] : [keyAddress(table, columns, context)];
  return columns.map((_, i) => keyAddress(table, columns.slice(0, i + 1), context));
};

/** What a foreign key over these columns stands on. */
export const keysOver = (
  table: TableRef,
  columns: readonly string[],
  context: PlanContext,
): readonly Address[] => [keyAddress(table, columns, context)];

/**
 * What a foreign key may stand on under its other name. MySQL makes an index of its own for a foreign key that finds none,
 * and drops the one it made before, so that nothing is left to rename.
 */
export const renamedKeys = (
  table: TableRef,
  name: string,
  context: PlanContext,
): readonly Address[] => {
  if (!context.dialect.facts.foreignKeyNeedsIndex) return [];
  const standing = context.fromTable(table);
  return [...(standing?.indexes ?? []), ...(standing?.constraints ?? [])]
    .filter((item) => nameText(item.name) === name)
    .flatMap((item) => keysOf(table, item, context));
};
