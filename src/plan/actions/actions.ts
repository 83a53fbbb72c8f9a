/** What the actions of all kinds share. */
import type { Change, ChangeOf, ObjectKind, TableRef } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import type { Step } from "../step.js";

/** Makes the steps of one change of a kind. */
export type Actions<K extends ObjectKind> = (
  change: ChangeOf<K>,
  context: PlanContext,
) => readonly Step[];

export const steps = (...all: readonly Step[]): readonly Step[] => all;

export const noActions: readonly Step[] = [];

/** The table that the changed object belongs to. */
export const tableOf = ({ schema, table }: Pick<Change, "schema" | "table">): TableRef => ({
  schema,
  name: table ?? "",
});

export const onlyComment = ({ aspects }: Pick<Change, "aspects">): boolean =>
  aspects.length > 0 && aspects.every(({ path }) => path === "comment");

/** Does the change only touch RELY (which can be altered in place) and perhaps the name? */
export const onlyReliance = ({ aspects }: Pick<Change, "aspects">): boolean =>
  aspects.some(({ path }) => path === "rely") &&
  aspects.every(({ path }) => path === "rely" || path === "name");
