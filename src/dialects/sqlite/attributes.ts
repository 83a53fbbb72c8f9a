/**
 * Which attributes of constraints and indexes SQLite's statements can express; every other one has
 * only one value here.
 */
import { fixed, noRely, type Attributes } from "../attributes.js";

const comment = fixed(null, "SQLite stores no comments", "leave the comment out");
const validated = fixed(true, "SQLite has no NOT VALID");
const enforced = fixed(true, "SQLite has no NOT ENFORCED");

const key = {
  columns: "printed",
  parts: "printed",
  include: fixed([], "SQLite's keys have no INCLUDE"),
  deferral: fixed("notDeferrable", "only foreign keys are deferrable in SQLite"),
  onConflict: "printed",
  options: fixed(undefined, "the index of a key takes no options in SQLite"),
  rely: noRely,
  comment,
} as const;

export const attributes: Attributes = {
  primaryKey: key,
  unique: {
    ...key,
    nulls: fixed(
      "distinct",
      "SQLite always takes NULLs for distinct",
      "use a unique index on an expression",
    ),
  },
  foreignKey: {
    columns: "printed",
    target: "printed",
    targetColumns: "printed",
    onUpdate: "printed",
    onDelete: "printed",
    onDeleteColumns: fixed([], "SQLite's SET NULL sets all columns of the key"),
    match: "printed",
    deferral: "printed",
    validated,
    enforced,
    rely: noRely,
    spelled: "printed",
    comment,
  },
  check: {
    expression: "printed",
    validated,
    enforced,
    inherited: fixed(true, "SQLite has no NO INHERIT"),
    ofColumn: "irrelevant",
    comment,
  },
  exclude: null,
  index: {
    elements: "printed",
    unique: "printed",
    nulls: fixed("distinct", "SQLite always takes NULLs for distinct"),
    method: fixed(null, "SQLite's indexes have no method"),
    include: fixed([], "SQLite's indexes have no INCLUDE"),
    where: "printed",
    options: "irrelevant",
    comment,
    definition: "printed",
  },
  element: {
    of: "printed",
    descending: "printed",
    nulls: fixed(null, "SQLite's indexes cannot order NULLs"),
    collation: "printed",
    operatorClass: fixed(null, "an operator class exists only in PostgreSQL"),
    prefix: fixed(
      null,
      "a prefix length exists only in MySQL and MariaDB",
      "index the expression substr(column, 1, n)",
    ),
  },
};
