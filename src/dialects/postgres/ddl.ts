/** Operations as PostgreSQL's statements: a printer a verb. */
import type { Operation, OperationVerb, Schema, Sql } from "../../model/index.js";
import type { Ddl } from "../dialect.js";
import { beside, indexStatement, quote, refText } from "./clauses.js";
import { alterColumn } from "./ddlColumn.js";
import { commentOfConstraint, commentOfIndex, commentOfSchema, setComment } from "./ddlComments.js";
import { alterEnum, createEnum } from "./ddlEnum.js";
import { bulkInsert } from "./ddlRows.js";
import { alterSequence, createSequence } from "./ddlSequence.js";
import {
  addColumn,
  addConstraint,
  alterTable,
  createTable,
  dropColumn,
  renameTable,
} from "./ddlTable.js";

type Printer<V extends OperationVerb> = (operation: Operation<V>, before: Schema) => readonly Sql[];

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
  createTable: ({ table }) => createTable(table),
  dropTable: ({ table }) => [`DROP TABLE ${refText(table)}`],
  renameTable: ({ table, to }, before) => renameTable(table, to, before),
  alterTable: ({ table, from, to }) => alterTable(table, from, to),
  addColumn: ({ table, column }) => addColumn(table, column),
  dropColumn: ({ table, name, dropped }) => dropColumn(table, name, dropped),
  alterColumn,
  createConstraint: ({ table, constraint }) => [
    addConstraint(table, constraint),
    ...commentOfConstraint(table, constraint),
  ],
  dropConstraint: ({ table, name }) => [
    `ALTER TABLE ${refText(table)} DROP CONSTRAINT ${quote(name)}`,
  ],
  renameConstraint: ({ table, name, to }) => [
    `ALTER TABLE ${refText(table)} RENAME CONSTRAINT ${quote(name)} TO ${quote(to)}`,
  ],
  createIndex: ({ table, index }) => [
    indexStatement(table, index),
    ...commentOfIndex(table, index),
  ],
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

const statements = <V extends OperationVerb>(
  operation: Operation<V>,
  before: Schema,
): readonly Sql[] => printers[operation.do](operation, before);

export const ddl: Ddl = {
  statements: (operation, before) => statements<OperationVerb>(operation, before),
  script: (lines) => lines,
  printScripts: (scripts) =>
    scripts.flatMap((s) => ["BEGIN", ...s.statements, ...s.marks, "COMMIT"]),
};
