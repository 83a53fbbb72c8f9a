/** The opaque objects after a plan: as before, without those that were dropped with tables and columns. */
import type { Change, OpaqueObject, Schema } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { impactOf } from "./impact.js";
import { opaqueImpact } from "./opaque.js";

/** The opaque objects that are dropped with what the changes drop; dependents that are dropped and added again take none along. */
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
