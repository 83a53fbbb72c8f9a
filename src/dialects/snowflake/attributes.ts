/**
 * Which attributes of constraints and indexes Snowflake's statements can express; every other one
 * has only one value here. For many other clauses Snowflake accepts the statement, reports success,
 * and creates no constraint
 * (https://docs.snowflake.com/en/sql-reference/sql/create-table-constraint), so that every
 * comparison would find the same difference again.
 */
import type { Action, Match } from "../../model/index.js";
import { among, fixed, type Attributes } from "../attributes.js";

const actions: Readonly<Record<Action, string>> = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};

const silent = "Snowflake takes the statement and makes no constraint";
const hybridActions = "a foreign key of a hybrid table takes RESTRICT and NO ACTION only";

const each = (label: string, because: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(actions).map(([action, word]) => [action, `${label} ${word}: ${because}`]),
  );

const clauses = (label: string) => ({
  standard: among<Action>(
    ["noAction"],
    silent,
    each(label, silent),
    "leave the action out: no foreign key of a standard table is enforced, so what it would do is for the application",
  ),
  // https://docs.snowflake.com/en/sql-reference/sql/create-hybrid-table, "Constraints for hybrid tables"
  hybrid: among<Action>(
    ["noAction", "restrict"],
    hybridActions,
    each(label, hybridActions),
    "leave the action out, and have the application do it",
  ),
});

const onDelete = clauses("ON DELETE");
const onUpdate = clauses("ON UPDATE");

const key = {
  options: fixed(undefined, "the index of a key takes no options in Snowflake"),
  columns: "printed",
  parts: fixed(undefined, "a direction or a collation: keys list columns", "leave them out"),
  include: fixed(
    [],
    "INCLUDE: no key takes other columns along",
    "leave the included columns out; an index of a hybrid table may have them",
  ),
  deferral: fixed(
    "notDeferrable",
    `DEFERRABLE: ${silent}`,
    "leave it out: no key is held against rows at the end of a transaction",
  ),
  onConflict: fixed(null, "ON CONFLICT of a key exists only in SQLite", "leave it out"),
  rely: "printed",
  comment: "printed",
} as const;

const noIndexes = "indexes list columns, and nothing more";

const attributesOf = (table: "standard" | "hybrid"): Attributes => ({
  primaryKey: key,
  unique: {
    ...key,
    nulls: fixed(
      "distinct",
      "NULLS NOT DISTINCT: keys are not enforced, and those of hybrid tables take NULLs for distinct",
      "leave it out",
    ),
  },
  foreignKey: {
    columns: "printed",
    target: "printed",
    targetColumns: "printed",
    onUpdate: onUpdate[table],
    onDelete: onDelete[table],
    onDeleteColumns: fixed([], "columns of SET NULL: there is no SET NULL", "leave them out"),
    match: among<Match>(["simple", "full"], `MATCH PARTIAL: ${silent}`, {}, "leave it out"),
    deferral: key.deferral,
    // No foreign key is validated here, except in hybrid tables.
    validated: "irrelevant",
    enforced: "irrelevant",
    rely: "printed",
    spelled: "irrelevant",
    comment: "printed",
  },
  check: {
    expression: "printed",
    validated: "irrelevant",
    enforced: fixed(true, `NOT ENFORCED: ${silent}`, "leave the CHECK out, or have it enforced"),
    inherited: "irrelevant",
    ofColumn: "irrelevant",
    comment: "irrelevant",
  },
  exclude: null,
  index: {
    elements: "printed",
    unique: fixed(false, "UNIQUE: no index of Snowflake is", "declare a unique constraint"),
    nulls: "irrelevant",
    method: fixed(null, `a method: ${noIndexes}`, "leave it out"),
    include: "printed",
    where: fixed(null, `a condition: ${noIndexes}`, "leave it out"),
    options: "irrelevant",
    comment: fixed(null, "an index takes no comment", "leave the comment out"),
    definition: "irrelevant",
  },
  element: {
    of: "printed",
    descending: fixed(false, `DESC: ${noIndexes}`, "leave it out"),
    nulls: fixed(null, `an order of NULLs: ${noIndexes}`, "leave it out"),
    collation: fixed(null, "no column of an index has a collation", "leave it out"),
    operatorClass: fixed(null, "an operator class exists only in PostgreSQL", "leave it out"),
    prefix: fixed(null, "a prefix length exists only in MySQL and MariaDB", "leave it out"),
  },
});

export const standard = attributesOf("standard");
export const hybrid = attributesOf("hybrid");
