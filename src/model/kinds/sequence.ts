/** Sequences. */
import { identity, remark, value, type Field, type Reading } from "./field.js";
import { harmless } from "./hazard.js";
import type { SchemaObjectRow } from "./row.js";
import type { Sequence } from "../schema.js";

const owner: Field<Sequence["ownedBy"], Sequence> = {
  ...value,
  read: (owned, { table, columnOf }: Reading) =>
    owned === null
      ? null
      : { table: table(owned.table), column: columnOf(owned.table, owned.column) },
};

export const sequence: SchemaObjectRow<"sequence"> = {
  label: "sequence",
  summary: ({ type }) => type,
  all: ({ sequences }) => sequences,
  withAll: (schema, sequences) => ({ ...schema, sequences }),
  fields: {
    schema: identity,
    name: identity,
    type: value,
    start: value,
    increment: value,
    min: value,
    max: value,
    cache: value,
    cycle: value,
    ownedBy: owner,
    comment: remark,
  },
  hazards: harmless,
};
