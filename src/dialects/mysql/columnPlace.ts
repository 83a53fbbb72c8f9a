/** FIRST and AFTER: where ADD COLUMN puts a column. */
import type { OperationOf, Sql, Table } from "../../model/index.js";
import { withColumnPlaced } from "../columnPlace.js";
import { caseless } from "../../sql/index.js";
import { quote, unsupported } from "./clauses.js";
import { lexicon } from "./lexicon.js";

export const sameColumn = (a: string, b: string): boolean =>
  caseless(a, lexicon) === caseless(b, lexicon);

/** @param table the table at that point; null where it is not known */
export const placeText = (operation: OperationOf["addColumn"], table: Table | null): Sql => {
  const { column, place } = operation;
  if (place === undefined) return "";
  if (place.side === "after") return ` AFTER ${quote(place.column)}`;
  const placed = table === null ? null : withColumnPlaced(table.columns, operation, sameColumn);
  if (placed === null)
    return unsupported(
      `column ${operation.table.name}.${column.name}: there is no column "${place.column}" before which it could come`,
      "check the name",
    );
  const before = placed[placed.indexOf(column) - 1];
  return before === undefined ? " FIRST" : ` AFTER ${quote(before.name)}`;
};
