/** Steps for enum types. */
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
      // the parent's ALTER also covers columns that are inherited
      columns: enumColumns(from, context).filter(({ table, column }) => {
        const standing = context.fromTable(table);
        return (
          standing === undefined ||
          originsOf(standing, column.name, context.fromTable, context).length === 0
        );
      }),
      ...(remade && { remade }),
    }),
    // A type that is recreated is created with its comment; one that only gets values keeps the old comment.
    ...(onlyAdds(from, to) && from.comment !== to.comment ? [comment] : []),
  );
};
