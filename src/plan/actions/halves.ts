/** Cuts an alteration of a column, a sequence or a table in two: what it gives up, and what it gets. */
import type { Column, ColumnChange, Operation } from "../../model/index.js";

const isEmpty = (change: ColumnChange): boolean => Object.keys(change).length === 0;

/** A column that ceases to be generated and changes otherwise too; null where it only ceases to be generated. */
const halvesOfComputed = (
  operation: Operation<"alterColumn">,
  existing: Column,
): readonly [Operation, Operation] | null => {
  const { generated, ...rest } = operation.change;
  if (generated !== null || isEmpty(rest)) return null;
  return [
    { ...operation, change: { generated } },
    { ...operation, change: rest, existing: { ...existing, generated } },
  ];
};

/** A sequence that passes from one owner to another; null where it does not. */
const halvesOfOwned = (
  operation: Operation<"alterSequence">,
): readonly [Operation, Operation] | null => {
  const { from, to } = operation;
  if (from.ownedBy === null || to.ownedBy === null) return null;
  const free = { ...from, ownedBy: null };
  return [
    { ...operation, to: free },
    { ...operation, from: free },
  ];
};

/** A table that passes from one parent to another; null where it does not. */
const halvesOfInherited = (
  operation: Operation<"alterTable">,
): readonly [Operation, Operation] | null => {
  const { inherits, ...alone } = operation.from;
  return inherits === undefined ||
    operation.to["inherits"] === undefined ||
    operation.to["inherits"] === inherits
    ? null
    : [
        { ...operation, to: alone },
        { ...operation, from: alone },
      ];
};

/** The two halves; null where a column only gives something up, or only gets it: a default, a sequence, another type. */
export const halvesOfAlteration = (
  operation: Operation,
): readonly [Operation, Operation] | null => {
  if (operation.do === "alterSequence") return halvesOfOwned(operation);
  if (operation.do === "alterTable") return halvesOfInherited(operation);
  if (operation.do !== "alterColumn" || operation.existing === null) return null;
  const { existing, change } = operation;
  if (existing.generated !== null) return halvesOfComputed(operation, existing);
  if (change.generated !== undefined) return null;
  const up: ColumnChange = {
    ...(existing.default !== null && change.default !== undefined && { default: null }),
    ...(existing.identity !== null && change.identity !== undefined && { identity: null }),
  };
  const gets: ColumnChange = {
    ...((change.default ?? null) !== null && { default: change.default ?? null }),
    ...((change.identity ?? null) !== null && { identity: change.identity ?? null }),
  };
  const { default: _default, identity: _identity, ...rest } = change;
  const { using: _using, ...becomes } = rest;
  const name = change.name ?? operation.name;
  if (isEmpty(up))
    return isEmpty(gets) || isEmpty(rest)
      ? null
      : [
          { ...operation, change: rest },
          { ...operation, name, change: gets, existing: { ...existing, ...becomes } },
        ];
  const others: ColumnChange = { ...rest, ...gets };
  return isEmpty(others)
    ? null
    : [
        { ...operation, change: up },
        { ...operation, change: others, existing: { ...existing, ...up } },
      ];
};
