/**
 * The statements of a rebuild. The old table gets a temporary name, and the new one is created from
 * its own text under its own name, so that sqlite_schema holds that text word for word;
 * `legacy_alter_table` keeps SQLite from rewriting views, triggers and other tables' foreign keys
 * when the old one is renamed.
 */
import {
  type BatchOptions,
  type Constraint,
  type Operation,
  type Schema,
  type Sql,
  type Statement,
  type TableRef,
} from "../../../model/index.js";
import { columnsInReaders, references, type ColumnRename } from "../propagateRename.js";
import { lexicon, sameName } from "../lexicon.js";
import { parseIndex } from "../grammar/index.js";
import { primaryKeyColumns } from "../definition.js";
import { readTable } from "../read.js";
import { neighboursOf } from "../readSchema.js";
import { draftOf, refuseLeftover, temporaryName, triggersOn } from "./lookup.js";
import { aroundBroken } from "./danglingReaders.js";
import { casts, copyAside, copyRows, sameRowids, strictened } from "./copy.js";
import { refuseMentioned } from "./dependents.js";
import { described, refused, type Draft } from "./draft.js";
import { placed } from "./findConstraint.js";
import {
  guardsBefore,
  hasRows,
  holdsNull,
  lossless,
  refuseViolations,
  rememberViolations,
} from "./guards.js";
import { inPlace, type Attempt } from "./inPlace.js";
import {
  dropsTable,
  indexAsItStands,
  leavesOpen,
  pragma,
  readsReaders,
  rowChange,
  schemaChange,
} from "../statement.js";
import { afterRenames, columnRenames, renames, renameStatement } from "./columnRenames.js";
import {
  doubleQuotedText,
  keysCollide,
  missedByRename,
  qualifiesItself,
  strangeCollation,
  withTextAsText,
} from "./renameBlockers.js";
import { validateDefinition } from "./validateDefinition.js";
import { keysWithoutTarget, foreignKeysAtRisk, waitsForKeys } from "./foreignKeysAtRisk.js";
import { ordered, worked, type Ordered } from "./applyOperations.js";

const legacyOn = pragma("PRAGMA legacy_alter_table=ON");
const legacyOff = pragma("PRAGMA legacy_alter_table=OFF");

/** Restores the AUTOINCREMENT counter, which is kept under the old table's name. */
const counter = (table: string, old: string): readonly Statement[] => [
  rowChange(`DELETE FROM main.sqlite_sequence WHERE name = ${lexicon.literal(table)}`),
  rowChange(
    `INSERT INTO main.sqlite_sequence (name, seq) SELECT ${lexicon.literal(table)}, seq FROM main.sqlite_sequence WHERE name = ${lexicon.literal(old)}`,
  ),
];

const counts = ({ definition }: Draft): boolean =>
  definition.columns.some((c) => c.clauses.some((k) => k.is === "primaryKey" && k.autoincrement)) ||
  definition.constraints.some((c) => c.is === "primaryKey" && c.autoincrement);

const keepsCounter = (old: Draft, made: Draft): boolean =>
  counts(made) && counts(old) && primaryKeyColumns(made.definition).length === 1;

/**
 * The schema after the rebuild: keys that foreign keys reference may have been added or dropped,
 * including the table's own.
 */
const withTable = (before: Schema, { definition, indexes, neighbours }: Draft): Schema => {
  const itself = neighboursOf([definition]);
  return {
    ...before,
    tables: before.tables.map((t) =>
      sameName(t.name, definition.name.name)
        ? readTable(definition, indexes.map(parseIndex), (name) => itself(name) ?? neighbours(name))
        : t,
    ),
  };
};

/**
 * The old names that mean nothing or something else after the batch, and that no rename replaces.
 */
const lostColumns = (
  old: Draft,
  wanted: Draft,
  followed: readonly ColumnRename[],
): readonly string[] => {
  const kept = new Set(
    [...wanted.origins].flatMap(([to, from]) =>
      from !== null && (sameName(to, from) || followed.some((f) => f.from === from)) ? [from] : [],
    ),
  );
  return old.definition.columns.map((c) => c.name.name).filter((name) => !kept.has(name));
};

/** SQLite's own ALTERs do not check whether a name will mean another column than before. */
const refuseChanged = (before: Schema, old: Draft, wanted: Draft): void => {
  const followed = renames(wanted, before.version);
  refuseMentioned(before, old, {
    lost: lostColumns(old, wanted, followed),
    followed: followed.map((f) => f.from),
    fresh: [...wanted.origins.keys()].filter(
      (name) => !old.definition.columns.some((c) => sameName(c.name.name, name)),
    ),
  });
};

/** The constraints that `unnamedChecks: "omit"` leaves out. */
const omitted = (old: Draft, { unnamedChecks }: BatchOptions): readonly Constraint[] =>
  unnamedChecks !== "omit"
    ? []
    : placed(old)
        .map((p) => p.constraint)
        .filter((c) => c.kind === "check" && c.name.from === "nowhere");

/** A comment before the first statement, for readers of the script or its record. */
const omissionComment = (constraints: readonly Constraint[]): Sql =>
  constraints
    .map((c) => `-- left out, as unnamedChecks "omit" asks: ${described(c).replace(/\s+/g, " ")}\n`)
    .join("");

/** The old table is renamed to a temporary name, and its rows are copied to the new one. */
const byRename = (old: Draft, made: Draft, aside: string): readonly Statement[] => [
  legacyOn,
  readsReaders(
    `ALTER TABLE ${lexicon.quote(old.definition.name.name)} RENAME TO ${lexicon.quote(aside)}`,
  ),
  legacyOff,
  schemaChange(made.definition.sql),
  ...copyRows(old.definition, made, aside),
  ...(keepsCounter(old, made) ? counter(old.definition.name.name, aside) : []),
  dropsTable(`DROP TABLE ${lexicon.quote(aside)}`),
];

/** Where SQLite's rename would fail, the rows are copied to a temporary table and back instead. */
const byCopy = (old: Draft, made: Draft, aside: string): readonly Statement[] => {
  const table = old.definition.name.name;
  return [
    legacyOn,
    ...copyAside(old.definition, aside),
    ...(counts(old)
      ? [
          rowChange(
            `UPDATE main.sqlite_sequence SET name = ${lexicon.literal(aside)} WHERE name = ${lexicon.literal(table)}`,
          ),
        ]
      : []),
    dropsTable(`DROP TABLE ${lexicon.quote(table)}`),
    legacyOff,
    schemaChange(made.definition.sql),
    ...copyRows(old.definition, made, aside),
    ...(keepsCounter(old, made) ? counter(table, aside) : []),
    ...(counts(old)
      ? [rowChange(`DELETE FROM main.sqlite_sequence WHERE name = ${lexicon.literal(aside)}`)]
      : []),
    dropsTable(`DROP TABLE ${lexicon.quote(aside)}`),
  ];
};

const rebuildStatements = (
  before: Schema,
  old: Draft,
  wanted: Draft,
  options: BatchOptions,
): readonly Statement[] => {
  const table = old.definition.name.name;
  const aside = temporaryName(table);
  refuseLeftover(before, table);
  const { draft: made, steps: later } = columnRenames(old, wanted, before.version);
  const after = withTable(before, made);
  const stumbles = later.length > 0 ? doubleQuotedText(after) : null;
  if (stumbles !== null)
    refused(
      old,
      `SQLite renames no column while ${stumbles}, which is no column`,
      "write that text in single quotes first (a batch on that table does it)",
    );
  for (const { from } of later) {
    const last = missedByRename(made.definition, from);
    const other = last === "UNIQUE" ? "PRIMARY KEY" : "UNIQUE";
    if (last !== null)
      refused(
        old,
        `SQLite cannot rename "${from}" while the ${last} with it stands in front of the ${other}`,
        `drop and create that ${last} in the same batch, which puts it at the end`,
      );
  }
  // If the table's foreign keys to itself were valid before, they must be valid after; the key of
  // another table may be added by a later batch.
  const [misfit] =
    keysWithoutTarget(before, table).length > 0
      ? []
      : keysWithoutTarget(after, table).filter((k) => sameName(k.target.name, table));
  if (misfit !== undefined) {
    const to = `${misfit.target.name} (${misfit.targetColumns.join(", ")})`;
    refused(
      old,
      `its foreign key (${misfit.columns.join(", ")}) points to ${to}, which is no primary key and has no UNIQUE of these columns`,
      "point it to a key, or give the other table one first",
    );
  }
  const rowids = sameRowids(old.definition, made);
  const refers = references(made.definition).length > 0;
  const watchedBefore = foreignKeysAtRisk(before, table, refers, rowids);
  const watchedAfter = foreignKeysAtRisk(after, table, refers, rowids);
  const { there, numbered, fresh } = strictened(old.definition, made);
  const [first, ...guards] = guardsBefore([
    ...(options.lossy ? [] : casts(old.definition, made)).map((c) => lossless(table, c)),
    ...there.map((column) => holdsNull(table, column)),
    ...numbered.map((column) => holdsNull(table, column, "the primary key")),
    ...fresh.map((column) =>
      hasRows(
        table,
        wanted.definition.columns[made.definition.columns.findIndex((c) => c.name.name === column)]
          ?.name.name ?? column,
      ),
    ),
  ]);
  return [
    ...(first === undefined
      ? []
      : [{ ...first, sql: omissionComment(omitted(old, options)) + first.sql }]),
    ...guards,
    ...rememberViolations(watchedBefore, watchedAfter),
    ...(qualifiesItself(old) ||
      keysCollide(old) ||
      doubleQuotedText(before) !== null ||
      strangeCollation(before)
      ? byCopy
      : byRename)(old, made, aside),
    ...made.indexes.map(indexAsItStands),
    ...triggersOn(before, table).map(schemaChange),
    ...aroundBroken(
      before,
      later.map((step) => renameStatement(table, step)),
      columnsInReaders(before, table, renames(wanted, before.version)),
    ),
    ...refuseViolations(watchedAfter),
  ];
};

/** These need no other table's text. */
const plainVerbs: readonly Operation["do"][] = [
  "addColumn",
  "createIndex",
  "dropIndex",
  "renameIndex",
  "setComment",
];

const withoutRebuild = (
  before: Schema,
  old: Draft,
  { operations, replaced }: Ordered,
  options: BatchOptions,
): Attempt => {
  if (replaced.size > 0) return { cannot: "a constraint changes" };
  if (omitted(old, options).length > 0)
    return { cannot: 'unnamedChecks "omit" has CHECKs to leave out' };
  const stumbles = operations.every((o) => plainVerbs.includes(o.do))
    ? null
    : doubleQuotedText(before);
  if (stumbles !== null)
    return { cannot: `SQLite's ALTER TABLE fails while ${stumbles}, which is no column` };
  return inPlace(old, operations, before.version);
};

/**
 * Marks the table to be checked at the end of the script, where its new foreign keys must reference
 * existing keys.
 */
const leftOpen = (
  before: Schema,
  made: Draft,
  statements: readonly Statement[],
): readonly Statement[] => {
  const table = made.definition.name.name;
  const last = statements.findLastIndex(({ changes }) => changes === "schema");
  return waitsForKeys(before, withTable(before, made), table)
    ? statements.map((one, i) => (i === last ? leavesOpen(one, table) : one))
    : statements;
};

/** The result of a batch: its statements, and the table's text after them. */
export interface Batch {
  readonly statements: readonly Statement[];
  readonly made: Draft;
  /** Is the table rebuilt, or altered in place? */
  readonly rebuilt: boolean;
  /** SQLite's own renames, in order: they also change everything that refers to the table. */
  readonly renames: readonly ColumnRename[];
}

const renaming = (o: Operation): readonly ColumnRename[] =>
  o.do === "alterColumn" && o.change.name !== undefined && o.change.name !== o.name
    ? [{ from: o.name, to: o.change.name }]
    : [];

export const batched = (
  before: Schema,
  table: TableRef,
  operations: readonly Operation[],
  options: BatchOptions,
): Batch => {
  const draft = draftOf(before, table);
  const order = ordered(draft, [
    ...operations,
    ...options.tableArgs.map((constraint): Operation => ({
      do: "createConstraint",
      table,
      constraint,
    })),
  ]);
  const old = {
    ...draft,
    released: order.released,
    followRenames: options.followRenames,
  };
  if (options.recreate !== "always") {
    const tried = withoutRebuild(before, old, order, options);
    if (!("cannot" in tried)) {
      validateDefinition(tried.draft.definition);
      refuseChanged(before, old, tried.draft);
      const followed = columnsInReaders(
        before,
        old.definition.name.name,
        renames(tried.draft, before.version),
      );
      return {
        statements: leftOpen(before, tried.draft, aroundBroken(before, tried.statements, followed)),
        made: tried.draft,
        rebuilt: false,
        renames: order.operations.flatMap(renaming),
      };
    }
    if (options.recreate === "never")
      refused(
        old,
        `this needs a rebuild: ${tried.cannot}`,
        'say recreate: "auto", or leave that operation out',
      );
  }
  const made = withTextAsText(worked(old, order, options));
  validateDefinition(made.definition);
  refuseChanged(before, old, made);
  const through = columnRenames(old, made, before.version);
  return {
    statements: leftOpen(before, made, rebuildStatements(before, old, made, options)),
    made: afterRenames(through),
    rebuilt: true,
    renames: through.steps,
  };
};
