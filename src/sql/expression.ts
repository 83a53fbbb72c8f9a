/**
 * What the tokens of an expression alone tell about it: equal spelling, outer parentheses, the
 * columns it names.
 */
import type { Sql } from "../model/index.js";
import { caseless } from "./fold.js";
import type { ColumnName, Lexicon } from "./lexicon.js";
import { meaningful, type Token } from "./tokens.js";

/** Is the whole token list inside one pair of parentheses? */
const wrapped = (tokens: readonly Token[]): boolean => {
  if (tokens[0]?.text !== "(") return false;
  let depth = 0;
  for (const [i, { text, kind }] of tokens.entries()) {
    if (kind === "symbol" && text === "(") depth++;
    if (kind === "symbol" && text === ")") depth--;
    if (depth === 0) return i === tokens.length - 1;
  }
  return false;
};

const unwrap = (tokens: readonly Token[]): readonly Token[] =>
  wrapped(tokens) ? unwrap(tokens.slice(1, -1)) : tokens;

/**
 * The expression without surrounding blanks and without parentheses that enclose all of it. The
 * inner text is unchanged.
 */
export const withoutOuterParentheses = (sql: Sql, lexicon: Lexicon): Sql => {
  const inner = unwrap(meaningful(sql, lexicon));
  const first = inner[0];
  const last = inner.at(-1);
  return first === undefined || last === undefined ? "" : sql.slice(first.start, last.end);
};

const fold = (word: string, lexicon: Lexicon): string =>
  lexicon.caseInsensitive !== false
    ? caseless(word, lexicon)
    : lexicon.foldsTo === "lower"
      ? word.toLowerCase()
      : lexicon.foldsTo === "upper"
        ? word.toUpperCase()
        : word;

/**
 * A token, normalized so that equal spellings have equal text: `"a"` and `a` where folding makes
 * them one, `SELECT` and `select`.
 */
const spelling = (token: Token, lexicon: Lexicon): string => {
  if (token.kind === "word") return `w ${fold(token.value, lexicon)}`;
  if (token.kind === "quoted") return `w ${caseless(token.value, lexicon)}`;
  if (token.kind === "symbol" && token.text === "!=") return "symbol <>";
  return `${token.kind} ${token.text}`;
};

/** A key that two expressions share exactly when they are spelled with the same tokens, outer parentheses apart. Equal keys mean the same; unequal ones prove nothing. */
export const spellingKey = (sql: Sql, lexicon: Lexicon): string =>
  unwrap(meaningful(sql, lexicon))
    .map((token) => spelling(token, lexicon))
    .join("\n");

/** May this token be the name of a column (not a function call, not after `::` or a dot of another table)? */
const identifierAt = (tokens: readonly Token[], i: number): boolean => {
  const token = tokens[i];
  if (token === undefined || (token.kind !== "word" && token.kind !== "quoted")) return false;
  return (
    !(tokens[i + 1]?.text === "(" && token.kind === "word") &&
    tokens[i - 1]?.text !== "::" &&
    tokens[i + 1]?.text !== "."
  );
};

/**
 * The names that may be columns: by the dialect's grammar where it has a parser, otherwise judged
 * by the tokens next to each name.
 */
export const columnNamesIn = (
  sql: Sql,
  lexicon: Lexicon,
): readonly (ColumnName & { readonly folded: string })[] => {
  const read = lexicon.namesIn?.(sql) ?? null;
  if (read !== null)
    return read.map((found) => ({ ...found, folded: caseless(found.name, lexicon) }));
  const tokens = meaningful(sql, lexicon);
  return tokens
    .filter((_, i) => identifierAt(tokens, i))
    .map(({ kind, value, start, end }) => ({
      start,
      end,
      name: value,
      folded: caseless(kind === "word" ? fold(value, lexicon) : value, lexicon),
    }));
};

/** The columns (of those given) that the expression names, in the order of their first mention. */
export const columnsIn = (
  sql: Sql,
  columns: readonly string[],
  lexicon: Lexicon,
): readonly string[] => {
  const found = new Set<string>();
  for (const { folded } of columnNamesIn(sql, lexicon)) {
    const column = columns.find((name) => folded === caseless(name, lexicon));
    if (column !== undefined) found.add(column);
  }
  return [...found];
};
