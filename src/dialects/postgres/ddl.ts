/** Prints operations as PostgreSQL's statements: one printer per verb. */
import { refusePlace } from "../columnPlace.js";
import { newName } from "../newName.js";
import {
  statement,
  type Operation,
  type OperationVerb,
  type Schema,
  type Statement,
  type StatementFacts,
} from "../../model/index.js";
import { refuseUnprintable } from "../attributes.js";
import type { Ddl } from "../dialect.js";
import { asStatements, type Printed } from "../printed.js";
import { attributes } from "./attributes.js";
import { beside, quote, refText } from "./clauses.js";
import { alterColumn } from "./ddlColumn.js";
import { commentOfConstraint, commentOfSchema, setComment } from "./ddlComments.js";
import { alterEnum, createEnum } from "./ddlEnum.js";
import { afterConstraint, alterIndex, createIndex } from "./ddlIndex.js";
import { createObject, dropObject, renameObject, replaceObject } from "./ddlObjects.js";
import { bulkInsert } from "./ddlRows.js";
import { readsBeforePrinting } from "./ownSequenceOptions.js";
import { rowFacts, schemaFacts } from "./statement.js";
import { alterSequence, createSequence } from "./ddlSequence.js";
import {
  addColumn,
  addConstraint,
  alterTable,
  createTable,
  dropColumn,
  renameTable,
} from "./ddlTable.js";

type Printer<V extends OperationVerb> = (
  operation: Operation<V>,
  before: Schema,
) => readonly Printed[];

const printers: { readonly [V in OperationVerb]: Printer<V> } = {
  createSchema: ({ namespace }) => [
    `CREATE SCHEMA ${quote(namespace.name)}`,
    ...commentOfSchema(namespace.name, namespace.comment),
  ],
  dropSchema: ({ name }) => [`DROP SCHEMA ${quote(name)}`],
  createEnum: (operation) => createEnum(operation.enum),
  dropEnum: (operation) => [`DROP TYPE ${refText(operation.enum)}`],
  alterEnum,
  createSequence: ({ sequence }) => createSequence(sequence),
  dropSequence: ({ sequence }) => [`DROP SEQUENCE ${refText(sequence)}`],
  alterSequence: ({ from, to }) => alterSequence(from, to),
  createObject,
  replaceObject,
  dropObject,
  renameObject,
  createTable: ({ table }) => createTable(table),
  dropTable: ({ table }) => [`DROP TABLE ${refText(table)}`],
  renameTable: ({ table, to }, before) => renameTable(table, to, before),
  alterTable: ({ table, from, to }) => alterTable(table, from, to),
  addColumn: (operation, before) => {
    refusePlace(operation, "PostgreSQL");
    return addColumn(operation.table, operation.column, before);
  },
  dropColumn: ({ table, name, dropped }) => dropColumn(table, name, dropped),
  alterColumn,
  createConstraint: ({ table, constraint }) => [
    addConstraint(table, constraint),
    ...afterConstraint(table, constraint),
    ...commentOfConstraint(table, constraint),
  ],
  dropConstraint: ({ table, name }) => [
    `ALTER TABLE ${refText(table)} DROP CONSTRAINT ${quote(name)}`,
  ],
  // RELY is refused, and without RELY there is nothing to alter.
  alterConstraint: () => [],
  renameConstraint: (operation) => [
    `ALTER TABLE ${refText(operation.table)} RENAME CONSTRAINT ${quote(operation.name)} TO ${quote(newName(operation))}`,
  ],
  createIndex: ({ table, index }) => createIndex(table, index),
  alterIndex: ({ table, name, from, to }) => alterIndex(table, name, from, to),
  dropIndex: ({ table, name }) => [`DROP INDEX ${beside(table, name)}`],
  renameIndex: ({ table, name, to }) => [
    `ALTER INDEX ${beside(table, name)} RENAME TO ${quote(to)}`,
  ],
  setComment: (operation) => setComment(operation),
  execute: ({ sql }) => [sql],
  bulkInsert,
  batch: ({ operations, options, table }, before) => [
    ...operations.flatMap((operation) => statements(operation, before)),
    ...options.tableArgs.map((constraint) => addConstraint(table, constraint)),
  ],
};

/**
 * The facts of all statements of a verb, unless a statement has its own, as those about views and
 * other objects do.
 */
const facts: Readonly<Record<OperationVerb, StatementFacts>> = {
  createSchema: schemaFacts(null),
  dropSchema: schemaFacts(null),
  createEnum: schemaFacts(null),
  dropEnum: schemaFacts(null),
  alterEnum: schemaFacts(null),
  createSequence: schemaFacts(null),
  createObject: schemaFacts(null),
  replaceObject: schemaFacts(null),
  dropObject: schemaFacts(null),
  renameObject: schemaFacts(null),
  dropSequence: schemaFacts("ACCESS EXCLUSIVE"),
  alterSequence: schemaFacts("SHARE ROW EXCLUSIVE"),
  createTable: schemaFacts(null),
  dropTable: schemaFacts("ACCESS EXCLUSIVE"),
  renameTable: schemaFacts("ACCESS EXCLUSIVE"),
  alterTable: schemaFacts("ACCESS EXCLUSIVE"),
  addColumn: schemaFacts("ACCESS EXCLUSIVE"),
  dropColumn: schemaFacts("ACCESS EXCLUSIVE"),
  alterColumn: schemaFacts("ACCESS EXCLUSIVE"),
  createConstraint: schemaFacts("ACCESS EXCLUSIVE"),
  dropConstraint: schemaFacts("ACCESS EXCLUSIVE"),
  alterConstraint: schemaFacts(null),
  renameConstraint: schemaFacts("ACCESS EXCLUSIVE"),
  createIndex: schemaFacts("SHARE"),
  dropIndex: schemaFacts("ACCESS EXCLUSIVE"),
  alterIndex: schemaFacts("ACCESS EXCLUSIVE"),
  renameIndex: schemaFacts("SHARE UPDATE EXCLUSIVE"),
  setComment: schemaFacts("SHARE UPDATE EXCLUSIVE"),
  execute: {},
  bulkInsert: rowFacts,
  batch: {},
};

const statements = <V extends OperationVerb>(
  operation: Operation<V>,
  before: Schema,
): readonly Statement[] =>
  asStatements(printers[operation.do](operation, before), facts[operation.do]);

const begin = statement("BEGIN", { changes: "session", transaction: "begins" });
const commit = statement("COMMIT", { changes: "session", transaction: "commits" });

export const ddl: Ddl = {
  statements: (operation, before) => {
    refuseUnprintable(operation, attributes);
    return statements<OperationVerb>(operation, before);
  },
  readsBeforePrinting,
  script: (lines) => lines,
  printScripts: (scripts) => scripts.flatMap((s) => [begin, ...s.statements, ...s.marks, commit]),
};
