/**
 * Removes character sets in front of string literals (`_utf8mb3'a'`, `n'a'`) where they mean
 * nothing.
 */
import type { Sql, Table } from "../../model/index.js";
import { tokenize, type Token } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/** Character sets in which every text has the same bytes as in utf8mb4. */
const unicode = /^(?:_(?:utf8mb4|utf8mb3|utf8)|n)$/i;
/** Character sets in which ASCII text has the same bytes. */
const overAscii = /^_(?:latin1|ascii)$/i;

const isIdle = (charset: string, literal: Sql): boolean =>
  unicode.test(charset) || (overAscii.test(charset) && /^'[\x20-\x7e]*'$/.test(literal));

/** Functions whose result depends on the character set, whatever the text is. */
const readsCharset = /^(?:charset|collation|coercibility|weight_string)$/i;

const after = (tokens: readonly Token[], at: number): Token | undefined =>
  tokens.slice(at + 1).find(({ kind }) => kind !== "blank");

/**
 * Is there a COLLATE after the literal? Its collation must belong to the literal's character set.
 */
const isCollated = (tokens: readonly Token[], at: number): boolean =>
  /^collate$/i.test(after(tokens, at)?.text ?? "");

const withoutOwn = (text: Sql): Sql => {
  const quote = text.indexOf("'");
  return isIdle(text.slice(0, quote), text.slice(quote)) ? text.slice(quote) : text;
};

/**
 * The expression without the introducers that mean nothing: those of a text with the same bytes in
 * either character set, where no function depends on the character set.
 */
const withoutIdleIntroducers = (sql: Sql): Sql => {
  if (!sql.includes("'")) return sql;
  const tokens = tokenize(sql, lexicon);
  if (tokens.some(({ kind, text }) => kind === "word" && readsCharset.test(text))) return sql;
  return tokens
    .map(({ kind, text }, i) => {
      if (kind === "string") return isCollated(tokens, i) ? text : withoutOwn(text);
      if (kind !== "word") return text;
      // the tokenizer splits `_latin1 '…'` where there is a blank between
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

/** The same for every expression of a table. */
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
