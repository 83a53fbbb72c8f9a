/** The row of CHECK constraints. */
import type { Constraint } from "../constraint.js";
import { expression, notCompared, value, type Field } from "./field.js";
import { heldAgainstRows } from "./hazard.js";
import { constraintFields, type ConstraintRow } from "./row.js";

type Check = Constraint<"check">;

const ofColumn: Field<Check["ofColumn"], Check> = {
  ...notCompared("where the server keeps it, and not what it says"),
  read: (name, { column }) => (name === null ? null : column(name)),
};

export const check: ConstraintRow<"check"> = {
  label: "check",
  words: "CHECK",
  convention: "ck",
  hasIndex: false,
  summary: (c) => c.expression,
  columns: () => [],
  fields: {
    ...constraintFields,
    expression,
    validated: value,
    enforced: value,
    inherited: value,
    ofColumn,
  },
  core: null,
  hazards: heldAgainstRows("fails where existing rows break it"),
};
