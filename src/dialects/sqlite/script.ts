/**
 * Whole scripts around the statements: foreign keys off around the transaction, since the pragma does nothing inside one.
 * SQL alone cannot put back what a caller had set, so a script that switched enforcement off ends with it switched on:
 * better-sqlite3's default, and the safe side. Whoever runs the statements in a transaction of his own keeps his setting.
 *
 * The sqlite3 command line goes on after an error, so a script takes account of itself, and does not commit half of it.
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

/** SQLite's message ends with the column's name. A NOT NULL and no CHECK, which PRAGMA ignore_check_constraints would switch off. */
const failed = lexicon.quote("a statement failed; nothing of the script stays");

const open: readonly Statement[] = [
  bookkeeping(`DROP TABLE IF EXISTS ${account}`),
  bookkeeping(
    `CREATE TEMP TABLE "_schema_diff_script" ("script" INTEGER, "schema" INTEGER, ${failed} INTEGER NOT NULL DEFAULT 0, UNIQUE ("script", "schema"))`,
  ),
];

/** Where the transaction was ended by an error (OR ROLLBACK), or never begun, it opens one for what follows; else it does nothing. */
const savepoint = bookkeeping('SAVEPOINT "_schema_diff"');

/** Every statement that changes the schema raises its version, and none that fails: a step that is not new did not happen. */
const changedSchema = (script: number): Statement =>
  bookkeeping(
    `INSERT OR IGNORE INTO ${account} ("script", "schema") SELECT ${script}, "schema_version" FROM pragma_schema_version`,
  );

const changedRow = (script: number): Statement =>
  bookkeeping(`INSERT INTO ${account} ("script") SELECT ${script} WHERE changes() = 1`);

/** The steps of earlier scripts count too: after one that failed no later one takes effect. */
const allHappened = (steps: number): Statement =>
  bookkeeping(
    `INSERT OR ROLLBACK INTO ${account} (${failed}) SELECT CASE WHEN count("script") = ${steps} THEN 0 END FROM ${account}`,
    { transaction: "mayRollBack" },
  );

interface Step {
  readonly statements: readonly Statement[];
  /** How many rows of the account say that it happened. */
  readonly rows: number;
}

/** `script` counts from 1. A script with temporary tables of its own changes another schema than the one whose version is looked at. */
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

/** Every script in its transaction, with one account of them all. */
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

/** Enforcement is off as it is when the migrator runs them. */
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

/** Command lines are often older than the library: with DROP COLUMN (3.35, 2021), without what 3.53 brought (2026). A batch that must not rebuild has no other way. */
export const forPrint = (before: Schema, operation?: Operation): Schema =>
  (operation?.do === "batch" && operation.options.recreate === "never") ||
  !atLeast(before.version, 3, 35)
    ? before
    : { ...before, version: [3, 35, 0] };
