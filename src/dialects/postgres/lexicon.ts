/** How PostgreSQL writes identifiers and literals. */
import { lexicon as build, standardLiteral, type Lexicon } from "../../sql/index.js";

/** Backslashes are safe whatever `standard_conforming_strings` is, as in quote_literal(). */
const literal = (text: string): string =>
  text.includes("\\")
    ? `E${standardLiteral(text.replaceAll("\\", "\\\\"))}`
    : standardLiteral(text);

export const lexicon: Lexicon = build({
  quoteWith: '"',
  identifierQuotes: { '"': '"' },
  stringQuotes: "'",
  backslashEscapes: false,
  dollarQuotes: true,
  hashComments: false,
  dashCommentNeedsBlank: false,
  foldsTo: "lower",
  caseInsensitive: false,
  literal,
  boolean: (value) => (value ? "true" : "false"),
  bytes: (hex) => `'\\x${hex}'::bytea`,
  notFinite: { Infinity: "'Infinity'", "-Infinity": "'-Infinity'", NaN: "'NaN'" },
});
