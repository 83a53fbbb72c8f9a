/** A database also tells the words in which its texts say what means the same otherwise; a declaration has none. */
import type { Dialect } from "../dialects/index.js";
import type { Side } from "../normalize/index.js";

export const withWrittenWords = (
  from: Side,
  to: Side,
  { withWrittenWords: worded }: Dialect,
): readonly [Side, Side] => {
  const told = (side: Side, other: Side): Side =>
    worded === undefined || side.origin === "declared"
      ? side
      : { ...side, schema: worded(side.schema, other.schema) };
  return [told(from, to), told(to, from)];
};
