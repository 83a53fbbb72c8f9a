/** The objects whose printed text tells whether a statement of an operation took effect. */
import type { Operation, OperationVerb, TableRef } from "../../model/index.js";
import type { PrintedSubject } from "../../reflect/index.js";

type Subjects = {
  readonly [V in OperationVerb]: (operation: Operation<V>) => readonly PrintedSubject[];
};

const one = ({ schema, name }: TableRef): readonly PrintedSubject[] => [
  { is: "table", schema, name },
];

const both = ({ schema, name }: TableRef, to: string): readonly PrintedSubject[] => [
  ...one({ schema, name }),
  ...one({ schema, name: to }),
];

const schema = (name: string): readonly PrintedSubject[] => [{ is: "schema", schema: null, name }];

const ofTable = ({ table }: { readonly table: TableRef }): readonly PrintedSubject[] => one(table);

const ofObject = ({ object }: { readonly object: TableRef }): readonly PrintedSubject[] =>
  one(object);

const nothing = (): readonly PrintedSubject[] => [];

const subjects: Subjects = {
  createSchema: ({ namespace }) => schema(namespace.name),
  dropSchema: ({ name }) => schema(name),
  // No server whose DDL commits by itself prints types.
  createEnum: nothing,
  dropEnum: nothing,
  alterEnum: nothing,
  createSequence: ({ sequence }) => one(sequence),
  dropSequence: ({ sequence }) => one(sequence),
  alterSequence: ({ from, to }) => both(from, to.name),
  createTable: ofTable,
  dropTable: ofTable,
  renameTable: ({ table, to }) => both(table, to),
  alterTable: ofTable,
  addColumn: ofTable,
  dropColumn: ofTable,
  alterColumn: ofTable,
  createConstraint: ofTable,
  dropConstraint: ofTable,
  alterConstraint: ofTable,
  renameConstraint: ofTable,
  createIndex: ofTable,
  dropIndex: ofTable,
  alterIndex: ofTable,
  renameIndex: ofTable,
  createObject: ofObject,
  replaceObject: ofObject,
  dropObject: ofObject,
  renameObject: ({ object, to }) => both(object, to),
  setComment: ({ on, owner }) => (on === "schema" ? schema(owner.name) : one(owner)),
  // The objects of an author's own SQL are unknown.
  execute: nothing,
  bulkInsert: nothing,
  batch: ofTable,
};

export const subjectsOf = <V extends OperationVerb>(
  operation: Operation<V>,
): readonly PrintedSubject[] => subjects[operation.do](operation);
