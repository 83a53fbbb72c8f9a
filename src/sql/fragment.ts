/**
 * Checks that a text is exactly one piece of SQL of its kind, so that it adds nothing else to the
 * statement it is put into.
 */
import { lookupTable, type Sql, type Syntax } from "../model/index.js";
import { foldAToZ } from "./fold.js";
import type { Lexicon } from "./lexicon.js";
import { tokenize, type Token } from "./tokens.js";

interface Placed extends Token {
  /** How many brackets are open around it. */
  readonly depth: number;
}

type Problem = string | null;

const closingOf: Readonly<Record<string, string>> = lookupTable({ "(": ")", "[": "]", "{": "}" });
const closers: readonly string[] = Object.values(closingOf);

const isBlockComment = ({ kind, text }: Token): boolean =>
  kind === "blank" && text.startsWith("/*");

const isLineComment = ({ kind, text }: Token): boolean =>
  kind === "blank" && /^(?:--|#|\/\/)/.test(text);

/**
 * A closed quote or comment reads the same whatever follows; one that is not closed swallows what
 * follows, so it can only be the last token.
 */
const isClosed = (token: Token, sql: Sql, lexicon: Lexicon): boolean =>
  token.end < sql.length ||
  !(token.kind === "string" || token.kind === "quoted" || isBlockComment(token)) ||
  tokenize(`${token.text} x`, lexicon)[0]?.text === token.text;

/** MySQL and MariaDB execute the contents of such a comment. */
const isExecutable = ({ kind, text }: Token, { hashComments }: Lexicon): boolean =>
  kind === "blank" && hashComments && /^\/\*M?!/.test(text);

/**
 * A line comment that no newline ends, so that it would swallow the text that is printed after it.
 */
const isOpenComment = (token: Token): boolean => isLineComment(token) && !token.text.endsWith("\n");

/**
 * Whatever begins a quote or comment on any server, ends a statement, or cannot be in a text (NUL);
 * without any of these the tokens cannot be wrong.
 */
const mayHide = /['"`[\\$#;\0]|--|\/\*/;

/** @param tokens all tokens of `sql` */
const lexicalProblem = (tokens: readonly Token[], sql: Sql, lexicon: Lexicon): Problem => {
  const holdsNul = sql.includes("\0");
  for (const token of tokens) {
    if (holdsNul && token.text.includes("\0")) return "it holds a NUL";
    if (!isClosed(token, sql, lexicon))
      return token.kind === "blank" ? "a comment is not closed" : "a quote is not closed";
    if (isExecutable(token, lexicon)) return "it holds a comment that the server runs";
    if (token.kind === "symbol" && token.text === ";") return "it holds the end of a statement (;)";
  }
  const last = tokens.at(-1);
  return last !== undefined && isOpenComment(last)
    ? "it ends in a comment, which would hide what follows"
    : null;
};

/** The tokens without blanks, each with its depth; null where brackets do not match. */
const placed = (tokens: readonly Token[]): readonly Placed[] | null => {
  const open: string[] = [];
  const all: Placed[] = [];
  for (const token of tokens) {
    const { kind, text } = token;
    if (kind === "blank") continue;
    if (kind === "symbol" && closers.includes(text) && open.pop() !== text) return null;
    const { start, end, value } = token;
    all.push({ kind, text, start, end, value, depth: open.length });
    const close = kind === "symbol" ? closingOf[text] : undefined;
    if (close !== undefined) open.push(close);
  }
  return open.length === 0 ? all : null;
};

/** Reserved words of every server: outside parentheses, each begins another clause. */
const clauseWords = new Set(["check", "constraint", "default", "primary", "references", "unique"]);

/** Those of `clauseWords` that are not a function's name either, as DEFAULT(column) is one. */
const clauseOnly = new Set(["check", "constraint", "primary", "references", "unique"]);

/** Further words that cannot be part of a type. */
const columnWords = new Set(["as", "auto_increment", "comment", "generated", "not", "null", "on"]);

const startsClause = (tokens: readonly Placed[], wanted: ReadonlySet<string>): Problem => {
  const found = tokens.find(
    ({ kind, text, depth }, i) =>
      depth === 0 &&
      kind === "word" &&
      wanted.has(foldAToZ(text)) &&
      (clauseOnly.has(foldAToZ(text)) || tokens[i + 1]?.text !== "(") &&
      tokens[i - 1]?.text !== ".",
  );
  return found === undefined ? null : `${found.text} begins another clause`;
};

/** Words that end the options of a table and begin a query that fills it. */
const queryWords = new Set([
  ...clauseWords,
  "as",
  "ignore",
  "replace",
  "select",
  "table",
  "values",
  "with",
]);

const queryBeginnings = new Set(["select", "with", "values", "table"]);

const commaOutside = (tokens: readonly Placed[]): Problem =>
  tokens.some(({ kind, text, depth }) => kind === "symbol" && text === "," && depth === 0)
    ? "a comma stands outside of brackets"
    : null;

const typeSymbols = new Set([".", "(", ")", "[", "]"]);
const argumentSymbols = new Set([...typeSymbols, ",", "-", "+"]);

const typeProblem = (tokens: readonly Placed[]): Problem => {
  const [first] = tokens;
  if (first !== undefined && first.kind !== "word" && first.kind !== "quoted")
    return "a type begins with a name";
  const strange = tokens.find(({ kind, text, depth }) =>
    kind === "symbol"
      ? !(depth === 0 ? typeSymbols : argumentSymbols).has(text)
      : depth === 0 && (kind === "string" || kind === "number"),
  );
  return strange === undefined
    ? startsClause(tokens, new Set([...clauseWords, ...columnWords]))
    : `${strange.text} stands in no type`;
};

const nameProblem = (tokens: readonly Placed[]): Problem => {
  const open = tokens.filter(({ depth }) => depth === 0);
  const isPart = ({ kind }: Placed): boolean => kind === "word" || kind === "quoted";
  const end = open.findIndex(({ text, kind }) => kind === "symbol" && text === "(");
  const names = end < 0 ? open : open.slice(0, end);
  const tail = end < 0 ? [] : open.slice(end).map(({ text }) => text);
  const alternate = names.every((t, i) => (i % 2 === 0 ? isPart(t) : t.text === "."));
  return alternate && names.length % 2 === 1 && (tail.length === 0 || tail.join("") === "()")
    ? null
    : "it is no name";
};

const operatorProblem = (tokens: readonly Placed[]): Problem => {
  const [first] = tokens;
  const symbols = tokens.every(
    ({ kind, text }) => kind === "symbol" && /^[-+*/<>=~!@#%^&|`?:]+$/.test(text),
  );
  const together = tokens.every((t, i) => i === 0 || tokens[i - 1]?.end === t.start);
  const named = first?.kind === "word" && foldAToZ(first.text) === "operator";
  return (symbols && together) || (named && tokens[1]?.text === "(" && tokens.at(-1)?.text === ")")
    ? null
    : "it is no operator";
};

const rules: Readonly<
  Record<
    Exclude<Syntax, "number" | "definition" | "statement">,
    (tokens: readonly Placed[]) => Problem
  >
> = {
  type: typeProblem,
  expression: (tokens) =>
    tokens.length === 0
      ? "it is empty"
      : (commaOutside(tokens) ?? startsClause(tokens, clauseWords)),
  name: nameProblem,
  operator: operatorProblem,
  setting: (tokens) => commaOutside(tokens) ?? startsClause(tokens, queryWords),
  settings: () => null,
  query: (tokens) =>
    queryBeginnings.has(foldAToZ(tokens.find(({ text }) => text !== "(")?.text ?? ""))
      ? null
      : "it begins as no query does",
};

/**
 * Nothing may follow a statement, and only the body of a trigger or a function contains statements
 * of its own.
 */
const statementProblem = (sql: Sql, lexicon: Lexicon): Problem => {
  if (!mayHide.test(sql)) return null;
  const all = tokenize(sql, lexicon);
  if (!/begin/i.test(sql)) return lexicalProblem(all, sql, lexicon);
  const tokens = all.filter(({ kind }) => kind !== "blank");
  const word = (token: Token | undefined): string => foldAToZ(token?.text ?? "");
  const begin = tokens.findIndex((token) => token.kind === "word" && word(token) === "begin");
  const hasBody = tokens
    .slice(0, begin)
    .some((token) => ["trigger", "function", "procedure"].includes(word(token)));
  const body = hasBody && begin > 0 && word(tokens.at(-1)) === "end";
  const outside = body ? all.filter((token) => token.start < (tokens[begin]?.start ?? 0)) : all;
  return lexicalProblem(outside, sql, lexicon);
};

const definitionProblem = (sql: Sql, lexicon: Lexicon): Problem =>
  foldAToZ(tokenize(sql, lexicon).find(({ kind }) => kind !== "blank")?.text ?? "") === "create"
    ? statementProblem(sql, lexicon)
    : "it does not begin with CREATE";

/** Why `sql` is not exactly one piece of SQL of this kind; null where it is. */
export const fragmentProblem = (sql: Sql, syntax: Syntax, lexicon: Lexicon): Problem => {
  if (syntax === "number") return /^-?\d+$/.test(sql) ? null : "it is no whole number";
  if (syntax === "definition") return definitionProblem(sql, lexicon);
  if (syntax === "statement") return statementProblem(sql, lexicon);
  const tokens = tokenize(sql, lexicon);
  const lexical = lexicalProblem(tokens, sql, lexicon);
  if (lexical !== null) return lexical;
  const all = placed(tokens);
  return all === null ? "its brackets do not match" : rules[syntax](all);
};
