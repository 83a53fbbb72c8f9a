/** Primary keys and unique constraints. */
import type { KeyPart } from "../constraint.js";
import { ownColumns, value } from "./field.js";
import { constraintFields, type ConstraintRow } from "./row.js";

const plainParts: readonly KeyPart[] = [];

const keyFields = {
  ...constraintFields,
  columns: ownColumns,
  parts: { ...value, absent: plainParts },
  include: ownColumns,
  deferral: value,
  onConflict: value,
};

export const primaryKey: ConstraintRow<"primaryKey"> = { fields: keyFields, core: [] };

export const unique: ConstraintRow<"unique"> = {
  fields: { ...keyFields, nulls: value },
  core: ["columns"],
};
