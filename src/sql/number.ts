/** Number literals: one value, written in several ways. */
import type { Sql } from "../model/index.js";

/** `2.50` → `2.5`, `-2.00` → `-2`; any other text, also a number without a point, as it is. */
export const withoutTrailingZeros = (text: Sql): Sql =>
  text.replace(/^([+-]?\d*\.\d*?)0+$/, "$1").replace(/^([+-]?\d+)\.$/, "$1");
