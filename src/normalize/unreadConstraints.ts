/** Leaves alone the constraints of a kind that could not be read on the other side. */
import { tableKey, type Schema } from "../model/index.js";

/** Applies to tables that both sides have; a new table is created with all that it declares. */
export const withoutUnreadConstraints = (schema: Schema, other: Schema): Schema => {
  const hidden = new Set(other.notCompared.flatMap(({ hides }) => hides ?? []));
  if (hidden.size === 0) return schema;
  const there = new Set(other.tables.map((table) => tableKey(table)));
  return {
    ...schema,
    tables: schema.tables.map((table) =>
      there.has(tableKey(table))
        ? { ...table, constraints: table.constraints.filter(({ kind }) => !hidden.has(kind)) }
        : table,
    ),
  };
};
