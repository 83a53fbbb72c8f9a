/** What is not modelled, behind a plan: it stands as before, but for what went with tables and columns. */
import type { Change, OpaqueObject, Schema } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { impactOf } from "./impact.js";
import { opaqueImpact } from "./opaque.js";

/** What the plan's changes take along; no constraint that steps aside takes anything along. */
export const opaqueAlong = (
  changes: readonly Change[],
  context: PlanContext,
): readonly OpaqueObject[] => opaqueImpact(changes, impactOf(changes, context), [], context).along;

export const opaqueAfter = (
  changes: readonly Change[],
  context: PlanContext,
): Pick<Schema, "opaque"> => {
  const along = new Set(opaqueAlong(changes, context));
  const opaque = [
    ...(context.from.opaque ?? []).filter((object) => !along.has(object)),
    ...context.restoresOpaque,
  ];
  return { opaque };
};
