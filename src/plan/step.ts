/** A step: an operation, where a reader expects it, and which table it belongs to. */
import type { ConstraintKind, Operation, TableRef } from "../model/index.js";
import type { Touches } from "./effects/touches.js";
import type { Rank } from "./ranks.js";

export interface Step {
  readonly rank: Rank;
  /** The table whose batch it may join; null for what stands alone. */
  readonly table: TableRef | null;
  readonly operation: Operation;
  /** It is one half of a rename that was cut in two to resolve a cycle, and is not cut again. */
  readonly half?: "first" | "second";
  /** Operations that follow it at once. */
  readonly more?: readonly Operation[];
  /** What it does to the world besides what its operation tells. */
  readonly does?: Partial<Touches>;
}

export const step = (rank: Rank, table: TableRef | null, operation: Operation): Step => ({
  rank,
  table,
  operation,
});

/** Where a constraint of a kind goes and where it comes. */
export const constraintRanks: Readonly<
  Record<ConstraintKind, { readonly drop: Rank; readonly create: Rank }>
> = {
  primaryKey: { drop: "dropPrimaryKey", create: "createPrimaryKey" },
  unique: { drop: "dropKey", create: "createKey" },
  foreignKey: { drop: "dropForeignKey", create: "createForeignKey" },
  check: { drop: "dropCheck", create: "createCheck" },
  exclude: { drop: "dropKey", create: "createKey" },
};
