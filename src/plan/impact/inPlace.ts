/** Tells whether a change of a constraint or an index can be made in place: of its comment, and of options that a statement can set. */
import {
  constraintRules,
  type Change,
  type ChangeOf,
  type ConstraintKind,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";

type OfItem = ChangeOf<ConstraintKind> | ChangeOf<"index">;

export const isOfItem = (change: Change): change is OfItem =>
  change.kind === "index" || Object.hasOwn(constraintRules, change.kind);

const prefix = "options.";

/** The index of a partitioned table passes its options to partitions only when it is created. */
const isPartitioned = ({ schema, table }: Change, { toTable }: PlanContext): boolean =>
  table !== null && toTable({ schema, name: table })?.options["partitionBy"] !== undefined;

export const staysInPlace = (change: Change, context: PlanContext): boolean => {
  const { verb, aspects } = change;
  if (verb !== "alter" || !isOfItem(change) || aspects.length === 0) return false;
  const { facts } = context.dialect;
  const settable = isPartitioned(change, context) ? [] : (facts.indexOptionsInPlace ?? []);
  return aspects.every(
    ({ path }) =>
      (path === "comment" && facts.commentMadeWithConstraint !== true) ||
      (path.startsWith(prefix) && settable.includes(path.slice(prefix.length))),
  );
};
