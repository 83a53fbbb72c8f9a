/**
 * Which attributes of constraints and indexes PostgreSQL's statements can express; every other one
 * has only one value here.
 */
import { fixed, noRely, type Attributes } from "../attributes.js";

const key = {
  columns: "printed",
  parts: fixed(
    undefined,
    "PostgreSQL's keys take no direction and no collation of their own",
    "use a unique index",
  ),
  include: "printed",
  deferral: "printed",
  onConflict: fixed(null, "ON CONFLICT of a key exists only in SQLite"),
  options: "printed",
  rely: noRely,
  comment: "printed",
} as const;

export const attributes: Attributes = {
  primaryKey: key,
  unique: { ...key, nulls: "printed" },
  foreignKey: {
    columns: "printed",
    target: "printed",
    targetColumns: "printed",
    onUpdate: "printed",
    onDelete: "printed",
    onDeleteColumns: "printed",
    match: "printed",
    deferral: "printed",
    validated: "printed",
    enforced: "printed",
    rely: noRely,
    spelled: "irrelevant",
    comment: "printed",
  },
  check: {
    expression: "printed",
    validated: "printed",
    enforced: "printed",
    inherited: "printed",
    ofColumn: "irrelevant",
    comment: "printed",
  },
  exclude: {
    method: "printed",
    elements: "printed",
    include: "printed",
    where: "printed",
    deferral: "printed",
    options: "printed",
    comment: "printed",
  },
  index: {
    elements: "printed",
    unique: "printed",
    nulls: "printed",
    method: "printed",
    include: "printed",
    where: "printed",
    options: "printed",
    comment: "printed",
    definition: "irrelevant",
  },
  element: {
    of: "printed",
    descending: "printed",
    nulls: "printed",
    collation: "printed",
    operatorClass: "printed",
    prefix: fixed(
      null,
      "a prefix length exists only in MySQL and MariaDB",
      "index the expression left(column, n)",
    ),
  },
};
