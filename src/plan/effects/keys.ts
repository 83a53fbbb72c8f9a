/** Keys and indexes as what foreign keys depend on: lists of columns, whichever object covers them. */
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

/** Is it an index that identifies each row by these columns alone? */
const isKey = ({ unique, where, elements }: Index, columns: readonly string[]): boolean =>
  unique && where === null && elements.length === columns.length;

/** The lists of columns that a key or an index offers: all of its columns, and on MySQL also each leading part of them. */
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

/** What a foreign key over these columns depends on. */
export const keysOver = (
  table: TableRef,
  columns: readonly string[],
  context: PlanContext,
): readonly Address[] => [keyAddress(table, columns, context)];

/**
 * The keys that a foreign key may depend on under their new name. MySQL makes an index by itself for a foreign key that finds
 * none, and drops the one that it made before, so that nothing is left to rename.
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
