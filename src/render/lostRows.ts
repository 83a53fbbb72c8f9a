/** What `down` restores without the rows or values that `up` dropped. */
import { tableKey, type Operation, type TableRef } from "../model/index.js";

const within = (operation: Operation): readonly Operation[] =>
  operation.do === "batch" ? operation.operations : [operation];

const columnKey = (table: TableRef, name: string): string =>
  JSON.stringify([tableKey(table), name]);

const droppedBy = (operation: Operation): readonly string[] => {
  if (operation.do === "dropTable") return [tableKey(operation.table)];
  return operation.do === "dropColumn" && operation.dropped?.generated === null
    ? [columnKey(operation.table, operation.name)]
    : [];
};

/** The remark about UNDROP; the retention time is the one at the time when the script was written. */
const broughtBack = (operation: Operation<"createTable" | "createSchema">): readonly string[] => {
  const { undropDays = 0 } = operation.do === "createTable" ? operation.table : operation.namespace;
  return [
    `UNDROP brings it back as it was dropped, ${operation.do === "createTable" ? "rows included, " : ""}for ${undropDays} ${undropDays === 1 ? "day" : "days"} (its retention time); another one of its name that stands there by then has to be renamed first, and without undrop an empty one is made`,
  ];
};

/** @returns the remarks for an operation of `down` */
export const notBroughtBack = (
  up: readonly Operation[],
): ((operation: Operation) => readonly string[]) => {
  const dropped = new Set(up.flatMap(within).flatMap(droppedBy));
  return (operation) => {
    if ("undrop" in operation && operation.undrop) return broughtBack(operation);
    if (operation.do === "createTable" && dropped.has(tableKey(operation.table)))
      return ["the rows that up dropped with this table do not come back"];
    return operation.do === "addColumn" &&
      dropped.has(columnKey(operation.table, operation.column.name))
      ? ["the values that up dropped with this column do not come back"]
      : [];
  };
};
