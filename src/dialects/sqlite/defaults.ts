/** Defaults of SQLite in one spelling: none for NULL, and a key by which numbers are compared. */
import type { Sql } from "../../model/index.js";
import { withoutOuterParentheses, withoutTrailingZeros } from "../../sql/index.js";
import { lexicon, upper } from "./lexicon.js";
import { affinity, type Affinity } from "./affinity.js";

/**
 * The default without outer parentheses; null where it is NULL, which is the same as no default.
 */
export const normalizedDefault = (value: Sql): Sql | null => {
  const text = withoutOuterParentheses(value, lexicon);
  return upper(text) === "NULL" ? null : text;
};

const keepsNumbers: ReadonlySet<Affinity> = new Set(["INTEGER", "REAL", "NUMERIC"]);

const literal = /^('?)([+-]?(?:\d+\.\d*|\.\d+|\d+))\1$/;

/**
 * A column of numeric affinity stores 2.50 and '2.5' as 2.5, so they are the same default
 * (datatype3.html, 3).
 */
export const defaultKey = (text: Sql, type: Sql): string | null => {
  const number = literal.exec(text)?.[2];
  return number === undefined || !keepsNumbers.has(affinity(type))
    ? null
    : withoutTrailingZeros(number);
};
