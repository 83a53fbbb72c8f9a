/** A script's transaction is the migrator's: where SQL of the author's own ended it, a rebuild would run without one. */
import { lexicon } from "../../../dialects/sqlite/lexicon.js";
import { SchemaDiffError, type Operation } from "../../../model/index.js";
import { meaningful, type Token } from "../../../sql/index.js";

const isWord = (token: Token | undefined, words: RegExp): boolean =>
  token?.kind === "word" && words.test(token.text);

/** The words with which statements begin; of what a trigger does, BEGIN and END are its own. */
const beginnings = (tokens: readonly Token[]): readonly number[] => {
  const trigger = tokens.findIndex((t) => isWord(t, /^trigger$/i));
  return tokens.flatMap((_, i) =>
    (i === 0 || tokens[i - 1]?.text === ";") && (trigger < 0 || i < trigger) ? [i] : [],
  );
};

/** Savepoints are the author's own: ROLLBACK TO one, also ROLLBACK TRANSACTION TO it. */
const ends = (tokens: readonly Token[], i: number): boolean =>
  isWord(tokens[i], /^(?:begin|commit|end|rollback)$/i) &&
  ![1, 2].some((ahead) => isWord(tokens[i + ahead], /^to$/i));

/** @throws SchemaDiffError `script` */
export const refuseTransactions = (operation: Operation): void => {
  if (operation.do !== "execute") return;
  const tokens = meaningful(operation.sql, lexicon);
  const at = beginnings(tokens).find((i) => ends(tokens, i));
  if (at === undefined) return;
  const word = tokens[at]?.text.toUpperCase() ?? "";
  throw new SchemaDiffError(
    "script",
    `op.execute cannot run ${word}: a script has one transaction, which is begun and ended for it`,
    "leave that out; what is to be kept by itself goes into a script of its own",
  );
};
