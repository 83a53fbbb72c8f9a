/** Reads rows of pg_constraint as constraints. */
import {
  lookupTable,
  type Action,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Match,
  type Name,
} from "../../model/index.js";
import type { Row } from "../connection.js";
import { namesAt, schemaOf, type Catalogue } from "./catalogue.js";
import { constraintOrigin } from "./origin.js";
import { bare } from "./readColumns.js";
import {
  elementNames,
  includedColumns,
  nullsOf,
  ownIndexOptions,
  readElements,
} from "./readIndexes.js";
import { isSet, list, numbers, text, textOrNull } from "./rows.js";

/** By pg_constraint.contype; NOT NULL (`n`, from 18 on) is read with the column, and constraint triggers (`t`) are triggers. */
const kinds: Readonly<Record<string, ConstraintKind>> = lookupTable({
  p: "primaryKey",
  u: "unique",
  f: "foreignKey",
  c: "check",
  x: "exclude",
});
const actions: Readonly<Record<string, Action>> = lookupTable({
  a: "noAction",
  r: "restrict",
  c: "cascade",
  n: "setNull",
  d: "setDefault",
});
const matches: Readonly<Record<string, Match>> = lookupTable({
  s: "simple",
  f: "full",
  p: "partial",
});

const deferralOf = (row: Row): Deferral =>
  !isSet(row, "deferrable")
    ? "notDeferrable"
    : isSet(row, "deferred")
      ? "initiallyDeferred"
      : "initiallyImmediate";

interface Reading {
  readonly catalogue: Catalogue;
  readonly table: Row;
  readonly row: Row;
  /** The backing index of a key; null for the others. */
  readonly index: Row | null;
}

interface Named {
  readonly name: Name;
  readonly comment: string | null;
}

const targetColumns = ({ catalogue, row }: Reading): readonly string[] => {
  const named = list(row, "target_names");
  return named.length > 0
    ? named
    : namesAt(catalogue, text(row, "target"), numbers(row, "target_columns"));
};

const ownColumns = ({ catalogue, table, row }: Reading): readonly string[] =>
  namesAt(catalogue, text(table, "oid"), numbers(row, "columns"));

const included = ({ catalogue, index }: Reading): readonly string[] =>
  index === null ? [] : includedColumns(catalogue, index);

/** A constraint that is not enforced is not validated either, which cannot be declared. */
const validity = (row: Row): { readonly validated: boolean; readonly enforced: boolean } => ({
  enforced: !isSet(row, "not_enforced"),
  validated: !isSet(row, "not_valid") || isSet(row, "not_enforced"),
});

const excludeElements = ({ catalogue, row, index }: Reading) => {
  const operators = list(row, "operators");
  return index === null
    ? []
    : readElements(catalogue, index).map((element, i) => ({
        ...element,
        operator: operators[i] ?? "",
      }));
};

const readers: {
  readonly [K in ConstraintKind]: (reading: Reading, named: Named) => Constraint<K>;
} = {
  primaryKey: (r, named) => ({
    kind: "primaryKey",
    ...named,
    columns: ownColumns(r),
    include: included(r),
    deferral: deferralOf(r.row),
    onConflict: null,
    ...ownIndexOptions(r.index),
  }),
  unique: (r, named) => ({
    kind: "unique",
    ...named,
    columns: ownColumns(r),
    include: included(r),
    nulls: r.index === null ? "distinct" : nullsOf(r.index),
    deferral: deferralOf(r.row),
    onConflict: null,
    ...ownIndexOptions(r.index),
  }),
  foreignKey: (r, named) => ({
    kind: "foreignKey",
    ...named,
    columns: ownColumns(r),
    target: {
      schema: schemaOf(r.catalogue, text(r.row, "target_schema")),
      name: text(r.row, "target_name"),
    },
    targetColumns: targetColumns(r),
    onUpdate: actions[text(r.row, "on_update")] ?? "noAction",
    onDelete: actions[text(r.row, "on_delete")] ?? "noAction",
    onDeleteColumns: namesAt(
      r.catalogue,
      text(r.table, "oid"),
      numbers(r.row, "on_delete_columns"),
    ),
    match: matches[text(r.row, "match")] ?? "simple",
    deferral: deferralOf(r.row),
    ...validity(r.row),
  }),
  check: (r, named) => ({
    kind: "check",
    ...named,
    expression: bare(text(r.row, "expression")),
    ...validity(r.row),
    inherited: !isSet(r.row, "no_inherit"),
    ofColumn: null,
  }),
  exclude: (r, named) => ({
    kind: "exclude",
    ...named,
    method: r.index === null ? "gist" : (textOrNull(r.index, "method") ?? "btree"),
    elements: excludeElements(r),
    include: included(r),
    where: r.index === null ? null : bare(textOrNull(r.index, "predicate") ?? "") || null,
    deferral: deferralOf(r.row),
    ...ownIndexOptions(r.index),
  }),
};

/** The columns from which the server would build the constraint's name. */
const nameColumns = (kind: ConstraintKind, reading: Reading): readonly string[] => {
  if (kind === "exclude" && reading.index !== null)
    return elementNames(reading.catalogue, reading.index);
  return kind === "unique" ? [...ownColumns(reading), ...included(reading)] : ownColumns(reading);
};

/** The constraint; null for a kind that is not modelled, and for one that is inherited from a parent table. */
export const readConstraint = (catalogue: Catalogue, table: Row, row: Row): Constraint | null => {
  const kind = kinds[text(row, "type")];
  if (kind === undefined || isSet(row, "temporal") || isSet(row, "inherited")) return null;
  const index = catalogue.indexByOid.get(textOrNull(row, "index") ?? "");
  const reading: Reading = {
    catalogue,
    table,
    row,
    index: kind === "foreignKey" ? null : (index ?? null),
  };
  const name = constraintOrigin(
    catalogue,
    text(table, "schema"),
    kind,
    text(table, "name"),
    () => nameColumns(kind, reading),
    text(row, "name"),
  );
  return readers[kind](reading, { name, comment: textOrNull(row, "comment") });
};
