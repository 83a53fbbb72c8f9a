/** Reads rows of SHOW INDEXES as indexes of hybrid tables; those of keys belong to the keys. */
import {
  gathered,
  byAuthor,
  plainElement,
  plainIndex,
  sortedBy,
  type Index,
} from "../../model/index.js";
import { writtenName } from "../../dialects/snowflake/spelling.js";
import type { Row } from "../connection.js";
import { placeOf, says, text } from "./rows.js";

/** Null where the row does not tell for certain which columns it covers. */
interface Shown {
  readonly row: Row;
  readonly index: Index | null;
}

interface IndexRows {
  readonly indexes: readonly Row[];
  readonly columns: readonly Row[];
  readonly described: ReadonlyMap<string, readonly Row[]>;
}

/** The columns in `[A, B]`, which are stored names without quotes: certain where each part is a column of the table. */
const columnsIn = (list: string, known: ReadonlySet<string>): readonly string[] | null => {
  const inside = list.trim().replace(/^\[(.*)\]$/s, "$1");
  const names = inside === "" ? [] : inside.split(", ");
  return names.every((name) => known.has(name)) ? names.map(writtenName) : null;
};

/** Is it the index of a key? These are called SYS_INDEX_… (https://docs.snowflake.com/en/sql-reference/sql/show-indexes), and no other index is unique. */
const isOfKey = (row: Row): boolean =>
  text(row, "name").startsWith("SYS_INDEX_") || says(row, "is_unique");

const readIndex = (row: Row, known: ReadonlySet<string>): Shown => {
  const [columns, include] = [
    columnsIn(text(row, "columns"), known),
    columnsIn(text(row, "included_columns"), known),
  ];
  return {
    row,
    index:
      columns === null || include === null || columns.length === 0
        ? null
        : {
            ...plainIndex(
              byAuthor(writtenName(text(row, "name"))),
              columns.map((column) => plainElement({ column })),
            ),
            include,
          },
  };
};

/** The indexes of each table, by its stored names. */
export const indexesIn = ({
  indexes,
  columns,
  described,
}: IndexRows): ((place: string) => readonly Shown[]) => {
  const own = gathered(
    indexes.filter((row) => !isOfKey(row)),
    (row) => placeOf(row, "schema_name", "table"),
  );
  const columnsOf = gathered(columns, (row) => placeOf(row, "table_schema", "table_name"));
  return (place) => {
    const rows = own.get(place) ?? [];
    const known = new Set([
      ...(columnsOf.get(place) ?? []).map((row) => text(row, "column_name")),
      ...(described.get(place) ?? []).map((row) => text(row, "name")),
    ]);
    return sortedBy(rows, (row) => text(row, "name")).map((row) => readIndex(row, known));
  };
};
