/** EXCLUDE constraints. */
import { elements, optionalExpression, ownColumns, printedValue, value } from "./field.js";
import { constraintFields, type ConstraintRow } from "./row.js";

export const exclude: ConstraintRow<"exclude"> = {
  fields: {
    ...constraintFields,
    method: printedValue,
    elements,
    include: ownColumns,
    where: optionalExpression,
    deferral: value,
  },
  core: null,
};
