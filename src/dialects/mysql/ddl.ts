/** Prints operations as statements of MySQL and MariaDB: one printer per verb. */
import {
  nameText,
  tableText,
  type Operation,
  type OperationOf,
  type OperationVerb,
  type Schema,
  type Sql,
  type Statement,
  type StatementFacts,
  type Table,
} from "../../model/index.js";
import { refuseAlterIndex, refuseUnprintable } from "../attributes.js";
import type { Ddl } from "../dialect.js";
import { after } from "./after.js";
import { refuseObject, type ObjectVerb } from "../sqlObjects.js";
import { asStatements, type Printed } from "../printed.js";
import {
  clauses,
  grouped,
  isClauseOperation,
  tableIn,
  type Clause,
  type ClauseVerb,
  type DdlContext,
} from "./alter.js";
import { attributesOf } from "./attributes.js";
import {
  columnChecks,
  columnClause,
  constraintClause,
  indexClause,
  indexParts,
  primaryKeyClause,
  quote,
  quoteTable,
  refuseOtherFlavours,
  unsupported,
} from "./clauses.js";
import { collationOf, withCollationSaid } from "./collation.js";
import type { Flavour } from "./flavour.js";
import { withWholeTargets } from "./foreignKeyTargets.js";
import { withKeptKeys } from "./keptKeys.js";
import { lexicon, literal } from "./lexicon.js";
import { readsBeforePrinting } from "./readsBeforePrinting.js";
import { readsBeforeAsking } from "./mergedRows.js";
import { rowConditions } from "./rowConditions.js";
import { alterSequence, createSequence } from "./sequences.js";
import { alterTable, optionsClause } from "./tableOptions.js";
import { canonical } from "./types.js";
import { withVersionedHistory } from "./versionedHistory.js";
import { withZeroDates } from "./zeroDates.js";

const createTable = (table: Table, { flavour, before }: DdlContext): Sql => {
  refuseOtherFlavours("table", tableText(table), table.options, flavour);
  const ofTable = collationOf(table, before);
  const checks = columnChecks(table);
  const lines = [
    ...table.columns.map((c) =>
      columnClause(
        withCollationSaid({ ...c, type: canonical(c.type) }, ofTable),
        flavour,
        flavour.name === "mariadb" ? (checks.get(c.name) ?? null) : null,
      ),
    ),
    ...table.constraints
      .filter((c) => !(flavour.name === "mariadb" && c.kind === "check" && c.ofColumn !== null))
      .map((c) =>
        c.kind === "primaryKey" ? primaryKeyClause(c, table.options) : constraintClause(c, flavour),
      ),
  ];
  const options = optionsClause(table.options, table.comment);
  const partitions = table.options["partitionBy"];
  return `CREATE TABLE ${quoteTable(table)} (\n  ${lines.join(",\n  ")}\n)${options === "" ? "" : ` ${options}`}${partitions === undefined ? "" : `\n${partitions}`}`;
};

const withSequences = (flavour: Flavour, statements: readonly Sql[]): readonly Sql[] =>
  flavour.sequences
    ? statements
    : unsupported(`${flavour.title} has no sequences`, "use an autoIncrement column");

const noObject = (operation: Operation<ObjectVerb>, { flavour }: DdlContext): never =>
  refuseObject(flavour.title)(operation);

const noEnums = ({ title }: Flavour, name: string): never =>
  unsupported(
    `enum ${name}: ${title} has no enum types apart from columns`,
    "declare the values on the column",
  );

const inTable =
  (verb: ClauseVerb) =>
  (operation: Operation, context: DdlContext): readonly Sql[] =>
    isClauseOperation(operation) && operation.do === verb
      ? alter(operation.table, clauses(operation, context))
      : [];

const alter = (table: Parameters<typeof quoteTable>[0], all: readonly Clause[]): readonly Sql[] =>
  grouped(all).map((group) => `ALTER TABLE ${quoteTable(table)} ${group}`);

const createIndex = (
  { table, index }: OperationOf["createIndex"],
  { flavour }: DdlContext,
): readonly Sql[] => {
  const name = nameText(index.name);
  if (name === null) return [`ALTER TABLE ${quoteTable(table)} ADD ${indexClause(index, flavour)}`];
  const { kind, using, rest } = indexParts(index, flavour);
  const words = ["CREATE", kind, "INDEX", quote(name), using, "ON", quoteTable(table), rest];
  return [words.filter((w) => w !== "").join(" ")];
};

/** A comment of an index or a key can only be changed by dropping and adding it. */
const commentAnew = (
  { on, owner, name, to }: OperationOf["setComment"],
  { flavour, before }: DdlContext,
): readonly Sql[] => {
  const table = tableIn(before, owner);
  const index = table?.indexes.find((i) => nameText(i.name) === name);
  const key = table?.constraints.find(
    (c) => (c.kind === "unique" || c.kind === "primaryKey") && nameText(c.name) === name,
  );
  const again =
    on === "index"
      ? index && indexClause({ ...index, comment: to }, flavour)
      : key && constraintClause({ ...key, comment: to }, flavour);
  if (again === undefined || name === null) {
    return unsupported(
      `${on} ${name ?? ""} of ${tableText(owner)}: ${flavour.title} sets a comment only when it is created`,
      "drop it and create it with its comment",
    );
  }
  return [
    `ALTER TABLE ${quoteTable(owner)} ${key?.kind === "primaryKey" ? "DROP PRIMARY KEY" : `DROP INDEX ${quote(name)}`}, ADD ${again}`,
  ];
};

const setComment = (operation: OperationOf["setComment"], context: DdlContext): readonly Sql[] => {
  const { on, owner, to } = operation;
  if (on === "table" || (on === "sequence" && context.flavour.sequences))
    return [`ALTER TABLE ${quoteTable(owner)} COMMENT = ${literal(to ?? "")}`];
  if (on === "index" || on === "constraint") return commentAnew(operation, context);
  return unsupported(
    `${on} ${tableText(owner)}: ${context.flavour.title} keeps no comment on it`,
    "leave the comment out",
  );
};

/**
 * An operation's part in a batch: clauses that can be joined with others, or statements of its own.
 */
const pieces = (
  operation: Operation,
  context: DdlContext,
): readonly (Clause | readonly Printed[])[] => {
  if (isClauseOperation(operation)) return clauses(operation, context);
  if (operation.do !== "alterTable") return [statementsOf(operation, context)];
  const { apart, joined } = alterTable(operation, context);
  return [...(apart.length === 0 ? [] : [apart]), ...joined];
};

/** Statements of their own keep their place; the clauses between them are joined. */
const batch = (
  { table, operations, options }: OperationOf["batch"],
  context: DdlContext,
): readonly Printed[] => {
  const stated = options.tableArgs.map((constraint): Operation => ({
    do: "createConstraint",
    table,
    constraint,
  }));
  const printed: Printed[] = [];
  let run: readonly Clause[] = [];
  let { before } = context;
  for (const operation of [...operations, ...stated]) {
    for (const piece of pieces(operation, { ...context, before }))
      if ("sql" in piece) run = [...run, piece];
      else {
        printed.push(...alter(table, run), ...piece);
        run = [];
      }
    before = after(operation, before);
  }
  return [...printed, ...alter(table, run)];
};

type Printers = {
  readonly [V in OperationVerb]: (
    operation: Extract<Operation, { readonly do: V }>,
    context: DdlContext,
  ) => readonly Printed[];
};

const printers: Printers = {
  createSchema: ({ namespace }) => [`CREATE DATABASE ${quote(namespace.name)}`],
  dropSchema: ({ name }) => [`DROP DATABASE ${quote(name)}`],
  createEnum: ({ enum: { name } }, { flavour }) => noEnums(flavour, name),
  dropEnum: ({ enum: { name } }, { flavour }) => noEnums(flavour, name),
  alterEnum: ({ to: { name } }, { flavour }) => noEnums(flavour, name),
  createSequence: ({ sequence }, { flavour }) => withSequences(flavour, [createSequence(sequence)]),
  dropSequence: ({ sequence }, { flavour }) =>
    withSequences(flavour, [`DROP SEQUENCE ${quoteTable(sequence)}`]),
  alterSequence: ({ from, to }, { flavour }) => withSequences(flavour, alterSequence(from, to)),
  createObject: noObject,
  replaceObject: noObject,
  dropObject: noObject,
  renameObject: noObject,
  createTable: ({ table }, context) => [createTable(table, context)],
  dropTable: ({ table }) => [`DROP TABLE ${quoteTable(table)}`],
  renameTable: ({ table, to }) => [
    `RENAME TABLE ${quoteTable(table)} TO ${quoteTable({ schema: table.schema, name: to })}`,
  ],
  alterTable: (operation, context) => {
    const { apart, joined } = alterTable(operation, context);
    return [...apart, ...alter(operation.table, joined)];
  },
  addColumn: inTable("addColumn"),
  dropColumn: inTable("dropColumn"),
  alterColumn: inTable("alterColumn"),
  createConstraint: inTable("createConstraint"),
  dropConstraint: inTable("dropConstraint"),
  // RELY is refused, and without RELY there is nothing to alter.
  alterConstraint: () => [],
  renameConstraint: inTable("renameConstraint"),
  createIndex,
  dropIndex: ({ table, name }) => [`DROP INDEX ${quote(name)} ON ${quoteTable(table)}`],
  alterIndex: refuseAlterIndex,
  renameIndex: inTable("renameIndex"),
  setComment,
  execute: ({ sql }) => [sql],
  bulkInsert: ({ table, rows }) => inserts(table, rows),
  batch,
};

/** Consecutive rows with the same columns are inserted by one INSERT. */
const inserts = (
  table: OperationOf["bulkInsert"]["table"],
  rows: OperationOf["bulkInsert"]["rows"],
): readonly Sql[] => {
  const runs: { readonly columns: readonly string[]; readonly rows: readonly Sql[] }[] = [];
  for (const row of rows) {
    const columns = Object.keys(row);
    const values = `(${columns.map((c) => lexicon.value(row[c])).join(", ")})`;
    const last = runs.at(-1);
    if (last?.columns.join("\0") === columns.join("\0"))
      runs[runs.length - 1] = { columns, rows: [...last.rows, values] };
    else runs.push({ columns, rows: [values] });
  }
  return runs.map(
    (run) =>
      `INSERT INTO ${quoteTable(table)} (${run.columns.map(quote).join(", ")}) VALUES ${run.rows.join(", ")}`,
  );
};

const printOf = <V extends OperationVerb>(
  verb: V,
  operation: Extract<Operation, { readonly do: V }>,
  context: DdlContext,
): readonly Printed[] => printers[verb](operation, context);

/**
 * DDL commits implicitly, and holds an exclusive metadata lock on its tables at least at its end
 * (https://dev.mysql.com/doc/refman/en/metadata-locking.html).
 */
const ddlFacts: StatementFacts = { changes: "schema", transaction: "commits", lock: "EXCLUSIVE" };

const otherFacts: Readonly<Partial<Record<OperationVerb, StatementFacts>>> = {
  bulkInsert: { changes: "rows", lock: "SHARED_WRITE" },
  execute: {},
};

const statementsOf = (given: Operation, context: DdlContext): readonly Statement[] => {
  const operation = withWholeTargets(given, context.before);
  return asStatements(
    printOf(operation.do, operation, context),
    otherFacts[operation.do] ?? ddlFacts,
  );
};

export const ddlOf = (flavour: Flavour): Ddl => ({
  statements: (operation: Operation, before: Schema) => {
    refuseUnprintable(operation, attributesOf(flavour));
    return withKeptKeys(
      withVersionedHistory(
        withZeroDates(statementsOf(operation, { flavour, before }), operation, before),
        operation,
        before,
      ),
      operation,
      before,
      flavour,
    );
  },
  readsBeforePrinting,
  after,
  rowConditions: (operation, asked) => rowConditions(operation, flavour, asked),
  readsBeforeAsking,
  // DDL commits implicitly: it cannot be put into a transaction
  script: (statements) => statements,
  printScripts: (scripts) => scripts.flatMap((s) => [...s.statements, ...s.marks]),
});
