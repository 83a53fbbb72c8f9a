/** Enum types. */
import { refOf, tableKey } from "../../model/index.js";
import { enumColumns } from "../effects/enumColumns.js";
import { originsOf } from "../effects/inheritance.js";
import { onlyAdds } from "../impact/remadeEnums.js";
import { step } from "../step.js";
import { noActions, onlyComment, steps, type Actions } from "./actions.js";

export const enumType: Actions<"enum"> = (change, context) => {
  const { from, to } = change;
  if (from === null)
    return to === null
      ? noActions
      : steps(step("createEnum", null, { do: "createEnum", enum: to }));
  if (to === null) return steps(step("dropEnum", null, { do: "dropEnum", enum: refOf(from) }));
  const comment = step("comment", null, {
    do: "setComment",
    on: "enum",
    owner: refOf(to),
    name: null,
    from: from.comment,
    to: to.comment,
  });
  if (onlyComment(change)) return steps(comment);
  const remade = context.remadeEnums.has(tableKey(from)) && onlyAdds(from, to);
  return steps(
    step("alterEnum", null, {
      do: "alterEnum",
      from,
      to,
      // what a parent hands down is moved with the parent's
      columns: enumColumns(from, context).filter(({ table, column }) => {
        const standing = context.fromTable(table);
        return (
          standing === undefined ||
          originsOf(standing, column.name, context.fromTable, context).length === 0
        );
      }),
      ...(remade && { remade }),
    }),
    // A type that is made anew has its comment; one that gets values keeps the old one.
    ...(onlyAdds(from, to) && from.comment !== to.comment ? [comment] : []),
  );
};
