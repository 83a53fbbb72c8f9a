/** Steps for schemas (namespaces). */
import { step } from "../step.js";
import { noActions, steps, type Actions } from "./actions.js";

export const schema: Actions<"schema"> = ({ from, to }, { undrops }) => {
  if (from === null)
    return to === null
      ? noActions
      : steps(
          step("createSchema", null, {
            do: "createSchema",
            namespace: to,
            ...(undrops.schema(to) && { undrop: true }),
          }),
        );
  if (to === null) return steps(step("dropSchema", null, { do: "dropSchema", name: from.name }));
  return steps(
    step("comment", null, {
      do: "setComment",
      on: "schema",
      owner: { schema: null, name: to.name },
      name: null,
      from: from.comment,
      to: to.comment,
    }),
  );
};
