/** How Snowflake writes identifiers and literals. */
import { lexicon as build, type Lexicon } from "../../sql/index.js";
import { storedName, writtenName } from "./spelling.js";

/**
 * A backslash escapes inside a string literal
 * (https://docs.snowflake.com/en/sql-reference/data-types-text#escape-sequences-in-single-quoted-string-constants).
 */
const literal = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

const base = build({
  quoteWith: '"',
  identifierQuotes: { '"': '"' },
  stringQuotes: "'",
  backslashEscapes: true,
  dollarQuotes: true,
  hashComments: false,
  slashComments: true,
  dashCommentNeedsBlank: false,
  // In our spelling: a name that the catalogue stores in upper case is written in lower case (see
  // spelling.ts).
  foldsTo: "lower",
  caseInsensitive: false,
  writtenName,
  literal,
  boolean: (value) => (value ? "TRUE" : "FALSE"),
  bytes: (hex) => `TO_BINARY('${hex}', 'HEX')`,
  notFinite: { Infinity: "'inf'::FLOAT", "-Infinity": "'-inf'::FLOAT", NaN: "'NaN'::FLOAT" },
});

export const lexicon: Lexicon = {
  ...base,
  quote: (name) => base.quote(name === "" ? name : storedName(name)),
};
