/** What a default of SQLite says: nothing, where it is NULL; the number that it is told by. */
import type { Sql } from "../../model/index.js";
import { withoutOuterParentheses, withoutTrailingZeros } from "../../sql/index.js";
import { lexicon, upper } from "./lexicon.js";
import { affinity, type Affinity } from "./affinity.js";

/** Without parentheses around it; null where it says what no default says. */
export const normalizedDefault = (value: Sql): Sql | null => {
  const text = withoutOuterParentheses(value, lexicon);
  return upper(text) === "NULL" ? null : text;
};

const keepsNumbers: ReadonlySet<Affinity> = new Set(["INTEGER", "REAL", "NUMERIC"]);

const literal = /^('?)([+-]?(?:\d+\.\d*|\.\d+|\d+))\1$/;

/** A column that keeps numbers stores 2.50 and '2.5' as 2.5, so all are one default (datatype3.html, 3). */
export const defaultKey = (text: Sql, type: Sql): string | null => {
  const number = literal.exec(text)?.[2];
  return number === undefined || !keepsNumbers.has(affinity(type))
    ? null
    : withoutTrailingZeros(number);
};
