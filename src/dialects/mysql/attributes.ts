/**
 * Which attributes of constraints and indexes the statements of MySQL and MariaDB can express;
 * every other one has only one value here.
 */
import { fixed, noRely, type Attributes } from "../attributes.js";
import type { Flavour } from "./flavour.js";

const onConflict = fixed(null, "ON CONFLICT of a key exists only in SQLite");
const deferral = fixed("notDeferrable", "a deferrable key exists only in PostgreSQL");

export const attributesOf = ({ title, checksCanRest }: Flavour): Attributes => ({
  primaryKey: {
    columns: "printed",
    parts: fixed(
      undefined,
      "a key says how its columns are ordered or compared",
      "say it in the table option primaryKeyParts",
    ),
    include: fixed([], `${title}'s keys have no INCLUDE`),
    deferral,
    onConflict,
    options: "printed",
    rely: noRely,
    comment: "printed",
  },
  unique: {
    columns: "printed",
    parts: fixed(
      undefined,
      "a key says how its columns are ordered or compared",
      "use a unique index",
    ),
    include: fixed([], `${title}'s keys have no INCLUDE`),
    nulls: fixed("distinct", "NULLS NOT DISTINCT exists only in PostgreSQL"),
    deferral,
    onConflict,
    options: "printed",
    rely: noRely,
    comment: "printed",
  },
  foreignKey: {
    columns: "printed",
    target: "printed",
    targetColumns: "printed",
    onUpdate: "printed",
    onDelete: "printed",
    onDeleteColumns: fixed([], "InnoDB's SET NULL sets all columns of the key"),
    match: fixed("simple", "InnoDB knows only MATCH SIMPLE"),
    deferral: fixed("notDeferrable", "InnoDB cannot defer it"),
    validated: fixed(true, `${title} has no NOT VALID`),
    enforced: fixed(true, `${title} has no foreign key that is NOT ENFORCED`),
    rely: noRely,
    spelled: "irrelevant",
    comment: fixed(null, `${title} stores no comment on it`, "leave the comment out"),
  },
  check: {
    expression: "printed",
    validated: fixed(true, `${title} has no NOT VALID`),
    enforced: checksCanRest ? "printed" : fixed(true, `${title} has no NOT ENFORCED`),
    inherited: fixed(true, `${title} has no NO INHERIT`),
    // Where a CHECK cannot be column-level, it is a CHECK of the table and means the same.
    ofColumn: "irrelevant",
    comment: fixed(null, `${title} stores no comment on it`, "leave the comment out"),
  },
  exclude: null,
  index: {
    elements: "printed",
    unique: "printed",
    nulls: fixed("distinct", "NULLS NOT DISTINCT exists only in PostgreSQL"),
    method: "printed",
    include: fixed([], `${title} has no INCLUDE columns`),
    where: fixed(null, `${title} has no partial indexes`),
    options: "printed",
    comment: "printed",
    definition: "irrelevant",
  },
  element: {
    of: "printed",
    descending: "printed",
    nulls: fixed(null, `${title}'s indexes cannot order NULLs`),
    collation: fixed(
      null,
      `${title}'s indexes compare a column as it is declared`,
      "give the column the collation",
    ),
    operatorClass: fixed(null, "an operator class exists only in PostgreSQL"),
    prefix: "printed",
  },
});
