/**
 * The DEFAULT of a column's clause, whose grammar allows less than other places (gram.y: `DEFAULT
 * b_expr`).
 */
import type { Sql } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/**
 * Keywords that an `a_expr` may contain and a `b_expr` may not; COLLATE after a literal would be
 * taken for the column's.
 */
const beyond =
  /^(?:collate|not|and|or|is|isnull|notnull|in|like|ilike|similar|between|at|overlaps)$/i;

const needsParentheses = (sql: Sql): boolean => {
  let depth = 0;
  return meaningful(sql, lexicon).some(({ kind, text }) => {
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
    return depth === 0 && kind === "word" && beyond.test(text);
  });
};

export const defaultClause = (sql: Sql | null): Sql => {
  if (sql === null) return "";
  return needsParentheses(sql) ? `DEFAULT (${sql})` : `DEFAULT ${sql}`;
};
