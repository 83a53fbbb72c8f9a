/** A step of a plan: an operation, its rank for the reader, and the table that it belongs to. */
import type { ConstraintKind, Operation, TableRef } from "../model/index.js";
import type { Touches } from "./effects/touches.js";
import type { Rank } from "./ranks.js";

export interface Step {
  readonly rank: Rank;
  /** The table whose batch it may join; null where it runs by itself. */
  readonly table: TableRef | null;
  readonly operation: Operation;
  /** It is one half of a rename that was cut in two to resolve a cycle, and is not cut again. */
  readonly half?: "first" | "second";
  /** Operations that run directly after it. */
  readonly more?: readonly Operation[];
  /** Effects besides those that follow from the operation. */
  readonly does?: Partial<Touches>;
}

export const step = (rank: Rank, table: TableRef | null, operation: Operation): Step => ({
  rank,
  table,
  operation,
});

/** The ranks of dropping and of creating a constraint, by its kind. */
export const constraintRanks: Readonly<
  Record<ConstraintKind, { readonly drop: Rank; readonly create: Rank }>
> = {
  primaryKey: { drop: "dropPrimaryKey", create: "createPrimaryKey" },
  unique: { drop: "dropKey", create: "createKey" },
  foreignKey: { drop: "dropForeignKey", create: "createForeignKey" },
  check: { drop: "dropCheck", create: "createCheck" },
  exclude: { drop: "dropKey", create: "createKey" },
};
