/** Leaves alone the constraints of which the other side could not read whether it has them. */
import { tableKey, type Schema } from "../model/index.js";

/** Of tables that both sides have; a table that comes is made with all that it declares. */
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
