/** Where a new column is placed among the existing ones. */
import { SchemaDiffError, tableText, type Column, type OperationOf } from "../model/index.js";

/**
 * The columns with the new one among them; null where the column that it is placed next to does not
 * exist.
 */
export const withColumnPlaced = (
  columns: readonly Column[],
  { column, place }: Pick<OperationOf["addColumn"], "column" | "place">,
  sameName: (a: string, b: string) => boolean,
): readonly Column[] | null => {
  if (place === undefined) return [...columns, column];
  const beside = columns.findIndex((c) => sameName(c.name, place.column));
  if (beside < 0) return null;
  const at = place.side === "after" ? beside + 1 : beside;
  return [...columns.slice(0, at), column, ...columns.slice(at)];
};

/** Throws where a place is given: for servers that add columns only at the end. */
export const refusePlace = (
  { table, column, place }: OperationOf["addColumn"],
  title: string,
): void => {
  if (place === undefined) return;
  throw new SchemaDiffError(
    "unsupported",
    `column ${tableText(table)}.${column.name}: ${title} adds columns at the end only`,
    `leave ${place.side === "after" ? "insertAfter" : "insertBefore"} out`,
  );
};
