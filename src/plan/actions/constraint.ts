/** Steps for constraints of every kind: renamed in place where the server can, else dropped and added. */
import { nameText, type ConstraintKind } from "../../model/index.js";
import { createConstraintStep, dropConstraintStep } from "../impact/itemSteps.js";
import { staysInPlace } from "../impact/inPlace.js";
import { releasingSteps, settingSteps } from "./itemSettings.js";
import { step } from "../step.js";
import { noActions, onlyReliance, steps, tableOf, type Actions } from "./actions.js";

export const constraint: Actions<ConstraintKind> = (change, context) => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null) return to === null ? noActions : steps(createConstraintStep(ref, to));
  if (to === null)
    return steps(...releasingSteps(ref, from, context), dropConstraintStep(ref, from));
  const [old, asked] = [nameText(from.name), nameText(to.name)];
  if (old !== null && staysInPlace(change, context))
    return settingSteps(ref, old, from, to, context);
  const { facts } = context.dialect;
  const support = context.dialect.support[to.kind];
  const renames = support.supported && support.renames === "inPlace";
  const named = from.name.from !== "nowhere" && to.name.from !== "nowhere";
  if (change.verb === "rename" && renames && (named || facts.namelessConstraints))
    return steps(
      step("rename", ref, {
        do: "renameConstraint",
        table: ref,
        kind: to.kind,
        name: from.name.from === "nowhere" ? "" : from.name.text,
        to: to.name.from === "nowhere" ? null : to.name.text,
        ...(from.name.from === "nowhere" && { existing: from }),
      }),
    );
  if (old !== null && onlyReliance(change)) {
    const name = asked ?? old;
    return steps(
      ...(name === old
        ? []
        : [
            step("rename", ref, {
              do: "renameConstraint",
              table: ref,
              kind: to.kind,
              name: old,
              to: name,
            }),
          ]),
      step("alterTable", ref, {
        do: "alterConstraint",
        table: ref,
        kind: to.kind,
        name,
        change: { rely: "rely" in to && to.rely },
      }),
    );
  }
  return steps(dropConstraintStep(ref, from), createConstraintStep(ref, to));
};
