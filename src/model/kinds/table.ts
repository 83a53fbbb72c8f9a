/** Tables; what they hold is compared as kinds of its own. */
import type { Table } from "../table.js";
import { identity, notCompared, parts, remark, value, type Field } from "./field.js";
import type { KindRow } from "./row.js";

const schemaOf: Field<Table["schema"], Table> = {
  ...identity,
  read: (_, { table }, object) => table(object).schema,
};

const nameOf: Field<Table["name"], Table> = {
  ...identity,
  read: (_, { table }, object) => table(object).name,
};

export const table: KindRow<"table"> = {
  fields: {
    schema: schemaOf,
    name: nameOf,
    columns: parts,
    constraints: parts,
    indexes: parts,
    comment: remark,
    options: value,
    definition: notCompared("the text that the other fields were read from"),
  },
};
