/** Columns: altered in place, and dropped and added where they are computed in another way. */
import { columnChange, mustBeMadeAnew } from "../columnChange.js";
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
  if (mustBeMadeAnew(from, to) && !context.dialect.facts.altersByRebuild) {
    return steps(
      step("dropGeneratedColumn", ref, {
        do: "dropColumn",
        table: ref,
        name: from.name,
        dropped: from,
      }),
      step("addGeneratedColumn", ref, { do: "addColumn", table: ref, column: to }),
    );
  }
  return steps(
    step("alterColumn", ref, {
      do: "alterColumn",
      table: ref,
      name: from.name,
      change: columnChange(change.aspects, to),
      existing: from,
    }),
  );
};
