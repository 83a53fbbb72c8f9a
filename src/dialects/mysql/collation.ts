/** What a column says of its collation beside its table's. */
import type { Column, Schema, Table } from "../../model/index.js";

/** The collation that the table's columns have where they say none; undefined where only the server knows it. */
export const collationOf = (
  table: Pick<Table, "schema" | "options"> | null,
  { defaultCollation }: Schema,
): string | undefined => {
  const { collation, charset } = table?.options ?? {};
  return (
    collation ?? (charset === undefined && table?.schema === null ? defaultCollation : undefined)
  );
};

/** The table's own stays unwritten, for a server may remember that one was written; unless that is what is asked for. */
export const withCollationSaid = (column: Column, ofTable: string | undefined): Column => {
  const { charset, collationWritten } = column.options;
  if (charset !== undefined || ofTable === undefined) return column;
  if (collationWritten === "yes") return { ...column, collation: column.collation ?? ofTable };
  return column.collation === ofTable ? { ...column, collation: null } : column;
};
