/** Character sets in front of string literals (`_utf8mb3'a'`, `n'a'`), and where they say nothing. */
import type { Sql, Table } from "../../model/index.js";
import { tokenize, type Token } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/** Those in which every text has the bytes that it has in utf8mb4. */
const unicode = /^(?:_(?:utf8mb4|utf8mb3|utf8)|n)$/i;
/** Those in which ASCII text has. */
const overAscii = /^_(?:latin1|ascii)$/i;

const isIdle = (charset: string, literal: Sql): boolean =>
  unicode.test(charset) || (overAscii.test(charset) && /^'[\x20-\x7e]*'$/.test(literal));

/** What tells one character set from another, whatever the text is. */
const tells = /^(?:charset|collation|coercibility|weight_string)$/i;

const after = (tokens: readonly Token[], at: number): Token | undefined =>
  tokens.slice(at + 1).find(({ kind }) => kind !== "blank");

/** A collation behind a literal is one of its character set's. */
const isCollated = (tokens: readonly Token[], at: number): boolean =>
  /^collate$/i.test(after(tokens, at)?.text ?? "");

const withoutOwn = (text: Sql): Sql => {
  const quote = text.indexOf("'");
  return isIdle(text.slice(0, quote), text.slice(quote)) ? text.slice(quote) : text;
};

/** The expression without the character sets that say nothing: of text that has the same bytes in each, and that nobody asks for its character set. */
const withoutIdleIntroducers = (sql: Sql): Sql => {
  if (!sql.includes("'")) return sql;
  const tokens = tokenize(sql, lexicon);
  if (tokens.some(({ kind, text }) => kind === "word" && tells.test(text))) return sql;
  return tokens
    .map(({ kind, text }, i) => {
      if (kind === "string") return isCollated(tokens, i) ? text : withoutOwn(text);
      if (kind !== "word") return text;
      // the tokenizer takes `_latin1 '…'` apart where a blank stands between
      const next = after(tokens, i);
      return next?.kind === "string" &&
        isIdle(text, next.text) &&
        !isCollated(tokens, tokens.indexOf(next))
        ? ""
        : text;
    })
    .join("");
};

const inDefault = (sql: Sql | null): Sql | null =>
  sql?.startsWith("(") === true ? withoutIdleIntroducers(sql) : sql;

/** The same of every expression of a table. */
export const withoutIdleIntroducersOf = (table: Table): Table => ({
  ...table,
  columns: table.columns.map((column) => ({
    ...column,
    default: inDefault(column.default),
    generated:
      column.generated === null
        ? null
        : {
            ...column.generated,
            expression: withoutIdleIntroducers(column.generated.expression),
          },
  })),
  constraints: table.constraints.map((c) =>
    c.kind === "check" ? { ...c, expression: withoutIdleIntroducers(c.expression) } : c,
  ),
  indexes: table.indexes.map((index) => ({
    ...index,
    elements: index.elements.map((e) =>
      "expression" in e.of
        ? { ...e, of: { expression: withoutIdleIntroducers(e.of.expression) } }
        : e,
    ),
  })),
});
