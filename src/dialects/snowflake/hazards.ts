/** What a new constraint does to the rows that are there. */
import type { Constraint, Hazard } from "../../model/index.js";

/**
 * Keys of standard tables are not enforced (Constraints, "Supported constraint types"), so no row stands in their way. A
 * CHECK of a table that is there is taken with NOVALIDATE only.
 */
export const newConstraintHazards = ({ kind }: Constraint): readonly Hazard[] =>
  kind === "check"
    ? [
        {
          code: "leaves-rows-unchecked",
          message: "rows that are there are not looked at, and may break it (ENABLE NOVALIDATE)",
        },
      ]
    : [];
