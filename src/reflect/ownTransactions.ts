/** A script's transaction is the migrator's: SQL of the author's own that ends it, or begins another, is refused by its text. */
import { SchemaDiffError, type Operation } from "../model/index.js";
import { meaningful, type Lexicon, type Token } from "../sql/index.js";

const isWord = (token: Token | undefined, words: RegExp): boolean =>
  token?.kind === "word" && words.test(token.text);

/** Behind the END of a body that begins at `i`; what it holds are statements of its own, and the CASEs of their expressions. */
const behindBody = (tokens: readonly Token[], i: number): number => {
  let depth = 0;
  for (let at = i; at < tokens.length; at += 1) {
    if (isWord(tokens[at], /^(?:begin|case)$/i)) depth += 1;
    if (isWord(tokens[at], /^end$/i) && --depth === 0) return at + 1;
  }
  return tokens.length;
};

/** The body of a trigger (SQLite), or of a function in the standard's words (PostgreSQL's BEGIN ATOMIC). */
const opensBody = (tokens: readonly Token[], start: number, i: number): boolean =>
  i > start &&
  isWord(tokens[i], /^begin$/i) &&
  (isWord(tokens[i + 1], /^atomic$/i) ||
    tokens.slice(start, i).some((token) => isWord(token, /^trigger$/i)));

/** The places at which statements begin. */
const beginnings = (tokens: readonly Token[]): readonly number[] => {
  const found: number[] = [];
  let start = 0;
  for (let i = 0; i < tokens.length;) {
    if (i === start) found.push(i);
    if (opensBody(tokens, start, i)) i = behindBody(tokens, i);
    else {
      if (tokens[i]?.text === ";") start = i + 1;
      i += 1;
    }
  }
  return found;
};

/** Savepoints are the author's own: ROLLBACK TO one, also ROLLBACK TRANSACTION TO it. */
const ends = (tokens: readonly Token[], i: number): boolean =>
  (isWord(tokens[i], /^(?:abort|begin|commit|end|rollback)$/i) ||
    (isWord(tokens[i], /^(?:prepare|start)$/i) && isWord(tokens[i + 1], /^transaction$/i))) &&
  ![1, 2].some((ahead) => isWord(tokens[i + ahead], /^to$/i));

const whyNot = "a script has one transaction, which is begun and ended for it";
const instead = "leave that out; what is to be kept by itself goes into a script of its own";

/** @throws SchemaDiffError `script` */
export const refuseTransactions = (operation: Operation, lexicon: Lexicon): void => {
  if (operation.do !== "execute") return;
  const tokens = meaningful(operation.sql, lexicon);
  const at = beginnings(tokens).find((i) => ends(tokens, i));
  if (at === undefined) return;
  const word = tokens[at]?.text.toUpperCase() ?? "";
  throw new SchemaDiffError("script", `op.execute cannot run ${word}: ${whyNot}`, instead);
};

/** What a server says of a block or a procedure that would end the transaction that it runs in. */
export const blockCannotEnd = (cause: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "script",
    `a block or a procedure cannot end the transaction that it runs in: ${whyNot}`,
    instead,
    { cause },
  );
