/** Writes out the collation of tables that take it from their database, where the two databases have different ones. */
import type { Schema, Table } from "../model/index.js";

const saysNone = ({ options }: Table): boolean =>
  options["collation"] === undefined && options["charset"] === undefined;

/** The schema with the database's collation on tables that have none of their own; in other schemas only the server knows the default. */
export const withDatabaseCollation = (
  schema: Schema,
  { defaultCollation: other }: Schema,
): Schema => {
  const { defaultCollation: own } = schema;
  if (own === undefined || other === undefined || own === other) return schema;
  return {
    ...schema,
    tables: schema.tables.map((table) =>
      table.schema === null && saysNone(table)
        ? { ...table, options: { ...table.options, collation: own } }
        : table,
    ),
  };
};
