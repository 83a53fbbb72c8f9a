/** Prints every operation as SQLite's statements; one that alters a table is run as a batch. */
import {
  nameText,
  plainBatch,
  SchemaDiffError,
  tableText,
  type Operation,
  type OperationVerb,
  type Schema,
  type Sql,
  type Statement,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { refuseAlterIndex, refuseUnprintable } from "../attributes.js";
import type { Ddl } from "../dialect.js";
import { refuseObject } from "../sqlObjects.js";
import { asStatements, type Printed } from "../printed.js";
import { after } from "./applyOperation.js";
import { attributes } from "./attributes.js";
import { createIndex, createTable, dropInScript, refuse } from "./clauses.js";
import { parseTable } from "./grammar/index.js";
import { tableInReader } from "./propagateRename.js";
import { lexicon, sameName } from "./lexicon.js";
import { comesWithoutKeys } from "./rebuild/foreignKeysAtRisk.js";
import { holderOf } from "./rebuild/lookup.js";
import { aroundBroken } from "./rebuild/danglingReaders.js";
import { explain } from "./rebuild/explainError.js";
import { batched } from "./rebuild/statements.js";
import { respelledTable } from "./rebuild/respelledTable.js";
import { spoiledByRename } from "./rebuild/renameBlockers.js";
import { validateDefinition } from "./rebuild/validateDefinition.js";
import { forPrint, printScripts, script } from "./script.js";
import {
  createsIndex,
  dropsTable,
  leavesOpen,
  readsReaders,
  rowChange,
  schemaChange,
  schemaFacts,
  written,
} from "./statement.js";

type Printers = {
  readonly [V in OperationVerb]: (operation: Operation<V>, before: Schema) => readonly Printed[];
};

const ownName = (table: TableRef): string =>
  table.schema === null
    ? table.name
    : refuse(`table ${tableText(table)}`, "SQLite has no schemas", "leave the schema out");

const own = (table: TableRef): Sql => lexicon.quote(ownName(table));

const batch = (
  { table, operations, options }: Operation<"batch">,
  before: Schema,
): readonly Statement[] => batched(before, table, operations, options).statements;

/** An operation outside of a batch is treated as a batch of one. */
const alone = (
  operation: Operation & { readonly table: TableRef },
  before: Schema,
): readonly Statement[] =>
  batch(
    { do: "batch", table: operation.table, operations: [operation], options: plainBatch },
    before,
  );

const no = (what: string, because: string, todo: string) => (): never =>
  refuse(what, because, todo);

/**
 * Throws where a constraint of a new table refers to something that does not exist, or two have the
 * same name.
 */
const refuseMisfits = ({ name, columns, constraints }: Table): void => {
  const wrong = (message: string, todo: string): never => {
    throw new SchemaDiffError("batch", `table ${name}: ${message}`, todo);
  };
  for (const [i, c] of constraints.entries()) {
    const unknown =
      c.kind === "check" || c.kind === "exclude"
        ? undefined
        : c.columns.find((k) => !columns.some((column) => sameName(column.name, k)));
    if (unknown !== undefined) wrong(`there is no column "${unknown}"`, "check the name");
    const called = nameText(c.name);
    if (
      called !== null &&
      constraints.slice(0, i).some((o) => sameName(nameText(o.name) ?? "", called))
    )
      wrong(`two constraints are called "${called}"`, "give one of them another name");
  }
};

const createdSoundly = (table: Table): Sql => {
  if (table.columns.length === 0)
    throw new SchemaDiffError(
      "batch",
      `table ${table.name} has no columns, and SQLite makes none without`,
      "give it one",
    );
  const text = createTable(table);
  validateDefinition(parseTable(text));
  refuseMisfits(table);
  return text;
};

/**
 * The CREATE TABLE text of another SQLite database is used as it is, where it still matches the
 * table.
 */
const createdText = ({ table }: Operation<"createTable">): Sql => {
  if (table.definition === null) return createdSoundly(table);
  const { name, columns } = parseTable(table.definition);
  const same =
    name.name === table.name &&
    columns.length === table.columns.length &&
    columns.every((c, i) => c.name.name === table.columns[i]?.name);
  return same ? table.definition : createdSoundly(table);
};

const insert = ({ table, rows }: Operation<"bulkInsert">): readonly Statement[] =>
  rows.map((row) => {
    const columns = Object.keys(row);
    if (columns.length === 0) return rowChange(`INSERT INTO ${own(table)} DEFAULT VALUES`);
    return rowChange(
      `INSERT INTO ${own(table)} (${columns.map(lexicon.quote).join(", ")}) VALUES (${Object.values(row).map(lexicon.value).join(", ")})`,
    );
  });

/**
 * The table's quoted name. Throws where the main database has no such table, since the name would
 * mean one of an attached database.
 */
const there = (table: TableRef, before: Schema): Sql => {
  const name = ownName(table);
  const view = before.notCompared.find((u) => u.kind === "view" && sameName(u.name, name));
  if (view !== undefined)
    throw new SchemaDiffError(
      "batch",
      `${view.name} is a view, no table`,
      "drop or make a view by op.execute",
    );
  if (
    [...before.tables, ...before.notCompared].some(
      (t) => sameName(t.name, name) && !("kind" in t && t.kind === "trigger"),
    )
  )
    return lexicon.quote(name);
  throw new SchemaDiffError("batch", `there is no table ${name}`, "check the name");
};

const makesIndex = ({ table, index }: Operation<"createIndex">): readonly Statement[] => {
  const { definition, unique } = index;
  if (definition === undefined) return [createsIndex(createIndex(ownName(table), index), unique)];
  // The text may come from a script.
  return [{ ...createsIndex(definition, unique), changes: written(definition).changes }];
};

/**
 * Index names are unique in the whole database, so that DROP INDEX alone might drop another
 * table's.
 */
const dropIndex = ({ table, name }: Operation<"dropIndex">, before: Schema): readonly Sql[] => {
  const owner = before.tables.find((t) =>
    t.indexes.some((i) => sameName(nameText(i.name) ?? "", name)),
  );
  const readable = before.notCompared.every((u) => u.kind !== "table that was not understood");
  if (owner === undefined && readable)
    throw new SchemaDiffError(
      "batch",
      `table ${tableText(table)}: there is no index "${name}"`,
      "check the name",
    );
  if (owner === undefined || sameName(owner.name, table.name))
    return [`DROP INDEX ${lexicon.quote(name)}`];
  throw new SchemaDiffError(
    "batch",
    `index ${name} belongs to table ${owner.name}, not to ${tableText(table)}`,
    "correct the table, or the index's name",
  );
};

const printers: Printers = {
  createSchema: no("CREATE SCHEMA", "SQLite has no schemas", "leave it out"),
  dropSchema: no("DROP SCHEMA", "SQLite has no schemas", "leave it out"),
  createEnum: no("CREATE TYPE", "SQLite has no enum types", "use an enum column with a CHECK"),
  dropEnum: no("DROP TYPE", "SQLite has no enum types", "drop the column's CHECK"),
  alterEnum: no("ALTER TYPE", "SQLite has no enum types", "change the column's CHECK"),
  createSequence: no("CREATE SEQUENCE", "SQLite has no sequences", "use AUTOINCREMENT"),
  dropSequence: no("DROP SEQUENCE", "SQLite has no sequences", "leave it out"),
  alterSequence: no("ALTER SEQUENCE", "SQLite has no sequences", "use AUTOINCREMENT"),
  createObject: refuseObject("SQLite"),
  replaceObject: refuseObject("SQLite"),
  dropObject: refuseObject("SQLite"),
  renameObject: refuseObject("SQLite"),
  createTable: (operation, before) => {
    const made = schemaChange(createdText(operation));
    return [
      comesWithoutKeys(operation.table, before) ? leavesOpen(made, operation.table.name) : made,
    ];
  },
  dropTable: ({ table }, before) => [dropsTable(`DROP TABLE ${there(table, before)}`)],
  renameTable: ({ table, to }, before) => {
    const from = there(table, before);
    if (/^sqlite_/i.test(to))
      throw new SchemaDiffError(
        "batch",
        `table ${table.name} cannot be renamed to "${to}": SQLite keeps names that begin with sqlite_ for itself`,
        "give it another name",
      );
    const respelled = table.name !== to && sameName(table.name, to);
    const bearer = respelled ? null : holderOf(before, to);
    const spoiled = spoiledByRename(before, table.name);
    if (spoiled !== undefined) {
      throw new SchemaDiffError(
        "batch",
        `table ${table.name} cannot be renamed while the trigger "${spoiled.name}" says excluded of it, which SQLite would take for the table`,
        `before it: ${dropInScript(spoiled)}; create it again after it`,
      );
    }
    if (respelled) return respelledTable(before, table.name, to);
    if (bearer === null)
      return aroundBroken(
        before,
        [readsReaders(`ALTER TABLE ${from} RENAME TO ${lexicon.quote(to)}`)],
        (item) => tableInReader(item, table.name, to),
      );
    const todo = "give it another name, or drop or rename that one first";
    throw new SchemaDiffError(
      "batch",
      `table ${table.name} cannot be renamed to "${to}": that is the name of ${bearer}`,
      todo,
    );
  },
  alterTable: alone,
  addColumn: alone,
  dropColumn: alone,
  alterColumn: alone,
  createConstraint: alone,
  dropConstraint: alone,
  // RELY is refused, and without RELY there is nothing to alter.
  alterConstraint: () => [],
  renameConstraint: alone,
  createIndex: makesIndex,
  dropIndex,
  alterIndex: refuseAlterIndex,
  renameIndex: alone,
  setComment: ({ on, owner, name, to }) =>
    to === null
      ? []
      : refuse(
          `a comment on ${on} ${name ?? tableText(owner)}`,
          "SQLite stores no comments",
          "leave it out",
        ),
  execute: ({ sql }) => [written(sql)],
  bulkInsert: insert,
  batch,
};

const statements = <V extends OperationVerb>(
  operation: Operation<V>,
  before: Schema,
): readonly Statement[] => {
  const verb: V = operation.do;
  const print: (operation: Operation<V>, before: Schema) => readonly Printed[] = printers[verb];
  return asStatements(print(operation, before), schemaFacts);
};

export const ddl: Ddl = {
  statements: (operation, before) => {
    refuseUnprintable(operation, attributes);
    return statements<OperationVerb>(operation, before);
  },
  after,
  script,
  printScripts,
  forPrint,
  explain,
};
