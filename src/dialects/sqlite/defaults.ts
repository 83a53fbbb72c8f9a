/** What a default of SQLite is told by: the number that it says. */
import type { Sql } from "../../model/index.js";
import { withoutTrailingZeros } from "../../sql/index.js";
import { affinity, type Affinity } from "./types.js";

const keepsNumbers: ReadonlySet<Affinity> = new Set(["INTEGER", "REAL", "NUMERIC"]);

const literal = /^('?)([+-]?(?:\d+\.\d*|\.\d+|\d+))\1$/;

/** A column that keeps numbers stores 2.50 and '2.5' as 2.5, so all are one default (datatype3.html, 3). */
export const toldDefault = (text: Sql, type: Sql): string | null => {
  const number = literal.exec(text)?.[2];
  return number === undefined || !keepsNumbers.has(affinity(type)) ? null : withoutTrailingZeros(number);
};
