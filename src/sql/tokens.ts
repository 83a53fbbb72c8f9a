/**
 * Cuts SQL text into tokens, for every quoting style and comment of the dialects. Nothing is lost:
 * the tokens' texts join to the input.
 */
import type { Sql } from "../model/index.js";
import type { Lexicon } from "./lexicon.js";

export interface Token {
  /** `word`: unquoted identifier or keyword. `quoted`: quoted identifier. `string` includes N'…', E'…', x'…' and $$…$$. `blank` is space or comment. */
  readonly kind: "word" | "quoted" | "string" | "number" | "symbol" | "blank";
  /** As written, quotes included. */
  readonly text: Sql;
  readonly start: number;
  readonly end: number;
  /** The name of a quoted identifier, unescaped; the text itself for the others. */
  readonly value: string;
}

const wordStart = /[\p{L}_\u0080-\u{10ffff}]/u;
const wordRest = /[\p{L}\p{N}_$\u0080-\u{10ffff}]*/uy;
const numberText = /(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
/**
 * Only these characters separate words on every server; U+00A0 and U+3000 are letters to all of
 * them (a BOM is skipped at the beginning of a text).
 */
const blankText = /(?:[ \t\r\n\f\v]+|(?<![^])\ufeff+)/y;
const stringPrefix = /^(?:[eEnNbBxX]|_[a-zA-Z0-9]+|[uU]&)$/;
/** Operators that would change their meaning if they were split, longest first. */
const operators = [
  "<=>",
  "->>",
  "#>>",
  "!~~*",
  "!~~",
  "~~*",
  "!~*",
  "<=",
  ">=",
  "<>",
  "!=",
  "||",
  "::",
  ":=",
  "->",
  "#>",
  "@>",
  "<@",
  "&&",
  "<<",
  ">>",
  "~~",
  "~*",
  "!~",
  "==",
  "**",
  "?|",
  "?&",
];

const match = (pattern: RegExp, sql: Sql, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0].length ?? 0;
};

/**
 * The end of a quoted token that begins at `at`: after its closing quote, with doubled quotes and
 * backslash escapes skipped; the end of the text if it never closes.
 */
const closing = (
  sql: Sql,
  at: number,
  close: string,
  doubles: boolean,
  backslash: boolean,
): number => {
  for (let i = at; i < sql.length; i++) {
    if (backslash && sql[i] === "\\") {
      i++;
      continue;
    }
    if (sql[i] !== close) continue;
    if (doubles && sql[i + 1] === close) {
      i++;
      continue;
    }
    return i + 1;
  }
  return sql.length;
};

/** Block comments nest in PostgreSQL, where dollar quotes are known too. */
const commentEnd = (sql: Sql, at: number, nests: boolean): number => {
  let depth = 1;
  for (let i = at + 2; i < sql.length; i++) {
    if (nests && sql.startsWith("/*", i)) {
      depth++;
      i++;
    } else if (sql.startsWith("*/", i)) {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    }
  }
  return sql.length;
};

const lineEnd = (sql: Sql, at: number): number => {
  const end = sql.indexOf("\n", at);
  return end < 0 ? sql.length : end + 1;
};

const [tab, carriageReturn, space, zero, nine, underscore, dollar] = [
  0x09, 0x0d, 0x20, 0x30, 0x39, 0x5f, 0x24,
];

const isAsciiLetter = (code: number): boolean => {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
};

/**
 * The end of the blanks or the word at `at`, where all of it is ASCII, as most SQL is; `at` itself
 * where the regular expressions have to decide.
 */
const plainEnd = (sql: Sql, at: number, holds: (code: number) => boolean): number => {
  let end = at;
  while (end < sql.length && holds(sql.charCodeAt(end))) end++;
  return sql.charCodeAt(end) >= 0x80 ? at : end;
};

const isPlainBlank = (code: number): boolean =>
  code === space || (code >= tab && code <= carriageReturn);

const isPlainWord = (code: number): boolean =>
  isAsciiLetter(code) || (code >= zero && code <= nine) || code === underscore || code === dollar;

/** A blank, a control character or the end of the text. */
const isBlankAt = (sql: Sql, at: number): boolean => at >= sql.length || sql.charCodeAt(at) <= 0x20;

const isWordStart = (sql: Sql, at: number): boolean => {
  const code = sql.charCodeAt(at);
  return code < 0x80
    ? isAsciiLetter(code) || code === underscore
    : wordStart.test(String.fromCodePoint(sql.codePointAt(at) ?? 0));
};

/** Symbols that are a token by themselves on every server. */
const alone = new Set(["(", ")", ",", ";"]);

/** The kind and end of the token at `at`. */
const next = (sql: Sql, at: number, lexicon: Lexicon): readonly [Token["kind"], number] => {
  const c = sql[at] ?? "";
  const code = sql.charCodeAt(at);
  if (isPlainBlank(code)) {
    const end = plainEnd(sql, at, isPlainBlank);
    if (end > at) return ["blank", end];
  }
  if (alone.has(c)) return ["symbol", at + 1];
  const blank = code < 0x80 && !isPlainBlank(code) ? 0 : match(blankText, sql, at);
  if (blank > 0) return ["blank", at + blank];
  if (sql.startsWith("--", at) && (!lexicon.dashCommentNeedsBlank || isBlankAt(sql, at + 2)))
    return ["blank", lineEnd(sql, at)];
  if (c === "#" && lexicon.hashComments) return ["blank", lineEnd(sql, at)];
  if (lexicon.slashComments === true && sql.startsWith("//", at))
    return ["blank", lineEnd(sql, at)];
  if (sql.startsWith("/*", at)) return ["blank", commentEnd(sql, at, lexicon.dollarQuotes)];
  const identifierClose = lexicon.identifierQuotes[c];
  if (identifierClose !== undefined)
    return ["quoted", closing(sql, at + 1, identifierClose, identifierClose !== "]", false)];
  if (lexicon.stringQuotes.includes(c))
    return ["string", closing(sql, at + 1, c, true, lexicon.backslashEscapes)];
  if (c === "$" && lexicon.dollarQuotes) {
    const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(sql.slice(at, at + 80))?.[0];
    if (tag !== undefined) {
      const end = sql.indexOf(tag, at + tag.length);
      return ["string", end < 0 ? sql.length : end + tag.length];
    }
  }
  if (isWordStart(sql, at)) {
    const plain = plainEnd(sql, at, isPlainWord);
    const end = plain > at ? plain : at + Math.max(1, match(wordRest, sql, at));
    const word = sql.slice(at, end);
    const quote = sql[end] ?? "";
    if (quote === "'" && stringPrefix.test(word)) {
      return [
        "string",
        closing(sql, end + 1, quote, true, lexicon.backslashEscapes || /^e$/i.test(word)),
      ];
    }
    return ["word", end];
  }
  const number = c === "." || (code >= zero && code <= nine) ? match(numberText, sql, at) : 0;
  if (number > 0) return ["number", at + number];
  const operator = operators.find((o) => sql.startsWith(o, at));
  return [
    "symbol",
    at + (operator?.length ?? String.fromCodePoint(sql.codePointAt(at) ?? 0).length),
  ];
};

const unquote = (text: Sql, lexicon: Lexicon): string => {
  const close = lexicon.identifierQuotes[text[0] ?? ""] ?? "";
  const body = text.slice(1, text.endsWith(close) && text.length > 1 ? -1 : undefined);
  const name = close === "]" ? body : body.replaceAll(close + close, close);
  return lexicon.writtenName?.(name) ?? name;
};

/**
 * All tokens, blanks included. Never throws: a quote or comment that is not closed runs to the end.
 */
export const tokenize = (sql: Sql, lexicon: Lexicon): readonly Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length;) {
    const [kind, end] = next(sql, at, lexicon);
    const text = sql.slice(at, end);
    tokens.push({
      kind,
      text,
      start: at,
      end,
      value: kind === "quoted" ? unquote(text, lexicon) : text,
    });
    at = end;
  }
  return tokens;
};

/** The tokens without blanks and comments. */
export const meaningful = (sql: Sql, lexicon: Lexicon): readonly Token[] =>
  tokenize(sql, lexicon).filter((t) => t.kind !== "blank");

/**
 * The index of the bracket that closes the one at `at`; -1 where none opens there, or it is not
 * closed.
 */
export const closingBracket = (tokens: readonly Token[], at: number): number => {
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    const text = tokens[i]?.kind === "symbol" ? tokens[i]?.text : "";
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
    if (depth === 0) return i === at ? -1 : i;
  }
  return -1;
};
