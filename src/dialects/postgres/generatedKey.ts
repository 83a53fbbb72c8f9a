/**
 * The key by which expressions of generated columns are compared: without a cast to the column's
 * own type, which the server adds itself.
 */
import type { Sql } from "../../model/index.js";
import { closingBracket, tokenize } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/**
 * `(a + b)::text` → `a + b` for a column of type text. A type with a length keeps the cast: a cast
 * cuts a value that is too long, and an assignment refuses it.
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
