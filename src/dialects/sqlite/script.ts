/**
 * Puts whole scripts around the statements: foreign keys are switched off around the transaction,
 * since the pragma does nothing inside one. SQL alone cannot restore the caller's setting, so a
 * script that switched enforcement off ends with it switched on: better-sqlite3's default, and the
 * safe choice. A program that runs the statements in its own transaction keeps its setting.
 *
 * The sqlite3 command line continues after an error, so a script records in a temporary table (its
 * account) which of its steps ran, and does not commit half of them.
 */
import {
  atLeast,
  statement,
  type Operation,
  type Schema,
  type Statement,
} from "../../model/index.js";
import type { PrintedScript } from "../dialect.js";
import { lexicon } from "./lexicon.js";
import { bookkeeping, pointsToKeys } from "./statement.js";

const account = 'temp."_schema_diff_script"';

/**
 * SQLite's message ends with the column's name. A NOT NULL rather than a CHECK, which PRAGMA
 * ignore_check_constraints would switch off.
 */
const failed = lexicon.quote("a statement failed; nothing of the script stays");

const open: readonly Statement[] = [
  bookkeeping(`DROP TABLE IF EXISTS ${account}`),
  bookkeeping(
    `CREATE TEMP TABLE "_schema_diff_script" ("script" INTEGER, "schema" INTEGER, ${failed} INTEGER NOT NULL DEFAULT 0, UNIQUE ("script", "schema"))`,
  ),
];

/**
 * Begins a transaction for what follows if an error ended the last one (OR ROLLBACK) or none was
 * begun; otherwise it has no effect.
 */
const savepoint = bookkeeping('SAVEPOINT "_schema_diff"');

/**
 * Every successful statement that changes the schema increases its version, and no failed one does:
 * without a new version the step did not run.
 */
const changedSchema = (script: number): Statement =>
  bookkeeping(
    `INSERT OR IGNORE INTO ${account} ("script", "schema") SELECT ${script}, "schema_version" FROM pragma_schema_version`,
  );

const changedRow = (script: number): Statement =>
  bookkeeping(`INSERT INTO ${account} ("script") SELECT ${script} WHERE changes() = 1`);

/** The steps of earlier scripts count too: after a failed one, no later one takes effect. */
const allHappened = (steps: number): Statement =>
  bookkeeping(
    `INSERT OR ROLLBACK INTO ${account} (${failed}) SELECT CASE WHEN count("script") = ${steps} THEN 0 END FROM ${account}`,
    { transaction: "mayRollBack" },
  );

interface Step {
  readonly statements: readonly Statement[];
  /** How many rows of the account show that it ran. */
  readonly rows: number;
}

/**
 * `script` counts from 1. A script that creates temporary tables itself changes another schema than
 * the one whose version is read.
 */
const stepsOf = ({ statements, marks }: PrintedScript, script: number): readonly Step[] => {
  const own = statements.some(({ changes }) => changes === "temporary");
  return [
    { statements: [savepoint, changedSchema(script)], rows: 1 },
    ...statements.map((one): Step => {
      if (!own && one.changes === "schema")
        return { statements: [one, changedSchema(script)], rows: 1 };
      return { statements: one.transaction === "mayRollBack" ? [one, savepoint] : [one], rows: 0 };
    }),
    ...[...new Set(statements.flatMap(({ keysOf }) => keysOf ?? []))].map((table): Step => ({
      statements: [pointsToKeys(account, script, table)],
      rows: 1,
    })),
    ...marks.map((one): Step => ({ statements: [one, changedRow(script)], rows: 1 })),
  ];
};

const transaction = (statements: readonly Statement[]): readonly Statement[] => [
  statement("BEGIN IMMEDIATE", { changes: "session", transaction: "begins", lock: "RESERVED" }),
  ...statements,
  statement("COMMIT", { changes: "session", transaction: "commits", lock: "EXCLUSIVE" }),
];

/** Every script in its transaction, with one account of all of them. */
const accounted = (scripts: readonly PrintedScript[]): readonly Statement[] => {
  let rows = 0;
  const transactions = scripts.flatMap((script, i) => {
    const steps = stepsOf(script, i + 1);
    rows += steps.reduce((sum, step) => sum + step.rows, 0);
    return transaction([...steps.flatMap((step) => step.statements), allHappened(rows)]);
  });
  return [...open, ...transactions, bookkeeping(`DROP TABLE ${account}`)];
};

/** Inside of a transaction this pragma does nothing. */
const enforcement = (state: "ON" | "OFF"): Statement =>
  statement(`PRAGMA foreign_keys = ${state}`, {
    changes: "session",
    transaction: "never",
  });

const withoutEnforcement = (statements: readonly Statement[]): readonly Statement[] => [
  enforcement("OFF"),
  ...statements,
  enforcement("ON"),
];

/** Enforcement is off, as it is when the migrator runs them. */
export const printScripts = (scripts: readonly PrintedScript[]): readonly Statement[] =>
  scripts.length === 0 ? [] : withoutEnforcement(accounted(scripts));

/** @param statements of all the operations, in their order */
export const script = (statements: readonly Statement[]): readonly Statement[] => {
  if (statements.length === 0) return [];
  const off = statements.some(({ foreignKeysOff }) => foreignKeysOff);
  if (statements.length > 1 || statements.some(({ keysOf }) => keysOf !== null))
    return off
      ? withoutEnforcement(accounted([{ statements, marks: [] }]))
      : accounted([{ statements, marks: [] }]);
  return off ? withoutEnforcement(transaction(statements)) : statements;
};

/**
 * Command lines are often older than the library: they are expected to have DROP COLUMN (3.35,
 * 2021), but not what 3.53 added (2026). A batch that must not rebuild has no choice.
 */
export const forPrint = (before: Schema, operation?: Operation): Schema =>
  (operation?.do === "batch" && operation.options.recreate === "never") ||
  !atLeast(before.version, 3, 35)
    ? before
    : { ...before, version: [3, 35, 0] };
