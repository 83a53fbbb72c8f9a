/**
 * The row of tables; the columns, constraints and indexes in them are compared as kinds of their
 * own.
 */
import type { Hazard } from "../change.js";
import type { Table } from "../table.js";
import { definition, identity, options, parts, remark, undropDays, type Field } from "./field.js";
import { harmless, losesData } from "./hazard.js";
import type { SchemaObjectRow } from "./row.js";

const schemaOf: Field<Table["schema"], Table> = {
  ...identity,
  read: (_, { table }, object) => table(object).schema,
};

const nameOf: Field<Table["name"], Table> = {
  ...identity,
  read: (_, { table }, object) => table(object).name,
};

const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;

const lostWithIt = (dropped: Table | null): readonly Hazard[] =>
  dropped?.undropDays === undefined
    ? losesData("table")()
    : [
        {
          code: "loses-data",
          message: `the rows' values in this table are lost, unless it is brought back by UNDROP within ${days(dropped.undropDays)}`,
        },
      ];

export const table: SchemaObjectRow<"table"> = {
  label: "table",
  summary: ({ columns }) => `(${columns.length} ${columns.length === 1 ? "column" : "columns"})`,
  all: ({ tables }) => tables,
  withAll: (schema, tables) => ({ ...schema, tables }),
  fields: {
    schema: schemaOf,
    name: nameOf,
    columns: parts,
    constraints: parts,
    indexes: parts,
    comment: remark,
    options,
    definition,
    undropDays,
  },
  hazards: { ...harmless, drop: lostWithIt },
};
