/** The key by which defaults are compared in PostgreSQL: the number in a numeric default. */
import type { Sql } from "../../model/index.js";
import { withoutTrailingZeros } from "../../sql/index.js";

const isNumber = /^(?:numeric|real|double precision|integer|bigint|smallint)\b[^[]*$/;

/**
 * `2.50`, `'2.50'`, and `'-2.50'::numeric`, which is how the server prints a negative number
 * (ruleutils.c, get_const_expr).
 */
const literal = /^('?)([+-]?(?:\d+\.\d*|\.\d+|\d+))('(?:::[a-z ]+(?:\([\d,]+\))?)?)?$/;

export const defaultKey = (text: Sql, type: Sql): string | null => {
  const [, open, number, rest] = literal.exec(text) ?? [];
  return number === undefined || !isNumber.test(type) || (open === "") !== (rest === undefined)
    ? null
    : withoutTrailingZeros(number);
};
