/** Tables: CREATE TABLE, and which options of a table can be changed. */
import {
  sameTable,
  tableText,
  type Constraint,
  type ConstraintKind,
  type Options,
  type Schema,
  type Sql,
  type Table,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import { columnsIn } from "../../sql/index.js";
import {
  columnClause,
  commentSetting,
  constraintClause,
  quote,
  refText,
  words,
} from "./clauses.js";
import { lexicon } from "./lexicon.js";
import { checkConstraint, checkTable, isHybrid, unsupported } from "./refusals.js";

const kinds: Readonly<Record<string, string>> = lookupTable({
  transient: "TRANSIENT",
  temporary: "TEMPORARY",
  hybrid: "HYBRID",
});

/** The table as the script knows it; one that it does not know is taken for a standard table. */
export type KnownTable = TableRef & { readonly options: Options; readonly known: boolean };

export const known = (before: Schema, { schema, name }: TableRef): KnownTable => {
  const found = before.tables.find((table) => sameTable(table, { schema, name }));
  return { schema, name, options: found?.options ?? {}, known: found !== undefined };
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

/**
 * A column that the table is clustered by cannot be dropped; another clustering key has to be set
 * first.
 */
export const dropColumn = (table: KnownTable, name: string): readonly Sql[] => {
  const { clusterBy } = table.options;
  if (clusterBy !== undefined && columnsIn(clusterBy, [name], lexicon).length > 0)
    unsupported(
      `column ${tableText(table)}.${name}: the table is clustered by it (${clusterBy})`,
      "declare another clustering key by the option clusterBy, or drop it before: ALTER TABLE … DROP CLUSTERING KEY",
    );
  return [`ALTER TABLE ${refText(table)} DROP COLUMN ${quote(name)} RESTRICT`];
};

const refuseOtherKey = (table: TableRef): never =>
  unsupported(
    `the primary key of table ${tableText(table)}: a hybrid table has the one that it was made with`,
    "make a new table, copy the rows by op.execute, and rename it",
  );

/**
 * Dependents of a key are dropped before, each by name; RESTRICT makes the drop fail if there are
 * unknown ones.
 */
export const dropConstraint = (
  table: KnownTable,
  name: string,
  kind: ConstraintKind,
): readonly Sql[] => {
  if (kind === "primaryKey" && isHybrid(table)) refuseOtherKey(table);
  return [
    words(
      `ALTER TABLE ${refText(table)} DROP CONSTRAINT ${quote(name)}`,
      kind === "primaryKey" || kind === "unique" ? "RESTRICT" : "",
    ),
  ];
};

/**
 * A CHECK can be added to an existing table only with NOVALIDATE: existing rows are not checked.
 */
export const addConstraint = (table: KnownTable, constraint: Constraint): Sql => {
  checkConstraint(table, constraint);
  if (constraint.kind === "primaryKey" && isHybrid(table)) refuseOtherKey(table);
  return words(
    "ALTER TABLE",
    refText(table),
    "ADD",
    constraintClause(constraint),
    constraint.kind === "check" ? "ENABLE NOVALIDATE" : "",
  );
};
