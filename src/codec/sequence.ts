/** The codec of a sequence. */
import type { Sequence } from "../model/index.js";
import { defined, text } from "./codec.js";
import { sequenceNumberRows } from "./column.js";
import { needed, orNull, record } from "./record.js";
import { tableRef, tableRefRows } from "./tableRef.js";

const owner = record<NonNullable<Sequence["ownedBy"]>>({
  table: needed(tableRef),
  column: needed(text),
});

export const sequence = defined(
  "sequence",
  record<Sequence>({
    ...tableRefRows,
    type: needed(text),
    ...sequenceNumberRows,
    ownedBy: orNull(owner),
    comment: orNull(text),
  }),
);
