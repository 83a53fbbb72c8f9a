/** Steps for tables that stay: their options and comments. Tables that are created or dropped are planned together, in the order of their references (`tables.ts`). */
import { refOf } from "../../model/index.js";
import { step } from "../step.js";
import { noActions, steps, tableOf, type Actions } from "./actions.js";

export const table: Actions<"table"> = (change) => {
  const ref = tableOf(change);
  const { from, to, aspects } = change;
  if (from === null || to === null) return noActions;
  if (change.verb === "rename")
    return steps(step("rename", null, { do: "renameTable", table: refOf(from), to: to.name }));
  const comment = aspects.some(({ path }) => path === "comment")
    ? [
        step("comment", ref, {
          do: "setComment",
          on: "table",
          owner: ref,
          name: null,
          from: from.comment,
          to: to.comment,
        }),
      ]
    : [];
  const options = aspects.some(({ path }) => path.startsWith("options"))
    ? [
        step("alterTable", ref, {
          do: "alterTable",
          table: ref,
          from: from.options,
          to: to.options,
        }),
      ]
    : [];
  return steps(...options, ...comment);
};
