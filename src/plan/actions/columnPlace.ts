/** Where a plan puts a new column, if the order of columns is asked for: where it is declared, and the server can put it. */
import { tableKey, type Column, type ColumnPlace, type TableRef } from "../../model/index.js";
import type { PlanContext } from "../context.js";

export const columnPlace = (
  ref: TableRef,
  column: Column,
  { placesColumns, dialect: { facts }, remade, fromTable, toTable, foldColumn }: PlanContext,
): { readonly place?: ColumnPlace } => {
  if (!placesColumns || facts.placesColumns !== true) return {};
  const [standing, wanted] = [fromTable(ref)?.columns ?? [], toTable(ref)?.columns ?? []];
  const isThere = ({ name }: Column): boolean =>
    standing.some((c) => foldColumn(c.name) === foldColumn(name));
  const isAway = ({ name }: Column): boolean => remade.get(tableKey(ref))?.has(name) === true;
  const at = wanted.findIndex(({ name }) => name === column.name);
  const before = wanted
    .slice(0, at)
    .filter((c) => !isAway(c))
    .at(-1);
  const behind = wanted.slice(at + 1).find((c) => isThere(c) && !isAway(c));
  // What comes last anyway needs no word for it.
  if (behind === undefined && (before === undefined || isThere(before))) return {};
  if (before !== undefined) return { place: { side: "after", column: before.name } };
  return behind === undefined ? {} : { place: { side: "before", column: behind.name } };
};
