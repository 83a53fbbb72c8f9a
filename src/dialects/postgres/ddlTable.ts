/**
 * Tables: CREATE TABLE, the ALTER TABLE statements for what it cannot express, and renaming, which
 * includes the serial sequences named after the table.
 */
import {
  isInherited,
  parentsText,
  sameTable,
  SchemaDiffError,
  tableText,
  type Column,
  type Constraint,
  type Options,
  type Schema,
  type Sql,
  type Statement,
  type Table,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import type { Printed } from "../printed.js";
import {
  beside,
  columnClause,
  constraintClause,
  isNotValid,
  quote,
  refText,
  sequenceNumbers,
  storageParameters,
  words,
} from "./clauses.js";
import { parameterActions, setColumnOptions } from "./ddlColumnOptions.js";
import { commentOfColumn, commentsOfTable } from "./ddlComments.js";
import { afterConstraint } from "./ddlIndex.js";
import { withGeneratedName } from "./generatedName.js";
import { afterNotNull } from "./ddlNotNull.js";
import { sequenceName } from "./names.js";
import { ownSequenceName, setOwnSequence } from "./ownSequenceOptions.js";
import { locking, type Lock } from "./statement.js";
import { lockOfParameters } from "./storageParameters.js";

/** The keys of a table's options that are not storage parameters. */
const clauseOptions = [
  "partitionBy",
  "inherits",
  "unlogged",
  "tablespace",
  "accessMethod",
  "replicaIdentity",
];

export const isUnlogged = (table: TableRef, { tables }: Schema): boolean =>
  tables.find((t) => sameTable(t, table))?.options["unlogged"] === "true";

const isOwnIdentity = ({ identity }: Column): boolean =>
  identity !== null && identity.kind !== "serial";

/**
 * A foreign key blocks writers of its own table and of the one that it references; any other
 * constraint blocks everybody on its table.
 */
export const addConstraint = (table: TableRef, constraint: Constraint): Statement =>
  locking(
    constraint.kind === "foreignKey" ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE",
    words(
      "ALTER TABLE",
      refText(table),
      "ADD",
      constraintClause(constraint),
      isNotValid(constraint) ? "NOT VALID" : "",
    ),
  );

/** Compression is part of a column's own clause. */
const compressionOf = ({ compression }: Options): Options =>
  compression === undefined ? {} : { compression };

/** The statements for what a column's clause cannot express. */
const afterColumn = (table: TableRef, column: Column, isUnlogged: boolean): readonly Printed[] => {
  const alter = `ALTER TABLE ${refText(table)} ALTER COLUMN ${quote(column.name)}`;
  const serial = column.identity?.kind === "serial" ? column.identity : null;
  const numbers = serial === null ? "" : sequenceNumbers(serial.numbers);
  return [
    ...(serial !== null && column.nullable ? [`${alter} DROP NOT NULL`] : []),
    ...afterNotNull(table, column),
    ...(isOwnIdentity(column)
      ? setOwnSequence({ table, column, isUnlogged }, {}, ownSequenceName(table, column))
      : []),
    ...(numbers === ""
      ? []
      : [`ALTER SEQUENCE ${beside(table, sequenceName(table.name, column.name))} ${numbers}`]),
    ...setColumnOptions(alter, column.type, compressionOf(column.options), column.options),
  ];
};

/** The column exists through the parent; only what differs in the child is set on it. */
const afterInherited = (table: TableRef, column: Column): readonly Printed[] => {
  const alter = `ALTER TABLE ONLY ${refText(table)} ALTER COLUMN ${quote(column.name)}`;
  return [
    ...(column.default === null || column.generated !== null
      ? []
      : [locking("ACCESS EXCLUSIVE", `${alter} SET DEFAULT ${column.default}`)]),
    ...setColumnOptions(alter, column.type, {}, column.options),
  ];
};

const replicaIdentity = (table: Table): readonly Statement[] => {
  const identity = table.options["replicaIdentity"];
  return identity === undefined
    ? []
    : [locking("ACCESS EXCLUSIVE", `ALTER TABLE ${refText(table)} REPLICA IDENTITY ${identity}`)];
};

/**
 * CREATE TABLE silently makes one key of two that are alike (transformIndexConstraints in
 * parse_utilcmd.c), so the second is added by a statement of its own.
 */
const isRepeated = (constraint: Constraint, i: number, all: readonly Constraint[]): boolean =>
  constraint.kind === "unique" &&
  all
    .slice(0, i)
    .some(
      (other) =>
        (other.kind === "primaryKey" || other.kind === "unique") &&
        JSON.stringify(other.columns) === JSON.stringify(constraint.columns),
    );

/** The strongest lock on another table: one that a foreign key references, or a parent. */
const lockOfCreate = (table: Table, inside: readonly Constraint[]): Lock | null =>
  inside.some((c) => c.kind === "foreignKey" && !sameTable(c.target, table))
    ? "SHARE ROW EXCLUSIVE"
    : parentsText(table.options) === undefined
      ? null
      : "SHARE UPDATE EXCLUSIVE";

export const createTable = (table: Table): readonly Printed[] => {
  const { options } = table;
  const parents = parentsText(options);
  const own = table.columns.filter((c) => !isInherited(c));
  const apart = table.constraints.filter((c, i, all) => isNotValid(c) || isRepeated(c, i, all));
  const inside = table.constraints.filter((c) => !apart.includes(c));
  const clauses = [...own.map(columnClause), ...inside.map(constraintClause)];
  const parameters = storageParameters(options, clauseOptions);
  const create = words(
    options["unlogged"] === "true" ? "CREATE UNLOGGED TABLE" : "CREATE TABLE",
    refText(table),
    clauses.length === 0 ? "()" : `(\n  ${clauses.join(",\n  ")}\n)`,
    parents === undefined ? "" : `INHERITS (${parents})`,
    options["partitionBy"] === undefined ? "" : `PARTITION BY ${options["partitionBy"]}`,
    options["accessMethod"] === undefined ? "" : `USING ${quote(options["accessMethod"])}`,
    parameters === "" ? "" : `WITH (${parameters})`,
    options["tablespace"] === undefined ? "" : `TABLESPACE ${quote(options["tablespace"])}`,
  );
  return [
    locking(lockOfCreate(table, inside), create),
    ...own.flatMap((column) => afterColumn(table, column, options["unlogged"] === "true")),
    ...table.columns.filter(isInherited).flatMap((column) => afterInherited(table, column)),
    ...apart.map((constraint) => addConstraint(table, constraint)),
    ...table.constraints.flatMap((c) => afterConstraint(table, withGeneratedName(table, c))),
    ...replicaIdentity(table),
    ...commentsOfTable(table),
  ];
};

/** Settings that ALTER TABLE changes one by one: how each is set, and how it is reset. */
const settings: Readonly<Record<string, readonly [(value: string) => Sql, Sql]>> = lookupTable({
  unlogged: [(value) => (value === "true" ? "SET UNLOGGED" : "SET LOGGED"), "SET LOGGED"],
  tablespace: [(value) => `SET TABLESPACE ${quote(value)}`, "SET TABLESPACE pg_default"],
  accessMethod: [(value) => `SET ACCESS METHOD ${quote(value)}`, "SET ACCESS METHOD heap"],
  replicaIdentity: [(value) => `REPLICA IDENTITY ${value}`, "REPLICA IDENTITY DEFAULT"],
});

const listed = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(/, (?=(?:[^"]*"[^"]*")*[^"]*$)/);

/** Parents can be added and removed; a table cannot become partitioned. */
const inheritance = (from: Options, to: Options): readonly Sql[] => {
  const [old, now] = [listed(parentsText(from)), listed(parentsText(to))];
  return [
    ...old.filter((p) => !now.includes(p)).map((p) => `NO INHERIT ${p}`),
    ...now.filter((p) => !old.includes(p)).map((p) => `INHERIT ${p}`),
  ];
};

const without = (options: Options, keys: readonly string[]): Options =>
  Object.fromEntries(Object.entries(options).filter(([key]) => !keys.includes(key)));

export const alterTable = (table: TableRef, from: Options, to: Options): readonly Statement[] => {
  if (from["partitionBy"] !== to["partitionBy"]) {
    throw new SchemaDiffError(
      "unsupported",
      `table ${tableText(table)}: PostgreSQL cannot change how a table is partitioned`,
      "make a new table and move the rows",
    );
  }
  const parameters = (options: Options): Options => without(options, clauseOptions);
  const [old, now] = [parameters(from), parameters(to)];
  const actions: readonly Sql[] = [
    ...Object.entries(settings).flatMap(([key, [print, unset]]) => {
      const value = to[key];
      return from[key] === value ? [] : [value === undefined ? unset : print(value)];
    }),
    ...inheritance(from, to),
  ];
  const alter = (lock: Lock, action: Sql): Statement =>
    locking(lock, `ALTER TABLE ${refText(table)} ${action}`);
  return [
    ...actions.map((action) => alter("ACCESS EXCLUSIVE", action)),
    ...parameterActions(old, now).map((action) => alter(lockOfParameters(old, now), action)),
  ];
};

const columnsOf = (schema: Schema, table: TableRef): readonly Column[] =>
  schema.tables.find((t) => sameTable(t, table))?.columns ?? [];

/**
 * A serial column is recognised by its sequence's name, so the sequence is renamed along with the
 * table or the column.
 */
const renameSerial = (table: TableRef, from: string, to: string): readonly Sql[] =>
  from === to ? [] : [`ALTER SEQUENCE ${beside(table, from)} RENAME TO ${quote(to)}`];

export const renameTable = (table: TableRef, to: string, before: Schema): readonly Sql[] => [
  `ALTER TABLE ${refText(table)} RENAME TO ${quote(to)}`,
  ...columnsOf(before, table)
    .filter((c) => c.identity?.kind === "serial")
    .flatMap((c) =>
      renameSerial(table, sequenceName(table.name, c.name), sequenceName(to, c.name)),
    ),
];

export const renameColumn = (
  table: TableRef,
  from: string,
  to: string,
  serial: boolean,
): readonly Sql[] => [
  `ALTER TABLE ${refText(table)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`,
  ...(serial
    ? renameSerial(table, sequenceName(table.name, from), sequenceName(table.name, to))
    : []),
];

/** A column that is inherited is added and dropped with the parent's. */
export const addColumn = (table: TableRef, column: Column, before: Schema): readonly Printed[] =>
  isInherited(column)
    ? []
    : [
        `ALTER TABLE ${refText(table)} ADD COLUMN ${columnClause(column)}`,
        ...afterColumn(table, column, isUnlogged(table, before)),
        ...commentOfColumn(table, column),
      ];

export const dropColumn = (
  table: TableRef,
  name: string,
  dropped: Column | null,
): readonly Sql[] =>
  dropped !== null && isInherited(dropped)
    ? []
    : [`ALTER TABLE ${refText(table)} DROP COLUMN ${quote(name)}`];
