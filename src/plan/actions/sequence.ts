/** Steps for sequences: an owner is set after its table exists, and released before it is dropped. */
import { refOf } from "../../model/index.js";
import { step } from "../step.js";
import { noActions, onlyComment, steps, type Actions } from "./actions.js";

export const sequence: Actions<"sequence"> = (change, context) => {
  const { from, to } = change;
  if (from === null) {
    if (to === null) return noActions;
    const free = { ...to, ownedBy: null };
    return steps(
      step("createSequence", null, { do: "createSequence", sequence: free }),
      ...(to.ownedBy === null
        ? []
        : [step("alterSequence", null, { do: "alterSequence", from: free, to })]),
    );
  }
  if (to === null) {
    const release =
      from.ownedBy !== null && context.fromTable(from.ownedBy.table) !== undefined
        ? [
            step("releaseSequence", null, {
              do: "alterSequence",
              from,
              to: { ...from, ownedBy: null },
            }),
          ]
        : [];
    return steps(
      ...release,
      step("dropSequence", null, { do: "dropSequence", sequence: refOf(from) }),
    );
  }
  return onlyComment(change)
    ? steps(
        step("comment", null, {
          do: "setComment",
          on: "sequence",
          owner: refOf(to),
          name: null,
          from: from.comment,
          to: to.comment,
        }),
      )
    : steps(step("alterSequence", null, { do: "alterSequence", from, to }));
};
