/** The row of indexes (the table of all kinds is `index.ts`). */
import {
  definition,
  elements,
  identity,
  options,
  optionalExpression,
  ownColumns,
  printedValue,
  remark,
  value,
} from "./field.js";
import { harmless, none, rowsMayFail } from "./hazard.js";
import type { KindRow } from "./row.js";
import { elementsText } from "./words.js";

export const index: KindRow<"index"> = {
  label: "index",
  summary: ({ unique, elements: of }) => `${unique ? "unique " : ""}${elementsText(of)}`,
  fields: {
    name: identity,
    elements,
    unique: value,
    nulls: value,
    method: printedValue,
    include: ownColumns,
    where: optionalExpression,
    options,
    comment: remark,
    definition,
  },
  hazards: {
    ...harmless,
    add: ({ unique }) => (unique ? rowsMayFail("fails where existing rows repeat a value") : none),
  },
};
