/** What the expression of a generated column is told by: without a cast to the column's own type, which the server adds by itself. */
import type { Sql } from "../../model/index.js";
import { tokenize } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/** Where the bracket closes that the text opens with; -1 where it opens with none. */
const endOfFirst = (texts: readonly string[]): number => {
  let depth = 0;
  for (const [i, text] of texts.entries()) {
    if (text === "(") depth++;
    if (text === ")") depth--;
    if (depth === 0) return text === ")" ? i : -1;
  }
  return -1;
};

/**
 * `(a + b)::text` → `a + b` for a text. A type with a length keeps it: a cast cuts what does not fit, and an assignment
 * refuses it.
 */
export const generatedKey = (expression: Sql, type: Sql): Sql => {
  if (/[([]/.test(type)) return expression;
  const texts = tokenize(expression, lexicon).map((token) => token.text);
  const end = endOfFirst(texts);
  return end > 0 && texts.slice(end + 1).join("") === `::${type}`
    ? texts.slice(1, end).join("")
    : expression;
};
