/** Refuses to make a generated column a plain one while an object that its expression used is dropped: a server that keeps the dependency would silently drop the column too. */
import { refOf, tableKey, tableText, type Change, type OpaqueObject } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { isOf, namesType } from "../effects/enumColumns.js";
import { columnCalls } from "../impact/functionUsers.js";

/** The enums that a plan drops, or drops and makes anew. */
const goingEnums = (changes: readonly Change[], { remadeEnums }: PlanContext) =>
  changes.flatMap((change) =>
    change.kind === "enum" &&
    change.from !== null &&
    (change.verb === "drop" || remadeEnums.has(tableKey(change.from)))
      ? [change.from]
      : [],
  );

/** @param around the functions and other opaque objects that are dropped and created again */
export const formerlyComputedRefusals = (
  changes: readonly Change[],
  around: readonly OpaqueObject[],
  context: PlanContext,
): readonly string[] => {
  const { dialect, from } = context;
  if (dialect.facts.computedKeepsReads?.(from.version) !== true) return [];
  const enums = goingEnums(changes, context);
  const calls = columnCalls(around);
  return changes.flatMap((change) => {
    if (change.kind !== "column" || change.verb !== "alter") return [];
    const { schema, table: name, from: old, to: now } = change;
    const table = context.fromTable({ schema, name: name ?? "" });
    if (table === undefined || old?.generated == null || now?.generated !== null) return [];
    // Changing the column's type removes what it depended on of its own type.
    const { expression } = old.generated;
    const what =
      enums.find((e) => namesType(expression, e, context) && !isOf(old.type, e, context))?.name ??
      (calls(refOf(table), old) ? "a function that is made anew" : undefined);
    return what === undefined
      ? []
      : [
          `column ${tableText(table)}.${old.name} ceases to be computed from ${what}, and this server would drop it together with that`,
        ];
  });
};
