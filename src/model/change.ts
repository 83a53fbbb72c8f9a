/** A difference as a value: four verbs over the kinds of objects. A change carries what it drops, so it can be turned round. */
import type { Column } from "./column.js";
import type { Constraint, ConstraintKind } from "./constraint.js";
import type { EnumType, Namespace, Sequence, Unmodelled } from "./schema.js";
import type { SqlObjectKind, SqlObjects } from "./sqlObject.js";
import type { Index, Table } from "./table.js";

export type Verb = "add" | "drop" | "rename" | "alter";

export type ObjectOf = {
  readonly schema: Namespace;
  readonly enum: EnumType;
  readonly sequence: Sequence;
  readonly table: Table;
  readonly column: Column;
  readonly index: Index;
} & SqlObjects & { readonly [K in ConstraintKind]: Constraint<K> };

export type ObjectKind = keyof ObjectOf;

/** One point in which a pair differs, as deep-diff found it: `path` is dotted (`elements.0.descending`). */
export interface Aspect {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What the codes of hazards are, in the order of how much they weigh. */
export const hazardCodes = [
  "loses-data",
  "loses-data-before-failure",
  "fills-rows",
  "breaks-dependents",
  "may-fail-on-rows",
  "leaves-rows-unchecked",
  "trusts-rows",
  "rewrites-table",
] as const;

export interface Hazard {
  /** One of `hazardCodes`; a dialect of a package of its own may have others. */
  readonly code: string;
  readonly message: string;
}

/** A change to an object of kind K. */
export interface ChangeOf<K extends ObjectKind> {
  readonly verb: Verb;
  readonly kind: K;
  /** Null in the default schema. */
  readonly schema: string | null;
  /** The table it belongs to (its own name for a table); null for what stands outside tables. */
  readonly table: string | null;
  /** The name after the change, or before it for a drop; null where there is none. */
  readonly name: string | null;
  readonly from: ObjectOf[K] | null;
  readonly to: ObjectOf[K] | null;
  readonly aspects: readonly Aspect[];
  readonly because: string;
  readonly hazards: readonly Hazard[];
}

type OwnMember = Exclude<ObjectKind, ConstraintKind | SqlObjectKind>;

/** Constraints of every kind are one member, for what they carry says its own kind again; so is whatever a piece of SQL defines, which is planned alike. */
export type Change =
  | { readonly [K in OwnMember]: ChangeOf<K> }[OwnMember]
  | ChangeOf<ConstraintKind>
  | ChangeOf<SqlObjectKind>;

/** A pair that could not be judged: reported, never turned into DDL. */
export interface Undecided {
  readonly kind: ObjectKind;
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string | null;
  readonly aspects: readonly Aspect[];
  readonly because: string;
}

/** What is left alone on purpose, one row a table and reason. */
export interface Skipped {
  readonly kind: ObjectKind;
  readonly schema: string | null;
  readonly table: string | null;
  readonly side: "live" | "declared";
  readonly count: number;
  readonly because: string;
}

/** What the model does not know: told by name, never turned into DDL. */
export interface NotCompared extends Unmodelled {
  /** Who holds it. */
  readonly side: "from" | "to" | "both";
  /** Both hold it under one name, and the server prints it differently; absent otherwise. */
  readonly differs?: true;
}

/** What `compare` returns: verdicts as values. */
export interface Comparison {
  readonly inSync: boolean;
  readonly changes: readonly Change[];
  readonly undecided: readonly Undecided[];
  readonly skipped: readonly Skipped[];
  readonly notCompared: readonly NotCompared[];
}
