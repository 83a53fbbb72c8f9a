/** Indexes, which only hybrid tables have (https://docs.snowflake.com/en/sql-reference/sql/create-index). */
import { nameText, tableText, type Index, type Sql } from "../../model/index.js";
import { columnList, quote, refText, words } from "./clauses.js";
import type { KnownTable } from "./ddlTable.js";
import { checkIndex, isHybrid, unsupported } from "./refusals.js";
import { support } from "./support.js";

const columnsOf = ({ elements }: Index): readonly string[] =>
  elements.flatMap(({ of }) => ("column" in of ? [of.column] : []));

export const createIndex = (table: KnownTable, index: Index): readonly Sql[] => {
  // The table may be unknown here: then the server refuses an index that it cannot have.
  checkIndex(table.known ? table : { ...table, options: { kind: "hybrid" } }, index);
  return [
    words(
      `CREATE INDEX ${quote(nameText(index.name) ?? "")} ON ${refText(table)}`,
      columnList(columnsOf(index)),
      index.include.length === 0 ? "" : `INCLUDE ${columnList(index.include)}`,
    ),
  ];
};

export const dropIndex = (table: KnownTable, name: string): readonly Sql[] => {
  if (table.known && !isHybrid(table))
    unsupported(
      `index ${name} of table ${tableText(table)}: ${support.index.supported ? "" : support.index.because}`,
      "leave it out; a clustering key is the table's option clusterBy",
    );
  return [`DROP INDEX ${refText(table)}.${quote(name)}`];
};
