/** How SQLite writes names and literals. */
import { foldAToZ, lexicon as make, standardLiteral, type Lexicon } from "../../sql/index.js";
import type { Sql } from "../../model/index.js";

/** SQLite stops reading SQL at a NUL, so a text with one is written as bytes. */
const literal = (text: string): Sql =>
  text.includes("\0")
    ? `CAST(x'${Buffer.from(text, "utf8").toString("hex")}' AS TEXT)`
    : standardLiteral(text);

export const lexicon: Lexicon = make({
  quoteWith: '"',
  identifierQuotes: { '"': '"', "`": "`", "[": "]" },
  stringQuotes: "'",
  backslashEscapes: false,
  dollarQuotes: false,
  hashComments: false,
  dashCommentNeedsBlank: false,
  foldsTo: "asWritten",
  caseInsensitive: "ascii",
  literal,
  boolean: (value) => (value ? "1" : "0"),
  bytes: (hex) => `x'${hex}'`,
  // SQLite turns NaN into NULL (https://sqlite.org/floatingpoint.html).
  notFinite: { Infinity: "9e999", "-Infinity": "-9e999" },
});

/**
 * Are two names the same to SQLite? It folds A to Z only (https://sqlite.org/c3ref/stricmp.html).
 */
export const sameName = (a: string, b: string): boolean =>
  a === b || (a.length === b.length && fold(a) === fold(b));

export const fold = foldAToZ;

/**
 * A word in upper case, A to Z only; JavaScript's toUpperCase would take `ıs` and `aſ` for IS and
 * AS.
 */
export const upper = (word: string): string => word.replace(/[a-z]/g, (c) => c.toUpperCase());

/**
 * https://sqlite.org/lang_keywords.html: words that cannot be names without quotes, or only by
 * tolerance of SQLite.
 */
const keywords = new Set(
  (
    "abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case cast check collate column commit " +
    "conflict constraint create cross current current_date current_time current_timestamp database default deferrable deferred delete desc detach distinct do " +
    "drop each else end escape except exclude exclusive exists explain fail false filter first following for foreign from full generated glob group groups having " +
    "if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like limit match materialized natural no not " +
    "nothing notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query raise range recursive references regexp " +
    "reindex release rename replace restrict returning right rollback row rows savepoint select set strict table temp temporary then ties to transaction trigger true " +
    "unbounded union unique update using vacuum values view virtual when where window with within without rowid _rowid_ oid"
  ).split(" "),
);

/** May the name be written without quotes? */
export const isPlain = (name: string): boolean =>
  /^[a-z_][a-z0-9_]*$/i.test(name) && !keywords.has(fold(name));

/**
 * A name, quoted like the one that it replaces: without quotes where possible. SQLite's own renames
 * do the same.
 */
export const quotedLike = (written: string, name: string): string =>
  isBare(written) && isPlain(name) ? name : lexicon.quote(name);

/** Is it written without quotes? */
export const isBare = (written: string): boolean => /^[\p{L}_]/u.test(written);
