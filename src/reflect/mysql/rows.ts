/** Reads catalogue rows: their fields as text, and rows grouped by what they belong to. */
import { tableKey, type TableRef } from "../../model/index.js";
import type { Row } from "../connection.js";

/** A field as text; bytes where the server types a text column as binary. */
export const textOrNull = (row: Row, key: string): string | null => {
  const value = row[key];
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value);
};

export const text = (row: Row, key: string): string => textOrNull(row, key) ?? "";

export const numberOrNull = (row: Row, key: string): number | null => {
  const value = textOrNull(row, key);
  return value === null ? null : Number(value);
};

export const isView = (row: Row): boolean => text(row, "type").includes("VIEW");

/** Is it a row of a table, and not of a view or a sequence? */
export const isBaseTable = (row: Row): boolean =>
  /^(?:BASE TABLE|SYSTEM VERSIONED)$/.test(text(row, "type"));

/** A reference to a table; `schema` is null for the connection's current database. */
export const refIn = (current: string | null, db: string, name: string): TableRef => ({
  schema: db === current ? null : db,
  name,
});

export const keyOfRow = (row: Row): string =>
  tableKey({ schema: text(row, "db"), name: text(row, "tbl") });

/** Items sorted in code-unit order, which depends on no locale. */
export const ordered = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
  [...items].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
