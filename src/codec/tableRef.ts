/** The codec of a reference to a table, by schema and name. */
import type { TableRef } from "../model/index.js";
import { defined, described, text } from "./codec.js";
import { needed, orNull, record, type Rows } from "./record.js";

export const tableRefRows: Rows<TableRef> = { schema: orNull(text), name: needed(text) };

export const tableRef = defined(
  "ref",
  described(record(tableRefRows), "`schema` is null in the default schema."),
);
