/** The hazards of a new constraint for existing rows. */
import type { Constraint, Hazard, Options } from "../../model/index.js";
import { isHybrid } from "./refusals.js";

/**
 * Keys of standard tables are not enforced (Constraints, "Supported constraint types"), so no row
 * makes them fail; but with RELY queries are planned as if the rows obeyed them ("Constraint
 * properties"). A CHECK can be added to an existing table only with NOVALIDATE.
 */
export const newConstraintHazards = (constraint: Constraint, table: Options): readonly Hazard[] => {
  if (constraint.kind === "check")
    return [
      {
        code: "leaves-rows-unchecked",
        message: "rows that are there are not looked at, and may break it (ENABLE NOVALIDATE)",
      },
    ];
  // CREATE HYBRID TABLE, "When existing data violates the constraint"
  if (isHybrid({ options: table }))
    return [
      {
        code: "leaves-rows-unchecked",
        message:
          "the statement succeeds also where rows that are there break it; SHOW INDEXES says BUILD VALIDATION FAILURE then",
      },
    ];
  return "rely" in constraint && constraint.rely
    ? [
        {
          code: "trusts-rows",
          message:
            "no row is looked at, and where rows break the key, queries that rely on it give wrong answers (RELY)",
        },
      ]
    : [];
};
