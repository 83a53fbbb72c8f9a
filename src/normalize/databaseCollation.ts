/** Tables that leave their collation to their database, where the two databases have different ones. */
import type { Schema, Table } from "../model/index.js";

const saysNone = ({ options }: Table): boolean =>
  options["collation"] === undefined && options["charset"] === undefined;

/** A table that says nothing says what it has of its database; in other schemas only the server knows what that is. */
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
