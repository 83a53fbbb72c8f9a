/** Works a batch of operations into the draft of its table. */
import { nameText, type BatchOptions, type Operation, type OperationVerb } from "../../../model/index.js";
import { createIndex, refuse } from "../clauses.js";
import { parseIndex } from "../grammar/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { addColumn, alterColumn, dropColumn } from "./columns.js";
import { addConstraint, alterOptions, dropConstraint, renameConstraint, replaceConstraint, withoutNamelessChecks } from "./constraints.js";
import { indexNamed, refused, type Draft } from "./draft.js";
import { patched, replace } from "./text.js";

type Workers = { readonly [V in OperationVerb]: (draft: Draft, operation: Operation<V>) => Draft };

const elsewhere = (what: string) => (draft: Draft): Draft => refused(draft, `${what} is no part of a batch`, "write it outside of the batch");

const withoutIndex = (draft: Draft, name: string): Draft => {
  const there = indexNamed(draft, name);
  return there === undefined
    ? refused(draft, `there is no index "${name}"`, "check the name")
    : { ...draft, indexes: draft.indexes.filter((sql) => sql !== there) };
};

const renamedIndex = (draft: Draft, name: string, to: string): Draft => {
  const there = indexNamed(draft, name) ?? refused(draft, `there is no index "${name}"`, "check the name");
  const renamed = patched(there, [replace(parseIndex(there).name, lexicon.quote(to))]);
  return { ...draft, indexes: draft.indexes.map((sql) => (sql === there ? renamed : sql)) };
};

const workers: Workers = {
  addColumn: (draft, { column }) => addColumn(draft, column),
  dropColumn: (draft, { name }) => dropColumn(draft, name),
  alterColumn: (draft, { name, change }) => alterColumn(draft, name, change),
  createConstraint: (draft, { constraint }) => addConstraint(draft, constraint),
  dropConstraint: (draft, { kind, name, dropped }) => dropConstraint(draft, kind, name, dropped),
  renameConstraint: (draft, { kind, name, to }) => renameConstraint(draft, kind, name, to),
  createIndex: (draft, { index }) => ({ ...draft, indexes: [...draft.indexes, createIndex(draft.definition.name.name, index)] }),
  dropIndex: (draft, { name }) => withoutIndex(draft, name),
  renameIndex: (draft, { name, to }) => renamedIndex(draft, name, to),
  alterTable: (draft, { to }) => alterOptions(draft, to),
  setComment: (draft, { to }) => (to === null ? draft : refuse(`a comment on table ${draft.definition.name.name}`, "SQLite stores no comments", "leave it out")),
  batch: (draft, { operations }) => operations.reduce(workOne, draft),
  createSchema: elsewhere("CREATE SCHEMA"),
  dropSchema: elsewhere("DROP SCHEMA"),
  createEnum: elsewhere("CREATE TYPE"),
  dropEnum: elsewhere("DROP TYPE"),
  alterEnum: elsewhere("ALTER TYPE"),
  createSequence: elsewhere("CREATE SEQUENCE"),
  dropSequence: elsewhere("DROP SEQUENCE"),
  alterSequence: elsewhere("ALTER SEQUENCE"),
  createTable: elsewhere("CREATE TABLE"),
  dropTable: elsewhere("DROP TABLE"),
  renameTable: elsewhere("a change of the table's name"),
  execute: elsewhere("execute"),
  bulkInsert: elsewhere("bulkInsert"),
};

function workOne<V extends OperationVerb>(draft: Draft, operation: Operation<V>): Draft {
  const verb: V = operation.do;
  const worker: (draft: Draft, operation: Operation<V>) => Draft = workers[verb];
  return worker(draft, operation);
}

type Drop = Operation<"dropConstraint">;
type Create = Operation<"createConstraint">;

const answers = (drop: Drop) => (operation: Operation): operation is Create =>
  operation.do === "createConstraint" && operation.constraint.kind === drop.kind && sameName(nameText(operation.constraint.name) ?? "", drop.name);

/** What is dropped goes first, so that it holds nothing back; a drop that a create of the same name answers is one change in place. */
export const worked = (draft: Draft, operations: readonly Operation[], options: BatchOptions): Draft => {
  const drops = operations.filter((o): o is Drop => o.do === "dropConstraint");
  const pairs = new Map<Operation, Drop>();
  for (const drop of drops) {
    const create = operations.slice(operations.indexOf(drop) + 1).find((o): o is Create => answers(drop)(o) && !pairs.has(o));
    if (create !== undefined) pairs.set(create, drop);
  }
  const paired = new Set([...pairs.values()]);
  const first = operations.filter((o) => o.do === "dropIndex" || (o.do === "dropConstraint" && !paired.has(o)));
  const rest = operations.filter((o) => o.do !== "dropIndex" && o.do !== "dropConstraint");
  const started = { ...draft, released: drops.map((d) => d.name) };
  const bare = options.unnamedChecks === "omit" ? withoutNamelessChecks(started) : started;
  const freed = first.reduce(workOne, bare);
  const done = rest.reduce((d, operation) => {
    const drop = pairs.get(operation);
    return drop === undefined || operation.do !== "createConstraint" ? workOne(d, operation) : replaceConstraint(d, drop.name, drop.dropped, operation.constraint);
  }, freed);
  return options.tableArgs.reduce(addConstraint, done);
};
