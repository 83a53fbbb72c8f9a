/** Steps for columns: altered in place; dropped and added where their expression changes. */
import { tableKey } from "../../model/index.js";
import { columnChange } from "../impact/columnChange.js";
import { remadeColumnSteps } from "../impact/itemSteps.js";
import { step } from "../step.js";
import { noActions, steps, tableOf, type Actions } from "./actions.js";

export const column: Actions<"column"> = (change, context) => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null)
    return to === null
      ? noActions
      : steps(
          step(to.generated === null ? "addColumn" : "addGeneratedColumn", ref, {
            do: "addColumn",
            table: ref,
            column: to,
          }),
        );
  if (to === null)
    return steps(
      step(from.generated === null ? "dropColumn" : "dropGeneratedColumn", ref, {
        do: "dropColumn",
        table: ref,
        name: from.name,
        dropped: from,
      }),
    );
  if (context.remade.get(tableKey(ref))?.has(from.name) === true)
    return remadeColumnSteps(ref, from, to);
  return steps(
    step("alterColumn", ref, {
      do: "alterColumn",
      table: ref,
      name: from.name,
      change: columnChange(change.aspects, from, to, context.dialect),
      existing: from,
    }),
  );
};
