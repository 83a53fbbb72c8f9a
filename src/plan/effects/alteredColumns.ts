/** The columns that a plan alters or drops, by their table and name. */
import type { Change, ChangeOf, TableRef } from "../../model/index.js";

export const columnKey = ({ schema, name }: TableRef, column: string): string =>
  JSON.stringify([schema, name, column]);

export const alteredColumns = (
  changes: readonly Change[],
): ReadonlyMap<string, ChangeOf<"column">> =>
  new Map(
    changes.flatMap((change) =>
      change.kind === "column" && change.table !== null && change.from !== null
        ? [
            [
              columnKey({ schema: change.schema, name: change.table }, change.from.name),
              change,
            ] as const,
          ]
        : [],
    ),
  );
