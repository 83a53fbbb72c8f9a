/** Refuses an author's SQL that ends the transaction of a script, or begins another: that transaction belongs to the migrator. */
import { SchemaDiffError, type Operation } from "../model/index.js";
import { meaningful, type Lexicon, type Token } from "../sql/index.js";

const isWord = (token: Token | undefined, words: RegExp): boolean =>
  token?.kind === "word" && words.test(token.text);

/** The index after the END of a body that begins at `i`; the body holds statements of its own, and CASE … END in expressions. */
const afterBody = (tokens: readonly Token[], i: number): number => {
  let depth = 0;
  for (let at = i; at < tokens.length; at += 1) {
    if (isWord(tokens[at], /^(?:begin|case)$/i)) depth += 1;
    if (isWord(tokens[at], /^end$/i) && --depth === 0) return at + 1;
  }
  return tokens.length;
};

/** Does the body of a trigger (SQLite), or of a function in standard SQL (PostgreSQL's BEGIN ATOMIC), begin here? */
const opensBody = (tokens: readonly Token[], start: number, i: number): boolean =>
  i > start &&
  isWord(tokens[i], /^begin$/i) &&
  (isWord(tokens[i + 1], /^atomic$/i) ||
    tokens.slice(start, i).some((token) => isWord(token, /^trigger$/i)));

/** The indexes of the tokens at which statements begin. */
const beginnings = (tokens: readonly Token[]): readonly number[] => {
  const found: number[] = [];
  let start = 0;
  for (let i = 0; i < tokens.length;) {
    if (i === start) found.push(i);
    if (opensBody(tokens, start, i)) i = afterBody(tokens, i);
    else {
      if (tokens[i]?.text === ";") start = i + 1;
      i += 1;
    }
  }
  return found;
};

/** Does this statement begin or end a transaction? Savepoints are allowed: ROLLBACK TO one, also ROLLBACK TRANSACTION TO it. */
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

/** The error where a server refuses a block or a procedure that would end the transaction that it runs in. */
export const blockCannotEnd = (cause: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "script",
    `a block or a procedure cannot end the transaction that it runs in: ${whyNot}`,
    instead,
    { cause },
  );
