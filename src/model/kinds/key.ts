/** The rows of primary keys and unique constraints. */
import type { KeyPart } from "../constraint.js";
import { collationTexts, ownColumns, ownIndex, rely, value } from "./field.js";
import { heldAgainstRows } from "./hazard.js";
import { constraintFields, type ConstraintRow } from "./row.js";
import { listText } from "./words.js";

const plainParts: readonly KeyPart[] = [];

const keyFields = {
  ...constraintFields,
  columns: ownColumns,
  parts: {
    ...value,
    absent: plainParts,
    texts: (list: readonly KeyPart[]) => list.flatMap(({ collation }) => collationTexts(collation)),
  },
  include: ownColumns,
  deferral: value,
  onConflict: value,
  options: ownIndex,
  rely,
};

export const primaryKey: ConstraintRow<"primaryKey"> = {
  label: "primary key",
  words: "PRIMARY KEY",
  convention: "pk",
  hasIndex: true,
  summary: ({ columns }) => listText(columns),
  columns: ({ columns }) => columns,
  fields: keyFields,
  core: [],
  hazards: heldAgainstRows("fails where existing rows repeat a key or hold NULL in it"),
};

export const unique: ConstraintRow<"unique"> = {
  label: "unique",
  words: "UNIQUE",
  convention: "uq",
  hasIndex: true,
  summary: ({ columns }) => listText(columns),
  columns: ({ columns }) => columns,
  fields: { ...keyFields, nulls: value },
  core: ["columns"],
  hazards: heldAgainstRows("fails where existing rows repeat a value"),
};
