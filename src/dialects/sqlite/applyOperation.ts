/**
 * The schema after an operation, so that the next rebuild starts from the text that the table has
 * by then.
 */
import {
  ofKind,
  plainBatch,
  sortedBy,
  type BatchOptions,
  type Operation,
  type OperationVerb,
  type Schema,
  type Sql,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { createTable } from "./clauses.js";
import { aroundColumns, tableInIndex, tableInReader, tableInTable } from "./propagateRename.js";
import {
  parseStoredIndex,
  parseStoredTable,
  parseTable,
  type TableDefinition,
} from "./grammar/index.js";
import { sameName } from "./lexicon.js";
import { neighboursOf } from "./readSchema.js";
import { readTable } from "./read.js";
import { triggerMadeBy } from "./readers.js";
import { indexTexts, tableIn, textOf } from "./rebuild/lookup.js";
import {
  keepsWords,
  respelledInIndex,
  respelledInTable,
  respelledInTrigger,
} from "./rebuild/respelledTable.js";
import { batched } from "./rebuild/statements.js";

const inOrder = (tables: readonly Table[]): readonly Table[] => sortedBy(tables, (t) => t.name);

const withTable = (before: Schema, gone: string, table: Table | null): Schema => ({
  ...before,
  tables: inOrder([
    ...before.tables.filter((t) => !sameName(t.name, gone)),
    ...(table === null ? [] : [table]),
  ]),
});

const tableOf = (before: Schema, definition: TableDefinition, indexes: readonly Sql[]): Table => {
  const others = before.tables
    .filter((t) => !sameName(t.name, definition.name.name))
    .map((t) => parseStoredTable(textOf(t)));
  return readTable(
    definition,
    indexes.map(parseStoredIndex),
    neighboursOf([...others, definition]),
  );
};

/**
 * Foreign keys to the table are read again: they may reference another key of it now, or spell its
 * columns differently.
 */
const referring = (schema: Schema, name: string): Schema => ({
  ...schema,
  tables: schema.tables.map((t) =>
    sameName(t.name, name) ||
    !ofKind(t.constraints, "foreignKey").some((c) => sameName(c.target.name, name))
      ? t
      : tableOf(schema, parseTable(textOf(t)), indexTexts(t)),
  ),
});

const columnsCalled = (schema: Schema, name: string, names: readonly string[]): Schema => ({
  ...schema,
  tables: schema.tables.map((t) =>
    sameName(t.name, name)
      ? { ...t, columns: t.columns.map((c, i) => ({ ...c, name: names[i] ?? c.name })) }
      : t,
  ),
});

const afterBatch = (
  before: Schema,
  { name, schema }: TableRef,
  operations: readonly Operation[],
  options: BatchOptions,
): Schema => {
  const { made, renames } = batched(before, { name, schema }, operations, options);
  const done = referring(
    withTable(before, name, tableOf(before, made.definition, made.indexes)),
    name,
  );
  const last = tableIn(done, { schema: null, name }).columns.map((c) => c.name);
  // The names of the columns before each of the renames.
  const stages = renames.reduceRight<readonly (readonly string[])[]>(
    ([now = [], ...later], { from, to }) => [
      now.map((n) => (sameName(n, to) ? from : n)),
      now,
      ...later,
    ],
    [last],
  );
  return renames.reduce(
    (now, rename, i) =>
      aroundColumns(
        columnsCalled(now, name, stages[i] ?? last),
        now,
        name,
        [rename],
        (sql, other) =>
          tableOf(now, parseTable(sql), indexTexts(tableIn(now, { schema: null, name: other }))),
      ),
    done,
  );
};

const respelled = (there: Table, to: string, before: Schema): Schema => {
  const definition = respelledInTable(textOf(there), to);
  const indexes = indexTexts(there).map((sql) => respelledInIndex(sql, to));
  const moved = withTable(before, there.name, tableOf(before, definition, indexes));
  return {
    ...referring(moved, to),
    notCompared: before.notCompared.map((item) => respelledInTrigger(item, to)),
  };
};

const renamed = ({ table, to }: Operation<"renameTable">, before: Schema): Schema => {
  const there = tableIn(before, table);
  if (sameName(there.name, to) && keepsWords(before, table)) return respelled(there, to, before);
  const moved = before.tables.map((t) => ({
    table: t,
    definition: tableInTable(textOf(t), there.name, to),
  }));
  const neighbours = neighboursOf(moved.map((m) => m.definition));
  const tables = moved.map(({ table: t, definition }) => {
    const own = t === there ? indexTexts(t).map((sql) => tableInIndex(sql, to)) : indexTexts(t);
    return readTable(definition, own.map(parseStoredIndex), neighbours);
  });
  return {
    ...before,
    tables: inOrder(tables),
    notCompared: before.notCompared.map((item) => tableInReader(item, there.name, to)),
  };
};

const created = ({ table }: Operation<"createTable">, before: Schema): Schema =>
  withTable(
    before,
    table.name,
    tableOf(before, parseTable(table.definition ?? createTable(table)), []),
  );

const dropped = ({ table }: Operation<"dropTable">, before: Schema): Schema => ({
  ...withTable(before, table.name, null),
  notCompared: before.notCompared.filter(
    (u) => u.table === null || !sameName(u.table.name, table.name),
  ),
});

/**
 * A trigger that an SQL statement creates has to be dropped and restored when the tables it names
 * are changed.
 */
const made = ({ sql }: Operation<"execute">, before: Schema): Schema => {
  const trigger = triggerMadeBy(sql);
  return trigger === null ? before : { ...before, notCompared: [...before.notCompared, trigger] };
};

const same = (_operation: Operation, before: Schema): Schema => before;
const edited = (operation: Operation & { readonly table: TableRef }, before: Schema): Schema =>
  afterBatch(before, operation.table, [operation], plainBatch);

type Afters = {
  readonly [V in OperationVerb]: (operation: Operation<V>, before: Schema) => Schema;
};

const afters: Afters = {
  createTable: created,
  dropTable: dropped,
  renameTable: renamed,
  batch: ({ table, operations, options }, before) => afterBatch(before, table, operations, options),
  alterTable: edited,
  addColumn: edited,
  dropColumn: edited,
  alterColumn: edited,
  createConstraint: edited,
  dropConstraint: edited,
  alterConstraint: same,
  renameConstraint: edited,
  createIndex: edited,
  dropIndex: edited,
  alterIndex: same,
  renameIndex: edited,
  setComment: same,
  createSchema: same,
  dropSchema: same,
  createEnum: same,
  dropEnum: same,
  alterEnum: same,
  createObject: same,
  replaceObject: same,
  dropObject: same,
  renameObject: same,
  createSequence: same,
  dropSequence: same,
  alterSequence: same,
  execute: made,
  bulkInsert: same,
};

export const after = <V extends OperationVerb>(operation: Operation<V>, before: Schema): Schema => {
  const verb: V = operation.do;
  const next: (operation: Operation<V>, before: Schema) => Schema = afters[verb];
  return next(operation, before);
};
