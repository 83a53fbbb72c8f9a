/** Tables: CREATE TABLE, and what of a table's options can be changed. */
import {
  tableText,
  type Constraint,
  type Options,
  type Sql,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { columnClause, commentSetting, constraintClause, refText, words } from "./clauses.js";
import { checkConstraint, checkTable, unsupported } from "./refusals.js";

const kinds: Readonly<Record<string, string>> = {
  transient: "TRANSIENT",
  temporary: "TEMPORARY",
};

export const createTable = (table: Table): readonly Sql[] => {
  // Its indexes are operations of their own.
  checkTable({ ...table, indexes: [] });
  const { kind = "", clusterBy } = table.options;
  const clauses = [...table.columns.map(columnClause), ...table.constraints.map(constraintClause)];
  return [
    words(
      "CREATE",
      kinds[kind] ?? "",
      "TABLE",
      refText(table),
      `(\n  ${clauses.join(",\n  ")}\n)`,
      clusterBy === undefined ? "" : `CLUSTER BY (${clusterBy})`,
      commentSetting(table.comment),
    ),
  ];
};

export const alterTable = (table: TableRef, from: Options, to: Options): readonly Sql[] => {
  if (from["kind"] !== to["kind"])
    unsupported(
      `table ${tableText(table)}: Snowflake cannot make a ${from["kind"] ?? "permanent"} table ${to["kind"] ?? "permanent"}`,
      "make a new table, copy the rows by op.execute, and let them change places by ALTER TABLE … SWAP WITH",
    );
  const [old, now] = [from["clusterBy"], to["clusterBy"]];
  if (old === now) return [];
  return [
    now === undefined
      ? `ALTER TABLE ${refText(table)} DROP CLUSTERING KEY`
      : `ALTER TABLE ${refText(table)} CLUSTER BY (${now})`,
  ];
};

/** A CHECK of a table that is there is taken with NOVALIDATE only: rows that are there are not looked at. */
export const addConstraint = (table: TableRef, constraint: Constraint): Sql => {
  checkConstraint(table, constraint);
  return words(
    "ALTER TABLE",
    refText(table),
    "ADD",
    constraintClause(constraint),
    constraint.kind === "check" ? "ENABLE NOVALIDATE" : "",
  );
};
