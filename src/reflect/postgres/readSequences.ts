/** Reads rows of pg_sequence as sequences and as the numbers of identity columns. */
import { withoutUsual } from "../../dialects/postgres/usualNumbers.js";
import type { Sequence, SequenceNumbers } from "../../model/index.js";
import type { Row } from "../connection.js";
import { schemaOf, type Catalogue } from "./catalogue.js";
import { flag, text, textOrNull } from "./rows.js";

/**
 * @param type the type whose usual numbers are left out: for an identity that of its column, since LIKE … INCLUDING IDENTITY makes a
 * sequence of bigint with the bounds of integer (transformTableLikeClause, src/backend/parser/parse_utilcmd.c)
 */
export const numbersOf = (row: Row, type: string = text(row, "type")): SequenceNumbers =>
  withoutUsual(
    {
      start: text(row, "start"),
      increment: text(row, "increment"),
      min: text(row, "min"),
      max: text(row, "max"),
      cache: text(row, "cache"),
      cycle: flag(row, "cycle"),
    },
    type,
  );

/** Are all of its numbers the server's defaults? */
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
