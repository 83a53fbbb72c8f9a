/**
 * Guards in plain SQL: a temporary table whose columns are NOT NULL and named after the messages; a
 * NULL in one rolls the transaction back. (CHECKs can be switched off by a pragma.)
 */
import type { FailureMessage, Guard, Sql, Statement } from "../../../model/index.js";
import { fold, lexicon } from "../lexicon.js";
import { bookkeeping } from "../statement.js";
import type { Cast } from "./copy.js";

const guard = 'temp."_schema_diff_guard"';
const violations = 'temp."_schema_diff_violations"';
const broken = 'temp."_schema_diff_broken"';

/** A query that must count nothing, and the message if it does. */
export interface Condition extends FailureMessage {
  readonly count: Sql;
  readonly countsRows: boolean;
}

/** The name of the guard's column, which is the end of SQLite's message when the guard fails. */
const columnOf = ({ message, todo }: FailureMessage): string => `${message}; ${todo}`;

const guardOf = ({ message, todo, count, countsRows }: Condition): Guard => ({
  message,
  todo,
  question: `SELECT (${count}) AS "count"`,
  countsRows,
});

export const guarded = (conditions: readonly Condition[]): readonly Statement[] => {
  if (conditions.length === 0) return [];
  const all = conditions.map(columnOf);
  const columns = [...new Set(all.map(fold))].map(
    (folded) => all.find((column) => fold(column) === folded) ?? folded,
  );
  return [
    bookkeeping(
      `CREATE TEMP TABLE "_schema_diff_guard" (${columns.map((column) => `${lexicon.quote(column)} DEFAULT 0 NOT NULL`).join(", ")})`,
    ),
    ...conditions.map((condition) =>
      bookkeeping(
        `INSERT OR ROLLBACK INTO ${guard} (${lexicon.quote(columnOf(condition))}) SELECT CASE (${condition.count}) WHEN 0 THEN 0 END`,
        { transaction: "mayRollBack", guard: guardOf(condition) },
      ),
    ),
    bookkeeping(`DROP TABLE ${guard}`),
  ];
};

/**
 * With enforcement on, dropping the old table would delete or change the rows that reference it.
 */
const enforcementOff: Condition = {
  message:
    "foreign keys are enforced, which would change other tables' rows while this one is rebuilt",
  todo: "set PRAGMA foreign_keys = OFF outside of the transaction",
  count: 'SELECT "foreign_keys" FROM pragma_foreign_keys',
  countsRows: false,
};

/**
 * A number's text without zeros that mean nothing: '12.50' and '12.5' are the same value, '007' and
 * '7' are not.
 */
const trimmed = (text: Sql): Sql =>
  `CASE WHEN instr(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END`;

/**
 * A condition in SQL: is the cast value the same as the old one? A text must be unchanged, a number
 * the same number.
 */
const keeps = (name: Sql, to: Sql, words: boolean): Sql => {
  const back = `CAST(CAST(${name} AS ${to}) AS TEXT)`;
  const text = `(${trimmed(back)}) = (${trimmed(`CAST(${name} AS TEXT)`)}) COLLATE BINARY`;
  // Compared with a number, a text counts as one where it reads like one
  // (https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison).
  const kept = words ? `CASE WHEN CAST(${name} AS ${to}) = ${name} THEN ${text} ELSE 1 END` : text;
  return (
    `CASE typeof(${name}) WHEN 'text' THEN ${kept} ` +
    `WHEN 'blob' THEN ${words ? "1" : `CAST(${name} AS ${to}) = ${name}`} ELSE CAST(CAST(${name} AS ${to}) AS NUMERIC) = CAST(${name} AS NUMERIC) END`
  );
};

const rows = (table: string, where: Sql): Pick<Condition, "count" | "countsRows"> => ({
  count: `SELECT count(*) FROM ${lexicon.quote(table)}${where}`,
  countsRows: true,
});

/** The rows with NULL in a column that becomes NOT NULL. */
export const holdsNull = (
  table: string,
  column: string,
  becomes: "NOT NULL" | "the primary key" = "NOT NULL",
): Condition => ({
  message: `${table}.${column} holds NULL and cannot become ${becomes}`,
  todo: "give those rows a value first",
  ...rows(table, ` WHERE ${lexicon.quote(column)} IS NULL`),
});

/** The rows of a table that gets a column which is NOT NULL and has no default. */
export const hasRows = (table: string, column: string): Condition => ({
  message: `${table}.${column} would be NULL in the rows that are there, and is NOT NULL`,
  todo: "give it a default, or add it nullable, fill it, and make it NOT NULL after that",
  ...rows(table, ""),
});

export const lossless = (table: string, { column, to, type, words }: Cast): Condition => {
  const name = lexicon.quote(column);
  return {
    message: `${table}.${column} holds values that ${type} cannot hold`,
    todo: "mend them first, or say lossy: true",
    ...rows(table, ` WHERE ${name} IS NOT NULL AND coalesce(${keeps(name, to, words)}, 0) = 0`),
  };
};

export const guardsBefore = (conditions: readonly Condition[]): readonly Statement[] =>
  guarded([enforcementOff, ...conditions]);

/** A table whose foreign keys are checked, and the tables that they reference. */
export interface CheckedTable {
  readonly table: string;
  readonly parents: readonly string[];
  /** Do its rows keep their rowids, by which foreign_key_check identifies them? */
  readonly rowids: boolean;
}

/**
 * For every row that violates foreign keys of one of the tables, how many it violates; one row for
 * a whole table whose rowids identify nothing.
 */
const counted = (tables: readonly CheckedTable[]): Sql => {
  const each = tables.map(
    ({ table, rowids }) =>
      `SELECT "table", ${rowids ? '"rowid"' : "NULL"} AS "row", "parent" FROM pragma_foreign_key_check(${lexicon.literal(table)})`,
  );
  return `SELECT "table", "row", "parent", count(*) AS "n" FROM (${each.join(" UNION ALL ")}) GROUP BY 1, 2, 3`;
};

/** Remembers existing violations before the rebuild; none, where SQLite can check only after it. */
export const rememberViolations = (
  before: readonly CheckedTable[],
  after: readonly CheckedTable[],
): readonly Statement[] => {
  const tables = after.filter((w) => before.some((b) => b.table === w.table));
  if (after.length === 0) return [];
  const rows =
    tables.length > 0
      ? counted(tables)
      : 'SELECT NULL AS "table", NULL AS "row", NULL AS "parent", 0 AS "n" WHERE 0';
  return [bookkeeping(`CREATE TEMP TABLE "_schema_diff_violations" AS ${rows}`)];
};

/**
 * Fails where a violation is new; each foreign key has a guard of its own that names its tables.
 */
export const refuseViolations = (after: readonly CheckedTable[]): readonly Statement[] => {
  if (after.length === 0) return [];
  const fresh = `SELECT a."table", a."parent" FROM (${counted(after)}) AS a LEFT JOIN ${violations} AS b ON b."table" = a."table" AND b."row" IS a."row" AND b."parent" = a."parent" WHERE coalesce(b."n", 0) < a."n"`;
  const pairs = after.flatMap(({ table, parents }) =>
    parents.map((parent): Condition => ({
      message: `rows of ${table} would point to no row of ${parent}`,
      todo: "delete or mend them first",
      countsRows: false,
      count: `SELECT count(*) FROM ${broken} WHERE "table" = ${lexicon.literal(table)} COLLATE NOCASE AND "parent" = ${lexicon.literal(parent)} COLLATE NOCASE`,
    })),
  );
  return [
    bookkeeping(`CREATE TEMP TABLE "_schema_diff_broken" AS ${fresh}`),
    ...guarded(pairs),
    bookkeeping(`DROP TABLE ${broken}`),
    bookkeeping(`DROP TABLE ${violations}`),
  ];
};
