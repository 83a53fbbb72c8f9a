/** An alteration of a column in two: what the column gives up, and what it gets. */
import type { ColumnChange, Operation } from "../model/index.js";

/** Null where it does not both give up and get a default or a sequence. */
export const halvesOfAlteration = (
  operation: Operation,
): readonly [Operation, Operation] | null => {
  if (operation.do !== "alterColumn" || operation.existing === null) return null;
  const { existing, change } = operation;
  if (existing.generated !== null || change.generated !== undefined) return null;
  const gets = (change.default ?? null) !== null || (change.identity ?? null) !== null;
  const up: ColumnChange = {
    ...(existing.default !== null && change.default !== undefined && { default: null }),
    ...(existing.identity !== null && change.identity !== undefined && { identity: null }),
  };
  if (!gets || Object.keys(up).length === 0) return null;
  return [
    { ...operation, change: up },
    { ...operation, existing: { ...existing, ...up } },
  ];
};
