/** The hazard of a sequence that is dropped: the number that it has counted to is lost, unless a column takes it along or counts on by it. */
import type { Dialect } from "../dialects/index.js";
import {
  sameTable,
  tableKey,
  type Hazard,
  type Schema,
  type Sequence,
  type TableRef,
} from "../model/index.js";

/** Does it go with the column that owns it, whose own values are lost? */
const goesWithColumn = ({ ownedBy }: Sequence, from: Schema, to: Schema): boolean => {
  if (ownedBy === null) return false;
  const has = ({ tables }: Schema): boolean =>
    tables.some(
      (table) =>
        sameTable(table, ownedBy.table) &&
        table.columns.some(({ name }) => name === ownedBy.column),
    );
  return has(from) && !has(to);
};

/** Is it the one that a column of the new side makes and counts by itself? */
const isOfColumn = (sequence: TableRef, { tables }: Schema, { ownSequence }: Dialect): boolean =>
  ownSequence !== undefined &&
  tables.some((table) =>
    table.columns.some((column) => {
      const own = ownSequence(table, column);
      return own !== null && tableKey(own.sequence) === tableKey(sequence);
    }),
  );

/** The hazards of a drop of the sequence, as `from` has it. */
export const sequenceHazards = (
  dropped: TableRef,
  from: Schema,
  to: Schema,
  dialect: Dialect,
): readonly Hazard[] => {
  const sequence = from.sequences.find((one) => sameTable(one, dropped));
  if (sequence === undefined) return [];
  return goesWithColumn(sequence, from, to) || isOfColumn(sequence, to, dialect)
    ? []
    : [
        {
          code: "loses-data",
          message:
            "the number that the sequence has counted to is lost: made again, it gives the same numbers again",
        },
      ];
};
