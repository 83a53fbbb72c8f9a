/** A step: an operation, when it runs, and which table it belongs to. */
import type { ConstraintKind, Operation, TableRef } from "../model/index.js";
import { phaseRank, type Phase } from "./phases.js";

export interface Step {
  readonly phase: Phase;
  /** The table whose batch it may join; null for what stands alone. */
  readonly table: TableRef | null;
  readonly operation: Operation;
}

export const step = (phase: Phase, table: TableRef | null, operation: Operation): Step => ({
  phase,
  table,
  operation,
});

/** In the order of phases; within one phase in the order given. */
export const inOrder = (steps: readonly Step[]): readonly Step[] =>
  steps
    .map((s, i) => ({ s, i }))
    .sort((a, b) => phaseRank(a.s.phase) - phaseRank(b.s.phase) || a.i - b.i)
    .map(({ s }) => s);

/** When a constraint of a kind goes and when it comes. */
export const constraintPhases: Readonly<
  Record<ConstraintKind, { readonly drop: Phase; readonly create: Phase }>
> = {
  primaryKey: { drop: "dropPrimaryKey", create: "createPrimaryKey" },
  unique: { drop: "dropKey", create: "createKey" },
  foreignKey: { drop: "dropForeignKey", create: "createForeignKey" },
  check: { drop: "dropCheck", create: "createCheck" },
  exclude: { drop: "dropKey", create: "createKey" },
};
