/** Tables; what they hold is compared as kinds of its own. */
import type { Table } from "../table.js";
import { identity, notCompared, options, parts, remark, type Field } from "./field.js";
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
    definition: notCompared("the text that the other fields were read from"),
  },
  hazards: { ...harmless, drop: losesData("table") },
};
