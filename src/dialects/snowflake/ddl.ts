/** Prints operations as Snowflake's statements: one printer per verb. */
import { refusePlace } from "../columnPlace.js";
import { newName } from "../newName.js";
import {
  sameTable,
  tableText,
  type Operation,
  type OperationVerb,
  type Schema,
  type Sequence,
  type Sql,
  type Statement,
  type StatementFacts,
  type Table,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import type { Ddl } from "../dialect.js";
import { asStatements, type Printed } from "../printed.js";
import { refuseObject, type ObjectVerb } from "../sqlObjects.js";
import { refuseAlterIndex } from "../attributes.js";
import { columnList, commentSetting, quote, refText, words } from "./clauses.js";
import { addColumn, alterColumn } from "./ddlColumn.js";
import { createIndex, dropIndex } from "./ddlIndex.js";
import {
  addConstraint,
  alterTable,
  createTable,
  dropColumn,
  dropConstraint,
  known,
} from "./ddlTable.js";
import { lexicon } from "./lexicon.js";
import { explainUndrop, undropSchema, undropTable } from "./ddlUndrop.js";
import { explainUnseen } from "./unseen.js";
import { checkSequence, unsupported } from "./refusals.js";

const title = "Snowflake";

const noEnum = (name: string): never =>
  unsupported(
    `enum ${name}: ${title} has no enum types`,
    "declare the values on the column, where a CHECK stands in for the type",
  );

const noObject = (operation: Operation<ObjectVerb>): never => refuseObject(title)(operation);

const createSequence = (sequence: Sequence): readonly Sql[] => {
  checkSequence(sequence);
  return [
    words(
      "CREATE SEQUENCE",
      refText(sequence),
      `START = ${sequence.start ?? "1"}`,
      `INCREMENT = ${sequence.increment ?? "1"}`,
      commentSetting(sequence.comment),
    ),
  ];
};

const alterSequence = (from: Sequence, to: Sequence): readonly Sql[] => {
  checkSequence(to);
  if (from.start !== to.start)
    unsupported(
      `sequence ${tableText(from)}: ${title} cannot change where a sequence starts`,
      "drop it and create it again, where no default calls it",
    );
  return from.increment === to.increment
    ? []
    : [`ALTER SEQUENCE ${refText(from)} SET INCREMENT = ${to.increment ?? "1"}`];
};

const commented: Readonly<Record<string, string>> = lookupTable({
  table: "TABLE",
  sequence: "SEQUENCE",
  schema: "SCHEMA",
});

const setComment = ({ on, owner, name, to }: Operation<"setComment">): readonly Sql[] => {
  const word = commented[on];
  if (word === undefined)
    return unsupported(
      `${on} ${name ?? ""} of ${tableText(owner)}: ${title} takes a comment only where it is made`,
      "drop it and create it with its comment",
    );
  return [
    `ALTER ${word} ${refText(owner)} ${to === null ? "UNSET COMMENT" : `SET ${commentSetting(to)}`}`,
  ];
};

/** Consecutive rows with the same columns are inserted by one INSERT. */
const bulkInsert = ({ table, rows }: Operation<"bulkInsert">): readonly Sql[] => {
  if (rows.length === 0) return [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const value = (given: unknown): Sql => (given === undefined ? "DEFAULT" : lexicon.value(given));
  const lines = rows.map((row) => `(${columns.map((c) => value(row[c])).join(", ")})`);
  return [`INSERT INTO ${refText(table)} ${columnList(columns)} VALUES\n  ${lines.join(",\n  ")}`];
};

type Printers = {
  readonly [V in OperationVerb]: (operation: Operation<V>, before: Schema) => readonly Printed[];
};

/**
 * A new schema becomes the session's current one (CREATE SCHEMA, "Usage notes"), and from then on
 * names without a schema would be looked up in it. Where the schema before is not known, the
 * session remembers it.
 */
const keepingSchema = (create: readonly Printed[], current: string | null): readonly Printed[] =>
  current === null
    ? [
        `SET SCHEMA_DIFF_SCHEMA = '"' || CURRENT_SCHEMA() || '"'`,
        ...create,
        "USE SCHEMA IDENTIFIER($SCHEMA_DIFF_SCHEMA)",
      ]
    : [...create, `USE SCHEMA ${quote(current)}`];

/**
 * Dependents are dropped before, each by name; RESTRICT makes the drop fail if there are unknown
 * ones.
 */
const printers: Printers = {
  createSchema: ({ namespace, undrop }, { defaultSchema }) =>
    keepingSchema(
      undrop === true
        ? undropSchema(namespace.name)
        : [words("CREATE SCHEMA", quote(namespace.name), commentSetting(namespace.comment))],
      defaultSchema,
    ),
  dropSchema: ({ name }) => [`DROP SCHEMA ${quote(name)} RESTRICT`],
  createEnum: (operation) => noEnum(operation.enum.name),
  dropEnum: (operation) => noEnum(operation.enum.name),
  alterEnum: ({ to }) => noEnum(to.name),
  createSequence: ({ sequence }) => createSequence(sequence),
  dropSequence: ({ sequence }) => [`DROP SEQUENCE ${refText(sequence)}`],
  alterSequence: ({ from, to }) => alterSequence(from, to),
  createObject: noObject,
  replaceObject: noObject,
  dropObject: noObject,
  renameObject: noObject,
  createTable: ({ table, undrop }) => (undrop === true ? undropTable(table) : createTable(table)),
  dropTable: ({ table }) => [`DROP TABLE ${refText(table)} RESTRICT`],
  renameTable: ({ table, to }) => [
    `ALTER TABLE ${refText(table)} RENAME TO ${refText({ schema: table.schema, name: to })}`,
  ],
  alterTable: ({ table, from, to }) => alterTable(table, from, to),
  addColumn: (operation) => {
    refusePlace(operation, "Snowflake");
    return addColumn(operation.table, operation.column);
  },
  dropColumn: ({ table, name }, before) => dropColumn(known(before, table), name),
  alterColumn,
  createConstraint: ({ table, constraint }, before) => [
    addConstraint(known(before, table), constraint),
  ],
  dropConstraint: ({ table, name, kind }, before) =>
    dropConstraint(known(before, table), name, kind),
  alterConstraint: ({ table, name, change: { rely } }) => [
    `ALTER TABLE ${refText(table)} ALTER CONSTRAINT ${quote(name)} ${rely ? "RELY" : "NORELY"}`,
  ],
  renameConstraint: (operation) => [
    `ALTER TABLE ${refText(operation.table)} RENAME CONSTRAINT ${quote(operation.name)} TO ${quote(newName(operation))}`,
  ],
  createIndex: ({ table, index }, before) => createIndex(known(before, table), index),
  dropIndex: ({ table, name }, before) => dropIndex(known(before, table), name),
  renameIndex: ({ table, name, to }) =>
    unsupported(
      `index ${name} of table ${tableText(table)}: ${title} cannot rename it`,
      `drop it, and create ${to}`,
    ),
  alterIndex: refuseAlterIndex,
  setComment,
  execute: ({ sql }) => [sql],
  bulkInsert,
  batch: ({ operations, options, table }, before) => [
    ...operations.flatMap((operation) => printed(operation, before)),
    ...options.tableArgs.map((constraint) => addConstraint(known(before, table), constraint)),
  ],
};

const printOf = <V extends OperationVerb>(
  verb: V,
  operation: Operation<V>,
  before: Schema,
): readonly Printed[] => {
  const printer: Printers[V] = printers[verb];
  return printer(operation, before);
};

const printed = (operation: Operation, before: Schema): readonly Printed[] =>
  printOf(operation.do, operation, before);

/** Each DDL statement is a transaction of its own, and commits an open one. */
const ddlFacts: StatementFacts = { changes: "schema", transaction: "commits" };

const otherFacts: Readonly<Partial<Record<OperationVerb, StatementFacts>>> = {
  bulkInsert: { changes: "rows" },
  execute: {},
};

const statements = (operation: Operation, before: Schema): readonly Statement[] =>
  asStatements(printed(operation, before), otherFacts[operation.do] ?? ddlFacts);

/** What of a table becomes what. */
const changeOf = (
  operation: Operation,
): { readonly table: TableRef; readonly fields: Partial<Table> } | null => {
  if (operation.do === "renameTable")
    return { table: operation.table, fields: { name: operation.to } };
  return operation.do === "alterTable"
    ? { table: operation.table, fields: { options: operation.to } }
    : null;
};

/**
 * Follows the tables that a script creates, alters, renames and drops: what a table may have
 * depends on its kind and its clustering key.
 */
const after = (operation: Operation, before: Schema): Schema => {
  const others = (table: TableRef): Schema["tables"] =>
    before.tables.filter((one) => !sameTable(one, table));
  if (operation.do === "createTable")
    return { ...before, tables: [...others(operation.table), operation.table] };
  if (operation.do === "dropTable") return { ...before, tables: others(operation.table) };
  const changed = changeOf(operation);
  if (changed === null) return before;
  return {
    ...before,
    tables: before.tables.map((one) =>
      sameTable(one, changed.table) ? { ...one, ...changed.fields } : one,
    ),
  };
};

export const ddl: Ddl = {
  statements,
  after,
  explain: (failed, message) => explainUndrop(failed, message) ?? explainUnseen(message),
  script: (lines) => lines,
  printScripts: (scripts) => scripts.flatMap((s) => [...s.statements, ...s.marks]),
};
