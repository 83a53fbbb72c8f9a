/** Where a new column comes to stand among those that are there. */
import { SchemaDiffError, tableText, type Column, type OperationOf } from "../model/index.js";

/** The columns with the new one among them; null where the one beside which it is to stand is not there. */
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

/** Where a server adds columns at the end and nowhere else, an order that cannot be kept is refused. */
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
