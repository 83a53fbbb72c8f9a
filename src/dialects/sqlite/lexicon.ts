/** How SQLite writes names and literals. */
import { lexicon as make, standardLiteral, type Lexicon } from "../../sql/index.js";
import type { Sql } from "../../model/index.js";

/** SQLite's text ends at a NUL when it is read as SQL, so such text goes in as bytes. */
const literal = (text: string): Sql =>
  text.includes("\0") ? `CAST(x'${Buffer.from(text, "utf8").toString("hex")}' AS TEXT)` : standardLiteral(text);

export const lexicon: Lexicon = make({
  quoteWith: '"',
  identifierQuotes: { '"': '"', "`": "`", "[": "]" },
  stringQuotes: "'",
  backslashEscapes: false,
  dollarQuotes: false,
  hashComments: false,
  foldsTo: "asWritten",
  caseInsensitive: true,
  literal,
  boolean: (value) => (value ? "1" : "0"),
  bytes: (hex) => `x'${hex}'`,
});

/** Are two names one to SQLite? It folds A to Z only (https://sqlite.org/c3ref/stricmp.html). */
export const sameName = (a: string, b: string): boolean => fold(a) === fold(b);

export const fold = (name: string): string => name.replace(/[A-Z]/g, (c) => c.toLowerCase());
