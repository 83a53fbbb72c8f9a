/** Columns that are without their collation while it is dropped and made anew. */
import { isInherited, refOf, type Column, type ColumnChange } from "../../model/index.js";
import { inTable } from "../effects/address.js";
import type { PlanContext } from "../context.js";
import { columnsOfRemade } from "../effects/remadeNamed.js";
import { step, type Step } from "../step.js";

/** It comes back behind whatever else the plan does to the column. A parent's column takes its children's along. */
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
