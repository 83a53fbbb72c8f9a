/** Operations as Snowflake's statements: a printer a verb. */
import {
  tableText,
  type Operation,
  type OperationVerb,
  type Schema,
  type Sequence,
  type Sql,
  type Statement,
  type StatementFacts,
} from "../../model/index.js";
import type { Ddl } from "../dialect.js";
import { asStatements } from "../printed.js";
import { refuseObject, type ObjectVerb } from "../sqlObjects.js";
import { columnList, commentSetting, quote, refText, words } from "./clauses.js";
import { addColumn, alterColumn } from "./ddlColumn.js";
import { addConstraint, alterTable, createTable } from "./ddlTable.js";
import { lexicon } from "./lexicon.js";
import { checkSequence, unsupported } from "./refusals.js";
import { support } from "./support.js";

const title = "Snowflake";

const noEnum = (name: string): never =>
  unsupported(
    `enum ${name}: ${title} has no enum types`,
    "declare the values on the column, where a CHECK stands in for the type",
  );

const noIndex = (name: string | null, table: Operation<"createIndex">["table"]): never =>
  unsupported(
    `index ${name ?? ""} of table ${tableText(table)}: ${support.index.supported ? "" : support.index.because}`,
    "leave it out; a clustering key is the table's option clusterBy",
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

const commented: Readonly<Record<string, string>> = {
  table: "TABLE",
  sequence: "SEQUENCE",
  schema: "SCHEMA",
};

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

/** Rows with the same columns, one after the other, go in one INSERT. */
const bulkInsert = ({ table, rows }: Operation<"bulkInsert">): readonly Sql[] => {
  if (rows.length === 0) return [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const value = (given: unknown): Sql => (given === undefined ? "DEFAULT" : lexicon.value(given));
  const lines = rows.map((row) => `(${columns.map((c) => value(row[c])).join(", ")})`);
  return [`INSERT INTO ${refText(table)} ${columnList(columns)} VALUES\n  ${lines.join(",\n  ")}`];
};

type Printers = {
  readonly [V in OperationVerb]: (operation: Operation<V>, before: Schema) => readonly Sql[];
};

/**
 * A new schema becomes the session's current one (CREATE SCHEMA, "Usage notes"), and what is said without a schema from then
 * on would be looked for in it. Where nobody knows the one before, the session remembers it.
 */
const keepingSchema = (create: Sql, current: string | null): readonly Sql[] =>
  current === null
    ? [
        `SET SCHEMA_DIFF_SCHEMA = '"' || CURRENT_SCHEMA() || '"'`,
        create,
        "USE SCHEMA IDENTIFIER($SCHEMA_DIFF_SCHEMA)",
      ]
    : [create, `USE SCHEMA ${quote(current)}`];

/** What a drop would take along is dropped before, by name: RESTRICT has it fail on what nobody knew of. */
const printers: Printers = {
  createSchema: ({ namespace }, { defaultSchema }) =>
    keepingSchema(
      words("CREATE SCHEMA", quote(namespace.name), commentSetting(namespace.comment)),
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
  createTable: ({ table }) => createTable(table),
  dropTable: ({ table }) => [`DROP TABLE ${refText(table)} RESTRICT`],
  renameTable: ({ table, to }) => [
    `ALTER TABLE ${refText(table)} RENAME TO ${refText({ schema: table.schema, name: to })}`,
  ],
  alterTable: ({ table, from, to }) => alterTable(table, from, to),
  addColumn: ({ table, column }) => addColumn(table, column),
  dropColumn: ({ table, name }) => [
    `ALTER TABLE ${refText(table)} DROP COLUMN ${quote(name)} RESTRICT`,
  ],
  alterColumn,
  createConstraint: ({ table, constraint }) => [addConstraint(table, constraint)],
  dropConstraint: ({ table, name, kind }) => [
    words(
      `ALTER TABLE ${refText(table)} DROP CONSTRAINT ${quote(name)}`,
      kind === "primaryKey" || kind === "unique" ? "RESTRICT" : "",
    ),
  ],
  renameConstraint: ({ table, name, to }) => [
    `ALTER TABLE ${refText(table)} RENAME CONSTRAINT ${quote(name)} TO ${quote(to)}`,
  ],
  createIndex: ({ table, index }) =>
    noIndex(index.name.from === "nowhere" ? null : index.name.text, table),
  dropIndex: ({ table, name }) => noIndex(name, table),
  alterIndex: ({ table, name }) => noIndex(name, table),
  renameIndex: ({ table, name }) => noIndex(name, table),
  setComment,
  execute: ({ sql }) => [sql],
  bulkInsert,
  batch: ({ operations, options, table }, before) => [
    ...operations.flatMap((operation) => printed(operation, before)),
    ...options.tableArgs.map((constraint) => addConstraint(table, constraint)),
  ],
};

const printOf = <V extends OperationVerb>(
  verb: V,
  operation: Operation<V>,
  before: Schema,
): readonly Sql[] => {
  const printer: Printers[V] = printers[verb];
  return printer(operation, before);
};

const printed = (operation: Operation, before: Schema): readonly Sql[] =>
  printOf(operation.do, operation, before);

/** Each statement of DDL is a transaction of its own, and commits the one that is open. */
const ddlFacts: StatementFacts = { changes: "schema", transaction: "commits" };

const otherFacts: Readonly<Partial<Record<OperationVerb, StatementFacts>>> = {
  bulkInsert: { changes: "rows" },
  execute: {},
};

const statements = (operation: Operation, before: Schema): readonly Statement[] =>
  asStatements(printed(operation, before), otherFacts[operation.do] ?? ddlFacts);

export const ddl: Ddl = {
  statements,
  script: (lines) => lines,
  printScripts: (scripts) => scripts.flatMap((s) => [...s.statements, ...s.marks]),
};
