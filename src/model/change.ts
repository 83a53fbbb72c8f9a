/**
 * A difference as a value: four verbs over the kinds of objects. A change carries the whole object
 * that it drops, so it can be reversed.
 */
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

/**
 * One attribute in which the two objects of a pair differ; `path` is dotted
 * (`elements.0.descending`).
 */
export interface Aspect {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The codes of hazards, the gravest first. */
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
  /** One of `hazardCodes`; a dialect of another package may have codes of its own. */
  readonly code: string;
  readonly message: string;
}

/** A change to an object of kind K. */
export interface ChangeOf<K extends ObjectKind> {
  readonly verb: Verb;
  readonly kind: K;
  /** Null in the default schema. */
  readonly schema: string | null;
  /** The table it belongs to (its own name for a table); null for an object outside tables. */
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

/**
 * Constraints of all kinds are one member of the union, since the objects they carry name their
 * kind themselves; so are SQL objects, whose changes are all planned alike.
 */
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

/** Objects that are left alone on purpose: one entry for each table and reason. */
export interface Skipped {
  readonly kind: ObjectKind;
  readonly schema: string | null;
  readonly table: string | null;
  readonly side: "live" | "declared";
  readonly count: number;
  readonly because: string;
}

/** An object that the model does not know: reported by name, never turned into DDL. */
export interface NotCompared extends Unmodelled {
  /** Which side has it. */
  readonly side: "from" | "to" | "both";
  /**
   * Set where both sides have one of this name and the server prints the two differently; absent
   * otherwise.
   */
  readonly differs?: true;
}

/** What `compare` returns: changes, and what could not or was not to be compared. */
export interface Comparison {
  readonly inSync: boolean;
  readonly changes: readonly Change[];
  readonly undecided: readonly Undecided[];
  readonly skipped: readonly Skipped[];
  readonly notCompared: readonly NotCompared[];
}
