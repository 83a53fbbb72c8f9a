/** The schema behind an operation, so that the next rebuild starts from the text that is there by then. */
import { nameText, plainBatch, type Operation, type OperationVerb, type Schema, type Table, type TableRef } from "../../model/index.js";
import { createIndex, createTable } from "./clauses.js";
import { parseIndex, parseTable } from "./grammar/index.js";
import { lexicon, sameName } from "./lexicon.js";
import { neighboursOf } from "./readSchema.js";
import { readTable } from "./read.js";
import { tableIn, textOf } from "./rebuild/before.js";
import type { Draft } from "./rebuild/draft.js";
import { rebuild } from "./rebuild/statements.js";
import { patched, replace } from "./rebuild/text.js";

const order = (a: Table, b: Table): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const withTable = (before: Schema, gone: string, table: Table | null): Schema => ({
  ...before,
  tables: [...before.tables.filter((t) => !sameName(t.name, gone)), ...(table === null ? [] : [table])].sort(order),
});

const tableOf = (before: Schema, { definition, indexes }: Pick<Draft, "definition" | "indexes">): Table => {
  const others = before.tables.filter((t) => !sameName(t.name, definition.name.name)).map((t) => parseTable(textOf(t)));
  return readTable(definition, indexes.map(parseIndex), neighboursOf([...others, definition]));
};

const alone = (before: Schema, table: TableRef, operation: Operation): Schema => {
  const { made } = rebuild(before, table, [operation], plainBatch);
  return withTable(before, table.name, tableOf(before, made));
};

const renamed = ({ table, to }: Operation<"renameTable">, before: Schema): Schema => {
  const there = tableIn(before, table);
  const definition = parseTable(textOf(there));
  const text = patched(definition.sql, [replace(definition.name, lexicon.quote(to))]);
  const indexes = there.indexes.map((i) => there.indexDefinitions?.[nameText(i.name) ?? ""] ?? createIndex(there.name, i))
    .map((sql) => patched(sql, [replace(parseIndex(sql).table, lexicon.quote(to))]));
  const moved = before.notCompared.map((u) => (u.table !== null && sameName(u.table.name, table.name) ? { ...u, table: { schema: null, name: to } } : u));
  return { ...withTable(before, table.name, tableOf(before, { definition: parseTable(text), indexes })), notCompared: moved };
};

type Afters = { readonly [V in OperationVerb]: (operation: Operation<V>, before: Schema) => Schema };

const same = (_operation: Operation, before: Schema): Schema => before;
const edited = (operation: Operation & { readonly table: TableRef }, before: Schema): Schema => alone(before, operation.table, operation);

const afters: Afters = {
  createTable: ({ table }, before) => withTable(before, table.name, tableOf(before, { definition: parseTable(table.definition ?? createTable(table)), indexes: [] })),
  dropTable: ({ table }, before) => ({
    ...withTable(before, table.name, null), notCompared: before.notCompared.filter((u) => u.table === null || !sameName(u.table.name, table.name)),
  }),
  renameTable: renamed,
  batch: ({ table, operations, options }, before) => withTable(before, table.name, tableOf(before, rebuild(before, table, operations, options).made)),
  alterTable: edited,
  addColumn: edited,
  dropColumn: edited,
  alterColumn: edited,
  createConstraint: edited,
  dropConstraint: edited,
  renameConstraint: edited,
  createIndex: edited,
  dropIndex: edited,
  renameIndex: edited,
  setComment: same,
  createSchema: same,
  dropSchema: same,
  createEnum: same,
  dropEnum: same,
  alterEnum: same,
  createSequence: same,
  dropSequence: same,
  alterSequence: same,
  execute: same,
  bulkInsert: same,
};

export const after = <V extends OperationVerb>(operation: Operation<V>, before: Schema): Schema => {
  const verb: V = operation.do;
  const next: (operation: Operation<V>, before: Schema) => Schema = afters[verb];
  return next(operation, before);
};
