/** Guards in plain SQL: a temporary table whose CHECKs carry the messages; a value that breaks one rolls the transaction back. */
import type { Sql } from "../../../model/index.js";
import { lexicon } from "../lexicon.js";
import type { Cast } from "./copy.js";

const guard = 'temp."_schema_diff_guard"';
const violations = 'temp."_schema_diff_violations"';

/** A condition that must count nothing, with what is said when it does. */
interface Guard {
  readonly message: string;
  readonly count: Sql;
}

const guarded = (guards: readonly Guard[]): readonly Sql[] => {
  if (guards.length === 0) return [];
  const columns = guards.map(({ message }, i) => `"g${i}" CONSTRAINT ${lexicon.quote(message)} CHECK ("g${i}" = 0)`);
  return [
    `CREATE TEMP TABLE "_schema_diff_guard" (${columns.join(", ")})`,
    ...guards.map(({ count }, i) => `INSERT OR ROLLBACK INTO ${guard} ("g${i}") ${count}`),
    `DROP TABLE ${guard}`,
  ];
};

/** With enforcement on, dropping the old table would delete or change the rows of its children. */
const enforcementOff: Guard = {
  message: "PRAGMA foreign_keys must be OFF while a table is rebuilt (outside of the transaction)",
  count: 'SELECT "foreign_keys" FROM pragma_foreign_keys',
};

/** SQLite compares the cast value with the old one under its own rules: they differ exactly where the cast lost something. */
const lossless = (table: string, { column, to, type }: Cast): Guard => {
  const name = lexicon.quote(column);
  return {
    message: `${table}.${column} holds values that ${type} cannot hold; mend them first, or say lossy: true`,
    count: `SELECT count(*) FROM ${lexicon.quote(table)} WHERE ${name} IS NOT NULL AND CAST(${name} AS ${to}) <> ${name}`,
  };
};

export const guardsBefore = (table: string, casts: readonly Cast[]): readonly Sql[] =>
  guarded([enforcementOff, ...casts.map((c) => lossless(table, c))]);

/** Every row that breaks a foreign key of one of the tables, with how many it breaks (WITHOUT ROWID tables have no rowid to tell). */
const counted = (tables: readonly string[]): Sql => {
  const each = tables.map((t) => `SELECT "table", "rowid" AS "row", "parent" FROM pragma_foreign_key_check(${lexicon.literal(t)})`);
  return `SELECT "table", "row", "parent", count(*) AS "n" FROM (${each.join(" UNION ALL ")}) GROUP BY 1, 2, 3`;
};

/** What is broken already, remembered before the rebuild; nothing, where SQLite could not check before but can after. */
export const rememberViolations = (before: readonly string[], after: readonly string[]): readonly Sql[] => {
  const tables = before.filter((t) => after.includes(t));
  if (after.length === 0) return [];
  const broken = tables.length > 0 ? counted(tables) : 'SELECT NULL AS "table", NULL AS "row", NULL AS "parent", 0 AS "n" WHERE 0';
  return [`CREATE TEMP TABLE "_schema_diff_violations" AS ${broken}`];
};

/** Nothing may be broken that was not broken before. */
export const refuseViolations = (table: string, tables: readonly string[]): readonly Sql[] => {
  if (tables.length === 0) return [];
  const fresh = `SELECT count(*) FROM (${counted(tables)}) AS a LEFT JOIN ${violations} AS b ON b."table" = a."table" AND b."row" IS a."row" AND b."parent" = a."parent" WHERE coalesce(b."n", 0) < a."n"`;
  return [
    ...guarded([{ message: `foreign_key_check: rows would violate a foreign key after the rebuild of ${table}`, count: fresh }]),
    `DROP TABLE ${violations}`,
  ];
};
