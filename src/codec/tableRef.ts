/** The codec of a reference to a table, by schema and name. */
import type { TableRef } from "../model/index.js";
import { defined, described, text } from "./codec.js";
import { as, needed, orNull, part, record, type Rows } from "./record.js";

export const tableRefRows: Rows<TableRef> = { schema: orNull(text), name: needed(text) };

export const tableRef = defined(
  "ref",
  described(record(tableRefRows), "`schema` is null in the default schema."),
);

/** In scripts: the table that something belongs to, among the fields of that. */
export const besideTable = part<TableRef, { readonly table: string; readonly schema?: string }>({
  name: as("table", needed(text)),
  schema: orNull(text),
});
