/** Between two databases also the words are told in which a text says what means the same otherwise; a declaration has none. */
import type { Dialect } from "../dialects/index.js";
import type { Side } from "../normalize/index.js";

export const withWrittenWords = (
  from: Side,
  to: Side,
  { withWrittenWords: worded }: Dialect,
): readonly [Side, Side] =>
  worded === undefined || from.origin === "declared" || to.origin === "declared"
    ? [from, to]
    : [
        { ...from, schema: worded(from.schema, to.schema) },
        { ...to, schema: worded(to.schema, from.schema) },
      ];
