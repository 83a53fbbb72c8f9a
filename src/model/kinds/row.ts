/** The row of a kind of object: everything that is known about the kind and about no single object of it. */
import type { ObjectKind, ObjectOf } from "../change.js";
import type { Constraint, ConstraintKind } from "../constraint.js";
import { identity, remark, type Fields } from "./field.js";

export interface KindRow<K extends ObjectKind> {
  readonly fields: Fields<ObjectOf[K]>;
}

export interface ConstraintRow<K extends ConstraintKind> extends KindRow<K> {
  /**
   * The fields that make two constraints the same thing with other settings, so that they pair where nobody chose the
   * live name; null where nothing less than the whole meaning does.
   */
  readonly core: readonly (keyof Constraint<K>)[] | null;
}

/** What a constraint of any kind carries beside its body. */
export const constraintFields = { kind: identity, name: identity, comment: remark };
