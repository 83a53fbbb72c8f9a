/** Guards in plain SQL: a temporary table whose columns are NOT NULL and named for the messages; a NULL in one rolls the transaction back. (CHECKs can be switched off by a pragma.) */
import type { FailureMessage, Guard, Sql, Statement } from "../../../model/index.js";
import { fold, lexicon } from "../lexicon.js";
import { bookkeeping } from "../statement.js";
import type { Cast } from "./copy.js";

const guard = 'temp."_schema_diff_guard"';
const violations = 'temp."_schema_diff_violations"';
const broken = 'temp."_schema_diff_broken"';

/** A condition that must count nothing, with what is said when it does. */
export interface Condition extends FailureMessage {
  readonly count: Sql;
  readonly countsRows: boolean;
}

/** The name of the guard's column, with which SQLite's message ends when the guard fails. */
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

/** With enforcement on, dropping the old table would delete or change the rows of its children. */
const enforcementOff: Condition = {
  message:
    "foreign keys are enforced, which would change other tables' rows while this one is rebuilt",
  todo: "set PRAGMA foreign_keys = OFF outside of the transaction",
  count: 'SELECT "foreign_keys" FROM pragma_foreign_keys',
  countsRows: false,
};

/** A number's text without the zeros that say nothing: '12.50' and '12.5' are one value, '007' and '7' are not. */
const trimmed = (text: Sql): Sql =>
  `CASE WHEN instr(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END`;

/** Does the cast value still say what the old one said? Text has to come back as it was, numbers as the same number. */
const keeps = (name: Sql, to: Sql, words: boolean): Sql => {
  const back = `CAST(CAST(${name} AS ${to}) AS TEXT)`;
  const text = `(${trimmed(back)}) = (${trimmed(`CAST(${name} AS TEXT)`)}) COLLATE BINARY`;
  // Compared with a number, text is taken for one where it reads as one (https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison).
  const said = words ? `CASE WHEN CAST(${name} AS ${to}) = ${name} THEN ${text} ELSE 1 END` : text;
  return (
    `CASE typeof(${name}) WHEN 'text' THEN ${said} ` +
    `WHEN 'blob' THEN ${words ? "1" : `CAST(${name} AS ${to}) = ${name}`} ELSE CAST(CAST(${name} AS ${to}) AS NUMERIC) = CAST(${name} AS NUMERIC) END`
  );
};

const rows = (table: string, where: Sql): Pick<Condition, "count" | "countsRows"> => ({
  count: `SELECT count(*) FROM ${lexicon.quote(table)}${where}`,
  countsRows: true,
});

/** Of a column that is to be NOT NULL. */
export const holdsNull = (
  table: string,
  column: string,
  becomes: "NOT NULL" | "the primary key" = "NOT NULL",
): Condition => ({
  message: `${table}.${column} holds NULL and cannot become ${becomes}`,
  todo: "give those rows a value first",
  ...rows(table, ` WHERE ${lexicon.quote(column)} IS NULL`),
});

/** Of a new column that is NOT NULL and has no default. */
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

/** A table whose foreign keys are looked at, and the tables that they point to. */
export interface CheckedTable {
  readonly table: string;
  readonly parents: readonly string[];
  /** Do its rows keep the rowids by which foreign_key_check tells them? */
  readonly rowids: boolean;
}

/** Every row that breaks a foreign key of one of the tables, with how many it breaks; all of a table's rows in one where rowids tell nothing. */
const counted = (tables: readonly CheckedTable[]): Sql => {
  const each = tables.map(
    ({ table, rowids }) =>
      `SELECT "table", ${rowids ? '"rowid"' : "NULL"} AS "row", "parent" FROM pragma_foreign_key_check(${lexicon.literal(table)})`,
  );
  return `SELECT "table", "row", "parent", count(*) AS "n" FROM (${each.join(" UNION ALL ")}) GROUP BY 1, 2, 3`;
};

/** What is broken already, remembered before the rebuild; nothing, where SQLite could not check before but can after. */
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

/** Nothing may be broken that was not broken before; each foreign key's guard says which rows it is about. */
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
