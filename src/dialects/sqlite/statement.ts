/** SQLite's kinds of statements, each with what is to be known of it; whoever makes a statement says here which it is. */
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

/** Every one of these that succeeds raises the schema's version, and none that fails. */
export const schemaChange = (sql: Sql): Statement => statement(sql, schemaFacts);

const explained = (rule: keyof typeof rules, of: string | null = null): Explanation => ({
  rule: rules[rule],
  of,
});

/** ALTER TABLE … RENAME and DROP COLUMN: SQLite reads every view and trigger of the database for it, and fails on one that is broken. */
export const readsReaders = (sql: Sql): Statement =>
  statement(sql, { ...schemaFacts, explain: explained("readsReaders") });

export const isReadingReaders = ({ explain }: Statement): boolean =>
  explain?.rule === rules.readsReaders;

export const createsIndex = (sql: Sql, unique: boolean): Statement =>
  statement(sql, unique ? { ...schemaFacts, explain: explained("makesUnique") } : schemaFacts);

/** By the text that the database holds of it. */
export const indexAsItStands = (sql: Sql): Statement => createsIndex(sql, parseIndex(sql).unique);

/** DROP TABLE deletes the rows first, so that enforced foreign keys would touch other tables' rows. */
export const dropsTable = (sql: Sql): Statement =>
  statement(sql, { ...schemaFacts, foreignKeysOff: true });

export const rowChange = (sql: Sql): Statement => statement(sql, { changes: "rows", lock });

const rowCopyFacts: StatementFacts = { changes: "rows", lock, transaction: "mayRollBack" };

/** INSERT OR ROLLBACK of all rows of a table. */
export const rowCopy = (sql: Sql): Statement => statement(sql, rowCopyFacts);

/** Into a table whose constraints the rows may break. */
export const copiesRows = (sql: Sql, into: string): Statement =>
  statement(sql, { ...rowCopyFacts, explain: explained("copiesRows", into) });

/** The statement, behind which the foreign keys of a table wait for what they point to. */
export const leavesOpen = (one: Statement, table: string): Statement => ({ ...one, keysOf: table });

/**
 * Adds a row to the account of a script where each foreign key of the table points to a key: SQLite's check fails as a
 * whole where one does not. A table that is gone by then has none.
 */
export const pointsToKeys = (account: Sql, script: number, table: string): Statement =>
  bookkeeping(
    `INSERT INTO ${account} ("script") SELECT ${script} WHERE (SELECT count(*) FROM main.sqlite_master AS t, pragma_foreign_key_check(t.name) WHERE t.type = 'table' AND t.name = ${lexicon.literal(table)} COLLATE NOCASE) >= 0`,
    { explain: explained("pointsToKeys", table) },
  );

/** A temporary table of a script's own, or what is written into one. */
export const bookkeeping = (sql: Sql, facts: StatementFacts = {}): Statement =>
  statement(sql, { changes: "session", ...facts });

export const pragma = (sql: Sql): Statement => bookkeeping(sql);

const isWord = (text: string, ...words: readonly string[]): boolean =>
  words.includes(text.toUpperCase());

/** Does it begin as what changes the schema of the main database? Not what may find its work done already (IF EXISTS), and nothing temporary. */
const changesSchema = (words: readonly string[]): boolean => {
  const [first = "", ...rest] = words;
  const behindFirst = isWord(first, "CREATE") && isWord(rest[0] ?? "", "UNIQUE") ? 1 : 0;
  const [what = "", name = "", dot = ""] = rest.slice(behindFirst);
  const kinds = isWord(first, "CREATE", "DROP")
    ? ["TABLE", "INDEX", "VIEW", "TRIGGER"]
    : isWord(first, "ALTER")
      ? ["TABLE"]
      : [];
  return isWord(what, ...kinds) && !isWord(name, "IF") && !(isWord(name, "TEMP") && dot === ".");
};

/** SQL that somebody wrote: all that is known of it is what its words say. */
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
