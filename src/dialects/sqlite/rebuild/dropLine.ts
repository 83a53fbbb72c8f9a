/** The line of a script that drops an obstacle to a batch, with a name or without one. */
import type { Constraint, ConstraintKind } from "../../../model/index.js";
import { mentioned } from "../references/index.js";
import type { Draft } from "./draft.js";

/** The kinds in the words of `dropConstraint`. */
const types: Readonly<Record<ConstraintKind, string>> = {
  primaryKey: "primary",
  unique: "unique",
  foreignKey: "foreignKey",
  check: "check",
  exclude: "exclude",
};

const list = (names: readonly string[]): string =>
  `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;

const columnsOf = ({ definition }: Draft, constraint: Constraint): readonly string[] => {
  if (constraint.kind === "check")
    return definition.columns
      .map((c) => c.name.name)
      .filter((name) => mentioned(constraint.expression, [name]).length > 0);
  return constraint.kind === "exclude" ? [] : constraint.columns;
};

const told = (draft: Draft, constraint: Constraint): string => {
  const { kind, name } = constraint;
  const type = `type: "${types[kind]}"`;
  if (name.from !== "nowhere") return `${JSON.stringify(name.text)}, { ${type} }`;
  // A table has one primary key, so its type is enough.
  return kind === "primaryKey"
    ? `{ ${type} }`
    : `{ ${type}, columns: ${list(columnsOf(draft, constraint))} }`;
};

const before = (call: string): string => `in the same batch, before it: await batch.${call};`;

export const dropLine = (draft: Draft, constraint: Constraint): string =>
  before(`dropConstraint(${told(draft, constraint)})`);

export const dropIndexLine = (name: string): string => before(`dropIndex(${JSON.stringify(name)})`);

export const dropColumnLine = (name: string): string =>
  before(`dropColumn(${JSON.stringify(name)})`);
