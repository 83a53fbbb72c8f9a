/** How MySQL and MariaDB write identifiers and literals. */
import { SchemaDiffError, type Sql, lookupTable } from "../../model/index.js";
import { lexicon as lexiconOf, type Lexicon } from "../../sql/index.js";

const escapes: Readonly<Record<string, string>> = lookupTable({
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
});

/**
 * Removes one level of backslash escapes: `\'` → `'`, `\n` → a newline; `\%` and `\_` keep their
 * backslash.
 */
export const unescape = (text: string): string =>
  text.replace(
    /\\([\s\S])/g,
    (whole, c: string) => escapes[c] ?? (c === "%" || c === "_" ? whole : c),
  );

/**
 * Text as a literal. Quotes are doubled, which every sql_mode reads the same. A backslash is
 * doubled too, which NO_BACKSLASH_ESCAPES would read as two: COMMENT, ENUM and DEFAULT accept no
 * other spelling, so our own connections remove that mode from the session.
 */
export const literal = (text: string): Sql =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\0", "\\0")}'`;

/** The text of a plain '…' or "…" literal; null for anything else (a prefix, an unclosed quote). */
export const unliteral = (sql: Sql): string | null => {
  const quote = sql[0];
  if ((quote !== "'" && quote !== '"') || sql.length < 2 || !sql.endsWith(quote)) return null;
  const body = sql.slice(1, -1);
  let text = "";
  for (let i = 0; i < body.length; i++) {
    const c = body[i] ?? "";
    if (c === "\\") {
      text += unescape(body.slice(i, i + 2));
      i++;
      continue;
    }
    if (c === quote) i++;
    text += c;
  }
  return text;
};

const base = lexiconOf({
  identifierQuotes: { "`": "`" },
  stringQuotes: "'\"",
  backslashEscapes: true,
  dollarQuotes: false,
  hashComments: true,
  dashCommentNeedsBlank: true,
  foldsTo: "asWritten",
  caseInsensitive: "unicode",
  quoteWith: "`",
  literal,
  boolean: (value) => (value ? "1" : "0"),
  bytes: (hex) => (hex === "" ? "''" : `0x${hex}`),
  notFinite: {},
});

/** Identifiers are stored as three-byte UTF-8, and a name may not end in a blank (MySQL manual, "Schema Object Names"). */
const refusal = (name: string): string | null => {
  if (/[\u{10000}-\u{10ffff}]/u.test(name)) return "it holds a character beyond U+FFFF";
  return /\s$/.test(name) ? "it ends in a blank" : null;
};

export const lexicon: Lexicon = {
  ...base,
  quote: (name) => {
    const why = refusal(name);
    if (why !== null)
      throw new SchemaDiffError(
        "unsupported",
        `${JSON.stringify(name)} cannot be a name in MySQL or MariaDB: ${why}`,
        "give it another name",
      );
    return base.quote(name);
  },
  /**
   * Row values with a backslash are written as hexadecimal, which every sql_mode reads the same.
   */
  value: (value) =>
    typeof value === "string" && value.includes("\\")
      ? `_utf8mb4 0x${Buffer.from(value, "utf8").toString("hex")}`
      : base.value(value),
};
