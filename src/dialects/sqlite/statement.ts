/**
 * SQLite's kinds of statements with their facts; code that makes a statement chooses its kind here.
 */
import {
  statement,
  type Explanation,
  type Sql,
  type Statement,
  type StatementFacts,
} from "../../model/index.js";
import { parseIndex } from "./grammar/index.js";
import { lexicon } from "./lexicon.js";
import { solidOf } from "./tokens.js";

/** The lock of every writer, on the whole database (https://sqlite.org/lockingv3.html#reserved_lock). */
const lock = "RESERVED";

/** Rules of `explainError.ts`, by name. */
export const rules = {
  copiesRows: "copiesRows",
  makesUnique: "makesUnique",
  readsReaders: "readsReaders",
  pointsToKeys: "pointsToKeys",
} as const;

export const schemaFacts: StatementFacts = { changes: "schema", lock };

/** A statement that increases the schema's version if it succeeds, and does not if it fails. */
export const schemaChange = (sql: Sql): Statement => statement(sql, schemaFacts);

const explained = (rule: keyof typeof rules, of: string | null = null): Explanation => ({
  rule: rules[rule],
  of,
});

/**
 * ALTER TABLE … RENAME and DROP COLUMN: SQLite parses every view and trigger of the database for
 * it, and fails on a broken one.
 */
export const readsReaders = (sql: Sql): Statement =>
  statement(sql, { ...schemaFacts, explain: explained("readsReaders") });

export const isReadingReaders = ({ explain }: Statement): boolean =>
  explain?.rule === rules.readsReaders;

export const createsIndex = (sql: Sql, unique: boolean): Statement =>
  statement(sql, unique ? { ...schemaFacts, explain: explained("makesUnique") } : schemaFacts);

/** CREATE INDEX by the text that the database holds. */
export const indexAsItStands = (sql: Sql): Statement => createsIndex(sql, parseIndex(sql).unique);

/** DROP TABLE deletes the rows first, so that enforced foreign keys would touch other tables' rows. */
export const dropsTable = (sql: Sql): Statement =>
  statement(sql, { ...schemaFacts, foreignKeysOff: true });

export const rowChange = (sql: Sql): Statement => statement(sql, { changes: "rows", lock });

const rowCopyFacts: StatementFacts = { changes: "rows", lock, transaction: "mayRollBack" };

/** INSERT OR ROLLBACK of all rows of a table. */
export const rowCopy = (sql: Sql): Statement => statement(sql, rowCopyFacts);

/** Copies rows into a table whose constraints they may violate. */
export const copiesRows = (sql: Sql, into: string): Statement =>
  statement(sql, { ...rowCopyFacts, explain: explained("copiesRows", into) });

/**
 * The statement, marked so that the foreign keys of the table are checked at the end of the script.
 */
export const leavesOpen = (one: Statement, table: string): Statement => ({ ...one, keysOf: table });

/**
 * Adds a row to the account of a script if every foreign key of the table references a key:
 * SQLite's check fails as a whole where one does not. A table that was dropped has none.
 */
export const pointsToKeys = (account: Sql, script: number, table: string): Statement =>
  bookkeeping(
    `INSERT INTO ${account} ("script") SELECT ${script} WHERE (SELECT count(*) FROM main.sqlite_master AS t, pragma_foreign_key_check(t.name) WHERE t.type = 'table' AND t.name = ${lexicon.literal(table)} COLLATE NOCASE) >= 0`,
    { explain: explained("pointsToKeys", table) },
  );

/** A statement on a script's own temporary table. */
export const bookkeeping = (sql: Sql, facts: StatementFacts = {}): Statement =>
  statement(sql, { changes: "session", ...facts });

export const pragma = (sql: Sql): Statement => bookkeeping(sql);

const isWord = (text: string, ...words: readonly string[]): boolean =>
  words.includes(text.toUpperCase());

/**
 * Does the statement begin like a change of the main database's schema? Not one that may have
 * nothing to do (IF EXISTS), and not one of a temporary object.
 */
const changesSchema = (words: readonly string[]): boolean => {
  const [first = "", ...rest] = words;
  const wordsBefore = isWord(first, "CREATE") && isWord(rest[0] ?? "", "UNIQUE") ? 1 : 0;
  const [what = "", name = "", dot = ""] = rest.slice(wordsBefore);
  const kinds = isWord(first, "CREATE", "DROP")
    ? ["TABLE", "INDEX", "VIEW", "TRIGGER"]
    : isWord(first, "ALTER")
      ? ["TABLE"]
      : [];
  return isWord(what, ...kinds) && !isWord(name, "IF") && !(isWord(name, "TEMP") && dot === ".");
};

/** A statement that a user wrote: its facts follow from its words only. */
export const written = (sql: Sql): Statement => {
  const tokens = solidOf(sql);
  const words = tokens.map(({ value }) => value);
  const isBare = (i: number): boolean => tokens[i]?.kind === "word";
  const has = (is: (word: string, i: number) => boolean): boolean =>
    words.some((word, i) => isBare(i) && is(word, i));
  const temporary = has(
    (word, i) => isWord(word, "CREATE") && isWord(words[i + 1] ?? "", "TEMP", "TEMPORARY"),
  );
  return statement(sql, {
    changes: temporary ? "temporary" : changesSchema(words) ? "schema" : "unknown",
    transaction: has((word) => isWord(word, "ROLLBACK")) ? "mayRollBack" : "any",
  });
};
