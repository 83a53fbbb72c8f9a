/** Reads catalogue rows: their fields as text; a column that an older account does not have counts as empty. */
import { tableKey, type TableRef } from "../../model/index.js";
import { writtenName } from "../../dialects/snowflake/spelling.js";
import type { Row } from "../connection.js";

export const textOrNull = (row: Row, key: string): string | null => {
  const value = row[key];
  return value === null || value === undefined || value === "" ? null : String(value);
};

export const text = (row: Row, key: string): string => textOrNull(row, key) ?? "";

export const says = (row: Row, key: string): boolean => /^(?:y|yes|true|on)$/i.test(text(row, key));

export const numberOrNull = (row: Row, key: string): number | null => {
  const value = textOrNull(row, key);
  return value === null ? null : Number(value);
};

/** A reference to a table; `schema` is null for the connection's current one. */
export const refIn = (current: string | null, schema: string, name: string): TableRef => ({
  schema: schema === current ? null : writtenName(schema),
  name: writtenName(name),
});

/** The key of a table by its stored schema and name. */
export const placeOf = (row: Row, schema: string, table: string): string =>
  tableKey({ schema: text(row, schema), name: text(row, table) });
