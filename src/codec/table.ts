/**
 * The codecs of a table: whole in JSON, and in scripts its attributes besides its name, columns and
 * constraints.
 */
import type { Table, TableRef } from "../model/index.js";
import { defined, list, text, wholeNumber } from "./codec.js";
import { column } from "./column.js";
import { constraint } from "./constraint.js";
import type { IndexOptionsLiteral } from "./literal.js";
import { options } from "./options.js";
import { maybe, or, orNull, part, record, type Rows } from "./record.js";
import { index } from "./tableIndex.js";
import { tableRefRows } from "./tableRef.js";

type Listed = "columns" | "constraints" | "indexes" | "undropDays";

/** A table writes these with the same keys as an index. */
type TableTraitsLiteral = Pick<IndexOptionsLiteral, "comment" | "options" | "definition">;

const traitRows: Rows<Omit<Table, keyof TableRef | Listed>, TableTraitsLiteral> = {
  comment: orNull(text),
  options: or(options, {}),
  definition: orNull(text),
};

export const tableTraits = part(traitRows);

export const table = defined(
  "table",
  record<Table>({
    ...tableRefRows,
    columns: or(list(column), []),
    constraints: or(list(constraint), []),
    indexes: or(list(index), []),
    ...traitRows,
    undropDays: maybe(wholeNumber),
  }),
);
