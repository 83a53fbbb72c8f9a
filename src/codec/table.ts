/** The codec of a table. */
import type { Table } from "../model/index.js";
import { defined, list, text } from "./codec.js";
import { column, options } from "./column.js";
import { constraint } from "./constraint.js";
import { or, orNull, record } from "./record.js";
import { index } from "./tableIndex.js";
import { tableRefRows } from "./tableRef.js";

export const table = defined(
  "table",
  record<Table>({
    ...tableRefRows,
    columns: or(list(column), []),
    constraints: or(list(constraint), []),
    indexes: or(list(index), []),
    comment: orNull(text),
    options: or(options, {}),
    definition: orNull(text),
  }),
);
