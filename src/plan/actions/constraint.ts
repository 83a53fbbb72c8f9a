/** Constraints of every kind: renamed in place where the server can, else dropped and added. */
import { nameText, type ConstraintKind } from "../../model/index.js";
import { createConstraintStep, dropConstraintStep } from "../itemSteps.js";
import { staysInPlace } from "../inPlace.js";
import { releasingSteps, settingSteps } from "../itemSettings.js";
import { step } from "../step.js";
import { noActions, steps, tableOf, type Actions } from "./actions.js";

export const constraint: Actions<ConstraintKind> = (change, context) => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null) return to === null ? noActions : steps(createConstraintStep(ref, to));
  if (to === null)
    return steps(...releasingSteps(ref, from, context), dropConstraintStep(ref, from));
  const [old, asked] = [nameText(from.name), nameText(to.name)];
  if (old !== null && staysInPlace(change, context))
    return settingSteps(ref, old, from, to, context);
  const support = context.dialect.support[to.kind];
  const named = from.name.from !== "nowhere";
  if (
    change.verb === "rename" &&
    named &&
    old !== null &&
    asked !== null &&
    support.supported &&
    support.renames === "inPlace"
  ) {
    return steps(
      step("rename", ref, {
        do: "renameConstraint",
        table: ref,
        kind: to.kind,
        name: old,
        to: asked,
      }),
    );
  }
  return steps(dropConstraintStep(ref, from), createConstraintStep(ref, to));
};
