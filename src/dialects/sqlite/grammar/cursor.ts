/**
 * Walks over the meaningful tokens of one SQLite statement; every reader of the grammar uses it.
 */
import { SchemaDiffError, type Sql } from "../../../model/index.js";
import type { Token } from "../../../sql/index.js";
import { upper } from "../lexicon.js";
import { solidOf } from "../tokens.js";
import type { Identifier, Range } from "./tree.js";

export interface Cursor {
  readonly sql: Sql;
  readonly peek: (ahead?: number) => Token | undefined;
  readonly next: () => Token;
  /** Are the next tokens these unquoted words or symbols (words given in upper case)? */
  readonly at: (...words: readonly string[]) => boolean;
  /** Moves past them if they are the next tokens. */
  readonly accept: (...words: readonly string[]) => boolean;
  readonly expect: (...words: readonly string[]) => void;
  /** A name in any quotes, also '…', which SQLite accepts where a name is required. */
  readonly identifier: () => Identifier;
  /** Moves past a balanced (…) and returns its range, parentheses included. */
  readonly group: () => Range;
  /** Where the next token begins, and where the previous one ended. */
  readonly start: () => number;
  readonly end: () => number;
  readonly fail: (wanted: string) => never;
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token !== undefined &&
  (token.kind === "word"
    ? upper(token.text) === word
    : token.kind === "symbol" && token.text === word);

export const nameOf = (token: Token): string =>
  token.kind === "string" ? token.text.slice(1, -1).replaceAll("''", "'") : token.value;

/**
 * SQLite skips a byte order mark where a token may begin (tokenize.c, CC_BOM); our tokenizer does
 * not, so it is not accepted in a name.
 */
const isBareName = ({ kind, text }: Token): boolean =>
  kind === "word" && !text.startsWith("\ufeff");

export const isName = (token: Token | undefined): boolean =>
  token !== undefined &&
  (isBareName(token) ||
    token.kind === "quoted" ||
    (token.kind === "string" && token.text.startsWith("'")));

export const cursorOf = (sql: Sql): Cursor => {
  const tokens = solidOf(sql);
  let position = 0;
  const peek = (ahead = 0): Token | undefined => tokens[position + ahead];
  const fail = (wanted: string): never => {
    const token = peek();
    const place =
      token === undefined
        ? "at the end"
        : `at ${JSON.stringify(token.text.slice(0, 40))} (character ${token.start + 1})`;
    throw new SchemaDiffError(
      "source",
      `SQLite's DDL was not understood ${place}: ${wanted} was expected in ${JSON.stringify(sql.slice(0, 200))}`,
      "where the SQL is yours, correct it; where SQLite takes it as it stands, report this with the text",
    );
  };
  const next = (): Token => {
    const token = peek() ?? fail("more");
    position++;
    return token;
  };
  const at = (...words: readonly string[]): boolean =>
    words.every((word, i) => isWord(peek(i), word));
  const accept = (...words: readonly string[]): boolean => {
    if (!at(...words)) return false;
    position += words.length;
    return true;
  };
  const expect = (...words: readonly string[]): void => {
    if (!accept(...words)) fail(words.join(" "));
  };
  const identifier = (): Identifier => {
    if (!isName(peek())) fail("a name");
    const token = next();
    return { start: token.start, end: token.end, name: nameOf(token) };
  };
  const group = (): Range => {
    const start = peek()?.start ?? 0;
    expect("(");
    for (let depth = 1; depth > 0;) {
      const token = next();
      if (token.kind === "symbol" && token.text === "(") depth++;
      if (token.kind === "symbol" && token.text === ")") depth--;
    }
    return { start, end: tokens[position - 1]?.end ?? sql.length };
  };
  return {
    sql,
    peek,
    next,
    at,
    accept,
    expect,
    identifier,
    group,
    fail,
    start: () => peek()?.start ?? sql.length,
    end: () => tokens[position - 1]?.end ?? 0,
  };
};
