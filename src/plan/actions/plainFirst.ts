/** A generated column whose enum type is recreated becomes a plain column before that: the server does not convert its expression to the new type. */
import { refOf, tableKey, type Change, type Column } from "../../model/index.js";
import { inSchema } from "../effects/address.js";
import type { PlanContext } from "../context.js";
import { isOf } from "../effects/enumColumns.js";
import { step, type Step } from "../step.js";

interface PlainFirst {
  /** The rest of the changes. */
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
}

const becomesPlain = (from: Column, to: Column, context: PlanContext): boolean =>
  from.generated?.stored === true &&
  to.generated === null &&
  [...context.remadeEnums.values()].some((named) => isOf(from.type, named, context));

export const plainFirst = (changes: readonly Change[], context: PlanContext): PlainFirst => {
  const steps: Step[] = [];
  const rest = changes.flatMap((change): readonly Change[] => {
    if (change.kind !== "column" || change.table === null) return [change];
    const { schema, table: name, from, to } = change;
    if (from === null || to === null || !becomesPlain(from, to, context)) return [change];
    const table = context.fromTable({ schema, name });
    if (table === undefined || context.remade.get(tableKey(table))?.has(from.name) === true)
      return [change];
    steps.push({
      ...step("alterColumn", refOf(table), {
        do: "alterColumn",
        table: refOf(table),
        name: from.name,
        change: { generated: null },
        existing: from,
      }),
      does: {
        releases: [...context.remadeEnums.values()]
          .filter((named) => isOf(from.type, named, context))
          .map((named) => inSchema("enum", named)),
      },
    });
    const aspects = change.aspects.filter(({ path }) => path.split(".")[0] !== "generated");
    return aspects.length === 0 ? [] : [{ ...change, aspects, from: { ...from, generated: null } }];
  });
  return { changes: rest, steps };
};
