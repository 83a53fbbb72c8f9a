/** Steps for indexes: renamed in place where the server can, else dropped and added. */
import { nameText } from "../../model/index.js";
import { createIndexStep, dropIndexStep } from "../impact/itemSteps.js";
import { staysInPlace } from "../impact/inPlace.js";
import { releasingSteps, settingSteps } from "./itemSettings.js";
import { step } from "../step.js";
import { noActions, steps, tableOf, type Actions } from "./actions.js";

export const index: Actions<"index"> = (change, context) => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null) return to === null ? noActions : steps(createIndexStep(ref, to));
  if (to === null) return steps(...releasingSteps(ref, from, context), dropIndexStep(ref, from));
  const [old, asked] = [nameText(from.name), nameText(to.name)];
  if (old !== null && staysInPlace(change, context))
    return settingSteps(ref, old, from, to, context);
  const support = context.dialect.support.index;
  if (
    change.verb === "rename" &&
    old !== null &&
    asked !== null &&
    support.supported &&
    support.renames === "inPlace"
  ) {
    return steps(step("rename", ref, { do: "renameIndex", table: ref, name: old, to: asked }));
  }
  return steps(dropIndexStep(ref, from), createIndexStep(ref, to));
};
