/** Reads the cells of a catalogue row, and checks their types. */
import { SchemaDiffError } from "../../model/index.js";
import type { Row } from "../connection.js";

const unexpected = (row: Row, cell: string, wanted: string): SchemaDiffError =>
  new SchemaDiffError(
    "internal",
    `the catalogue's "${cell}" is ${JSON.stringify(row[cell])} and not ${wanted}`,
    "take away what changes how the driver reads this type (types.setTypeParser of pg), or report this",
  );

export const text = (row: Row, cell: string): string => {
  const value = row[cell];
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw unexpected(row, cell, "text");
};

export const textOrNull = (row: Row, cell: string): string | null =>
  row[cell] === null || row[cell] === undefined ? null : text(row, cell);

export const flag = (row: Row, cell: string): boolean => {
  const value = row[cell];
  if (typeof value === "boolean") return value;
  throw unexpected(row, cell, "a boolean");
};

/** A flag that is NULL where it is not set. */
export const isSet = (row: Row, cell: string): boolean => row[cell] === true;

export const list = (row: Row, cell: string): readonly string[] => {
  const value: unknown = row[cell];
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map(String);
  throw unexpected(row, cell, "a list");
};

/** An int2vector or oidvector, or numbers joined by blanks. */
export const numbers = (row: Row, cell: string): readonly number[] => {
  const value = textOrNull(row, cell);
  return value === null || value === "" ? [] : value.split(" ").map(Number);
};
