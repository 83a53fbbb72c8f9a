/** Rows of pg_sequence as sequences and as the numbers of identity columns. */
import type { Sequence, SequenceNumbers } from "../../model/index.js";
import type { Row } from "../connection.js";
import { schemaOf, type Catalogue } from "./catalogue.js";
import { flag, text, textOrNull } from "./rows.js";

const limits: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

/** What the server fills in where CREATE SEQUENCE says nothing. */
const defaultsFor = (
  type: string,
  increment: string,
): { readonly min: string; readonly max: string } => {
  const [least, most] = limits[type] ?? ["", ""];
  return increment.startsWith("-") ? { min: least, max: "-1" } : { min: "1", max: most };
};

const unless = (value: string, usual: string): string | null => (value === usual ? null : value);

export const numbersOf = (row: Row): SequenceNumbers => {
  const increment = text(row, "increment");
  const [min, max] = [text(row, "min"), text(row, "max")];
  const usual = defaultsFor(text(row, "type"), increment);
  return {
    start: unless(text(row, "start"), increment.startsWith("-") ? max : min),
    increment: unless(increment, "1"),
    min: unless(min, usual.min),
    max: unless(max, usual.max),
    cache: unless(text(row, "cache"), "1"),
    cycle: flag(row, "cycle"),
  };
};

/** Are all of its numbers the server's own? */
export const plainFor = (row: Row): boolean => {
  const { cycle, ...rest } = numbersOf(row);
  return !cycle && Object.values(rest).every((n) => n === null);
};

export const readSequence = (catalogue: Catalogue, row: Row): Sequence => {
  const column = textOrNull(row, "column");
  return {
    schema: schemaOf(catalogue, text(row, "schema")),
    name: text(row, "name"),
    type: text(row, "type"),
    ...numbersOf(row),
    ownedBy:
      column === null
        ? null
        : {
            table: {
              schema: schemaOf(catalogue, text(row, "table_schema")),
              name: text(row, "table_name"),
            },
            column,
          },
    comment: textOrNull(row, "comment"),
    ...(textOrNull(row, "persistence") === "u" && { options: { unlogged: "true" } }),
  };
};
