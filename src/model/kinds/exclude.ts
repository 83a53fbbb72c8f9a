/** The row of EXCLUDE constraints. */
import {
  elements,
  optionalExpression,
  ownColumns,
  ownIndex,
  printedValue,
  value,
} from "./field.js";
import { heldAgainstRows } from "./hazard.js";
import { constraintFields, type ConstraintRow } from "./row.js";
import { elementsText } from "./words.js";

export const exclude: ConstraintRow<"exclude"> = {
  label: "exclude",
  words: "EXCLUDE",
  convention: "xc",
  hasIndex: true,
  summary: (c) => elementsText(c.elements),
  columns: (c) => c.elements.flatMap(({ of }) => ("column" in of ? [of.column] : [])),
  fields: {
    ...constraintFields,
    method: printedValue,
    elements,
    include: ownColumns,
    where: optionalExpression,
    deferral: value,
    options: ownIndex,
  },
  core: null,
  hazards: heldAgainstRows("fails where existing rows conflict"),
};
