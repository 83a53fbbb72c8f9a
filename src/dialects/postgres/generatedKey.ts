/** What the expression of a generated column is told by: without a cast to the column's own type, which the server adds by itself. */
import type { Sql } from "../../model/index.js";
import { closingBracket, tokenize } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/**
 * `(a + b)::text` → `a + b` for a text. A type with a length keeps it: a cast cuts what does not fit, and an assignment
 * refuses it.
 */
export const generatedKey = (expression: Sql, type: Sql): Sql => {
  if (/[([]/.test(type)) return expression;
  const tokens = tokenize(expression, lexicon);
  const texts = tokens.map((token) => token.text);
  const end = closingBracket(tokens, 0);
  return texts[0] === "(" && end > 0 && texts.slice(end + 1).join("") === `::${type}`
    ? texts.slice(1, end).join("")
    : expression;
};
