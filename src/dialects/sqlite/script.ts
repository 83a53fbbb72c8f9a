/**
 * Whole scripts around the statements: foreign keys off around the transaction, since the pragma does nothing inside one.
 * SQL alone cannot put back what a caller had set, so a script that switched enforcement off ends with it switched on:
 * better-sqlite3's default, and the safe side. Whoever runs the statements in a transaction of his own keeps his setting.
 *
 * The sqlite3 command line goes on after an error, so a script takes account of itself, and does not commit half of it.
 */
import { atLeast, type Operation, type Schema, type Sql } from "../../model/index.js";
import type { PrintedScript } from "../dialect.js";
import { lexicon } from "./lexicon.js";
import { legacyOn } from "./rebuild/statements.js";

const account = 'temp."_schema_diff_script"';

/** SQLite's message ends with the column's name. A NOT NULL and no CHECK, which PRAGMA ignore_check_constraints would switch off. */
const failed = lexicon.quote("a statement failed; nothing of the script stays");

const open: readonly Sql[] = [
  `DROP TABLE IF EXISTS ${account}`,
  `CREATE TEMP TABLE "_schema_diff_script" ("script" INTEGER, "schema" INTEGER, ${failed} INTEGER NOT NULL DEFAULT 0, UNIQUE ("script", "schema"))`,
];

/** Where the transaction was ended by an error (OR ROLLBACK), or never begun, it opens one for what follows; else it does nothing. */
const savepoint: Sql = 'SAVEPOINT "_schema_diff"';

/** Every statement that changes the schema raises its version, and none that fails: a step that is not new did not happen. */
const changedSchema = (script: number): Sql =>
  `INSERT OR IGNORE INTO ${account} ("script", "schema") SELECT ${script}, "schema_version" FROM pragma_schema_version`;

const changedRow = (script: number): Sql =>
  `INSERT INTO ${account} ("script") SELECT ${script} WHERE changes() = 1`;

/** The steps of earlier scripts count too: after one that failed no later one takes effect. */
const allHappened = (steps: number): Sql =>
  `INSERT OR ROLLBACK INTO ${account} (${failed}) SELECT CASE WHEN count("script") = ${steps} THEN 0 END FROM ${account}`;

/** Behind comments; not what may find its work done already, and nothing temporary. */
const changesSchema =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:(?:CREATE(?:\s+UNIQUE)?|DROP)\s+(?:TABLE|INDEX|VIEW|TRIGGER)|ALTER\s+TABLE)\s+(?!IF\s|["'`[]?temp["'`\]]?\s*\.)/i;

const makesTemporary = /\bCREATE\s+TEMP(?:ORARY)?\b(?!\s+TABLE\s+"_schema_diff_)/i;

const endsTransaction = /\bROLLBACK\b/i;

interface Step {
  readonly sql: readonly Sql[];
  /** How many rows of the account say that it happened. */
  readonly rows: number;
}

/** `script` counts from 1. A script with temporary tables of its own changes another schema than the one whose version is looked at. */
const stepsOf = ({ statements, marks }: PrintedScript, script: number): readonly Step[] => {
  const own = statements.some((sql) => makesTemporary.test(sql));
  return [
    { sql: [savepoint, changedSchema(script)], rows: 1 },
    ...statements.map((sql): Step => {
      if (!own && changesSchema.test(sql)) return { sql: [sql, changedSchema(script)], rows: 1 };
      return { sql: endsTransaction.test(sql) ? [sql, savepoint] : [sql], rows: 0 };
    }),
    ...marks.map((sql): Step => ({ sql: [sql, changedRow(script)], rows: 1 })),
  ];
};

const transaction = (statements: readonly Sql[]): readonly Sql[] => [
  "BEGIN IMMEDIATE",
  ...statements,
  "COMMIT",
];

/** Every script in its transaction, with one account of them all. */
const accounted = (scripts: readonly PrintedScript[]): readonly Sql[] => {
  let rows = 0;
  const transactions = scripts.flatMap((script, i) => {
    const steps = stepsOf(script, i + 1);
    rows += steps.reduce((sum, step) => sum + step.rows, 0);
    return transaction([...steps.flatMap((step) => step.sql), allHappened(rows)]);
  });
  return [...open, ...transactions, `DROP TABLE ${account}`];
};

const withoutEnforcement = (statements: readonly Sql[]): readonly Sql[] => [
  "PRAGMA foreign_keys = OFF",
  ...statements,
  "PRAGMA foreign_keys = ON",
];

/** Enforcement is off as it is when the migrator runs them. */
export const printScripts = (scripts: readonly PrintedScript[]): readonly Sql[] =>
  scripts.length === 0 ? [] : withoutEnforcement(accounted(scripts));

/** DROP TABLE deletes the rows first, so that enforced foreign keys would touch other tables' rows; a rebuild drops a table too. */
const needsEnforcementOff = (
  statements: readonly Sql[],
  operations: readonly Operation[],
): boolean => statements.includes(legacyOn) || operations.some((o) => o.do === "dropTable");

/** @param statements of all the operations, in their order */
export const script = (
  statements: readonly Sql[],
  operations: readonly Operation[],
): readonly Sql[] => {
  if (statements.length === 0) return [];
  const off = needsEnforcementOff(statements, operations);
  if (statements.length > 1)
    return off
      ? withoutEnforcement(accounted([{ statements, marks: [] }]))
      : accounted([{ statements, marks: [] }]);
  return off ? withoutEnforcement(transaction(statements)) : statements;
};

/** Command lines are often older than the library: with DROP COLUMN (3.35, 2021), without what 3.53 brought (2026). A batch that must not rebuild has no other way. */
export const forPrint = (before: Schema, operation?: Operation): Schema =>
  (operation?.do === "batch" && operation.options.recreate === "never") ||
  !atLeast(before.version, 3, 35)
    ? before
    : { ...before, version: [3, 35, 0] };
