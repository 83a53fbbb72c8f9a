/** Takes the collation off columns while that collation is dropped and created again. */
import { isInherited, refOf, type Column, type ColumnChange } from "../../model/index.js";
import { inTable } from "../effects/address.js";
import type { PlanContext } from "../context.js";
import { columnsOfRemade } from "../effects/remadeNamed.js";
import { step, type Step } from "../step.js";

/** The steps: each column gets its collation back after everything else that the plan does to it. An ALTER of a parent's column also covers its children's. */
export const asideCollations = (context: PlanContext): readonly Step[] =>
  columnsOfRemade(context)
    .filter(({ column }) => !isInherited(column))
    .flatMap(({ table, column, after }) => {
      const ref = refOf(table);
      const alter = (existing: Column, change: ColumnChange): Step =>
        step("alterColumn", ref, {
          do: "alterColumn",
          table: ref,
          name: column.name,
          change,
          existing,
        });
      return [
        alter(column, { collation: null }),
        {
          ...alter({ ...after, collation: null }, { collation: after.collation }),
          does: { needs: [inTable("column", ref, context.foldColumn(column.name))] },
        },
      ];
    });
