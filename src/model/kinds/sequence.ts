/** The row of sequences. */
import {
  identity,
  noOptions,
  numberText,
  options,
  remark,
  type,
  value,
  type Field,
  type Reading,
} from "./field.js";
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
    type,
    start: numberText,
    increment: numberText,
    min: numberText,
    max: numberText,
    cache: numberText,
    cycle: value,
    ownedBy: owner,
    comment: remark,
    options: { ...options, absent: noOptions },
  },
  hazards: harmless,
};
