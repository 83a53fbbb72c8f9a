/** Turns catalogue rows into a schema. */
import {
  gathered,
  constraintKinds,
  isSqlObjectKind,
  nameText,
  sqlObjectKinds,
  withObjects,
  type Constraint,
  type Dependency,
  type EnumType,
  type Index,
  type Namespace,
  type Options,
  type Schema,
  type Sequence,
  type SqlObjectKind,
  type Table,
  type TableRef,
  type Unmodelled,
  lookupTable,
} from "../../model/index.js";
import type { Row } from "../connection.js";
import { parametersOf, schemaOf, type Catalogue } from "./catalogue.js";
import { readColumn, serialSequence } from "./readColumns.js";
import { readConstraint } from "./readConstraints.js";
import { readObject } from "./readObjects.js";
import { distinct, opaqueObjects, type OpaqueAnswers } from "./readOpaque.js";
import { readIndex } from "./readIndexes.js";
import { readSequence } from "./readSequences.js";
import { flag, list, text, textOrNull } from "./rows.js";

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySchemaAndName = (a: TableRef, b: TableRef): number =>
  order(a.schema ?? "", b.schema ?? "") || order(a.name, b.name);

const byKindAndName = (a: Constraint, b: Constraint): number =>
  constraintKinds.indexOf(a.kind) - constraintKinds.indexOf(b.kind) ||
  order(nameText(a.name) ?? "", nameText(b.name) ?? "");

const byName = (a: Index, b: Index): number =>
  order(nameText(a.name) ?? "", nameText(b.name) ?? "");

const replicaIdentities: Readonly<Record<string, string>> = lookupTable({
  f: "FULL",
  n: "NOTHING",
});

const optionsOf = (row: Row): Options => {
  const given: Readonly<Record<string, string | null>> = {
    partitionBy: textOrNull(row, "partition_by"),
    inherits: list(row, "parents").join(", ") || null,
    unlogged: text(row, "persistence") === "u" ? "true" : null,
    tablespace: textOrNull(row, "tablespace"),
    accessMethod: textOrNull(row, "access_method"),
    replicaIdentity: replicaIdentities[text(row, "replica")] ?? null,
  };
  const said = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );
  return {
    ...said,
    ...parametersOf(row, "parameters"),
    ...parametersOf(row, "toast_parameters", "toast."),
  };
};

/** The indexes of a table, without those of constraints, which are read with them. */
const indexesOf = (
  catalogue: Catalogue,
  table: Row,
  backing: ReadonlySet<string>,
): readonly Index[] =>
  (catalogue.indexesOf.get(text(table, "oid")) ?? [])
    .filter((row) => !backing.has(text(row, "oid")))
    .map((row) => readIndex(catalogue, table, row))
    .sort(byName);

const backsConstraint = new Set(["p", "u", "x"]);

const readTable = (catalogue: Catalogue, row: Row): Table => {
  const oid = text(row, "oid");
  const constraints = catalogue.constraintsOf.get(oid) ?? [];
  const backing = new Set(
    constraints
      .filter((c) => backsConstraint.has(text(c, "type")))
      .map((c) => textOrNull(c, "index") ?? ""),
  );
  return {
    schema: schemaOf(catalogue, text(row, "schema")),
    name: text(row, "name"),
    columns: (catalogue.columnsOf.get(oid) ?? []).map((column) =>
      readColumn(catalogue, row, column),
    ),
    constraints: constraints
      .flatMap((c) => readConstraint(catalogue, row, c) ?? [])
      .sort(byKindAndName),
    indexes: indexesOf(catalogue, row, backing),
    comment: textOrNull(row, "comment"),
    options: optionsOf(row),
    definition: null,
  };
};

/** Ordinary and partitioned tables; a partition is part of its parent. */
const isTable = (row: Row): boolean =>
  (text(row, "kind") === "r" || text(row, "kind") === "p") && !flag(row, "partition");

const readEnum = (catalogue: Catalogue, row: Row): EnumType => ({
  schema: schemaOf(catalogue, text(row, "schema")),
  name: text(row, "name"),
  values: list(row, "labels"),
  comment: textOrNull(row, "comment"),
});

const serialSequences = (catalogue: Catalogue, tables: readonly Row[]): ReadonlySet<string> =>
  new Set(
    tables.flatMap((table) =>
      (catalogue.columnsOf.get(text(table, "oid")) ?? []).flatMap((column) => {
        const sequence = serialSequence(catalogue, table, column);
        return sequence === null ? [] : [text(sequence, "oid")];
      }),
    ),
  );

const readSequences = (catalogue: Catalogue, tables: readonly Row[]): readonly Sequence[] => {
  const serial = serialSequences(catalogue, tables);
  return catalogue.sequences
    .filter((row) => textOrNull(row, "dependence") !== "i" && !serial.has(text(row, "oid")))
    .map((row) => readSequence(catalogue, row))
    .sort(bySchemaAndName);
};

const userOf = (catalogue: Catalogue, row: Row): Dependency => ({
  kind: text(row, "kind"),
  schema: schemaOf(catalogue, text(row, "schema")),
  table: textOrNull(row, "table"),
  name: text(row, "name"),
});

const readUnmodelled = (
  catalogue: Catalogue,
  row: Row,
  needed: ReadonlyMap<string, readonly Row[]>,
): Unmodelled => {
  const place = textOrNull(row, "schema");
  const schema = place === null ? null : schemaOf(catalogue, place);
  const table = textOrNull(row, "table");
  const digest = textOrNull(row, "digest");
  const users = needed.get(textOrNull(row, "thing") ?? "") ?? [];
  return {
    kind: text(row, "kind"),
    schema,
    name: text(row, "name"),
    table: table === null ? null : { schema, name: table },
    definition: null,
    ...(digest !== null && { digest }),
    ...(users.length > 0 && { usedBy: distinct(users.map((user) => userOf(catalogue, user))) }),
  };
};

const byKind = (a: Unmodelled, b: Unmodelled): number =>
  order(a.kind, b.kind) || bySchemaAndName(a, b) || order(a.table?.name ?? "", b.table?.name ?? "");

const notCompared = (
  catalogue: Catalogue,
  { unmodelled, needed }: LaterAnswers,
): readonly Unmodelled[] => {
  const users = gathered(needed, (row) => text(row, "thing"));
  return unmodelled
    .filter((row) => !isSqlObjectKind(text(row, "kind")))
    .map((row) => readUnmodelled(catalogue, row, users))
    .sort(byKind);
};

const readNamespaces = (catalogue: Catalogue): readonly Namespace[] =>
  catalogue.namespaces
    .map((row) => ({ name: text(row, "name"), comment: textOrNull(row, "comment") }))
    .filter(({ name }) => name !== catalogue.defaultSchema)
    .sort((a, b) => order(a.name, b.name));

/** The answers to questions that are only asked once something of their kind is known to exist. */
export interface LaterAnswers {
  /** What is not modelled, and SQL objects, by kind and name. */
  readonly unmodelled: readonly Row[];
  /** The rows of SQL objects, by kind. */
  readonly objects: ReadonlyMap<SqlObjectKind, readonly Row[]>;
  /** What is modelled and needs what is not. */
  readonly needed: readonly Row[];
  readonly opaque: OpaqueAnswers;
}

const readObjects = (
  schema: Schema,
  kind: SqlObjectKind,
  catalogue: Catalogue,
  { objects }: LaterAnswers,
): Schema =>
  withObjects(schema, kind, () =>
    (objects.get(kind) ?? [])
      .map((row) => readObject(kind, row, schemaOf(catalogue, text(row, "schema"))))
      .sort(bySchemaAndName),
  );

const tableRows = ({ relations }: Catalogue): readonly Row[] => relations.filter(isTable);

export const readTables = (catalogue: Catalogue): readonly Table[] =>
  tableRows(catalogue)
    .map((row) => readTable(catalogue, row))
    .sort(bySchemaAndName);

/** The modelled part of the schema. `catalogue.namespaces` holds the schemas that were asked for and exist. */
export const readSchema = (catalogue: Catalogue, version: readonly number[]): Schema => ({
  formatVersion: 1,
  dialect: "postgres",
  version,
  defaultSchema: catalogue.defaultSchema,
  namespaces: readNamespaces(catalogue),
  enums: catalogue.enums.map((row) => readEnum(catalogue, row)).sort(bySchemaAndName),
  sequences: readSequences(catalogue, tableRows(catalogue)),
  tables: readTables(catalogue),
  notCompared: [],
});

export const withLater = (schema: Schema, catalogue: Catalogue, later: LaterAnswers): Schema => {
  const opaque = opaqueObjects(later.opaque, (name) => schemaOf(catalogue, name));
  return sqlObjectKinds.reduce((so, kind) => readObjects(so, kind, catalogue, later), {
    ...schema,
    notCompared: notCompared(catalogue, later),
    ...(opaque.length > 0 && { opaque }),
  });
};
