/** Indexes. */
import {
  elements,
  identity,
  notCompared,
  optionalExpression,
  ownColumns,
  printedValue,
  remark,
  value,
} from "./field.js";
import type { KindRow } from "./row.js";

export const index: KindRow<"index"> = {
  fields: {
    name: identity,
    elements,
    unique: value,
    nulls: value,
    method: printedValue,
    include: ownColumns,
    where: optionalExpression,
    options: value,
    comment: remark,
    definition: notCompared("the text that the other fields were read from"),
  },
};
