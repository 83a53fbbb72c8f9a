/** Describes an operation in a few words, for messages: its verb, as in a script, and the object. */
import { nameText, tableText, type Operation } from "../model/index.js";

const nameOf = (operation: Operation): string | null => {
  if ("constraint" in operation) return nameText(operation.constraint.name);
  if ("index" in operation) return nameText(operation.index.name);
  if ("column" in operation) return operation.column.name;
  return "name" in operation ? operation.name : null;
};

export const operationText = (operation: Operation): string => {
  if (operation.do === "batch") return operation.operations.map(operationText).join(" and ");
  const table = "table" in operation ? [tableText(operation.table)] : [];
  return `${operation.do} ${[...table, ...[nameOf(operation) ?? []].flat()].join(".")}`.trim();
};
