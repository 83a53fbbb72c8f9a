/** Adds to a side from a database the original spelling of texts that have an equivalent one; a declaration has only one spelling. */
import type { Dialect } from "../dialects/index.js";
import type { Side } from "../normalize/index.js";

export const withWrittenWords = (
  from: Side,
  to: Side,
  { withWrittenWords: worded }: Dialect,
): readonly [Side, Side] => {
  const withWords = (side: Side, other: Side): Side =>
    worded === undefined || side.origin === "declared"
      ? side
      : { ...side, schema: worded(side.schema, other.schema) };
  return [withWords(from, to), withWords(to, from)];
};
