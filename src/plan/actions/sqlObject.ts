/** Steps for SQL objects: replaced in place where the server can, else dropped and created. */
import { refOf, type SqlObjectKind } from "../../model/index.js";
import { addressKey, inSchema } from "../effects/address.js";
import { step } from "../step.js";
import { noActions, onlyComment, steps, type Actions } from "./actions.js";

export const sqlObject: Actions<SqlObjectKind> = (change, context) => {
  const { kind, from, to, verb } = change;
  if (from === null)
    return to === null
      ? noActions
      : steps(step("createObject", null, { do: "createObject", kind, object: to }));
  const drop = step("dropObject", null, {
    do: "dropObject",
    kind,
    object: refOf(from),
    dropped: from,
  });
  if (to === null) return steps(drop);
  const anew = context.remadeObjects.has(addressKey(inSchema(kind, from)));
  if (verb === "rename" && !anew)
    return steps(
      step("rename", null, { do: "renameObject", kind, object: refOf(from), to: to.name }),
    );
  const comment =
    from.comment === to.comment
      ? noActions
      : steps(
          step("comment", null, {
            do: "setComment",
            on: kind,
            owner: refOf(to),
            name: null,
            from: from.comment,
            to: to.comment,
          }),
        );
  if (onlyComment(change)) return comment;
  return anew
    ? steps(drop, step("createObject", null, { do: "createObject", kind, object: to }))
    : steps(
        step("replaceObject", null, { do: "replaceObject", kind, object: to, replaced: from }),
        ...comment,
      );
};
