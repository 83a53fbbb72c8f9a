/** The codec of what a SQL text has after REFERENCES. */
import type { SpelledReference } from "../model/index.js";
import type { SpelledReferenceLiteral } from "./literal.js";
import { defined, described, text, texts } from "./codec.js";
import { needed, orNull, record } from "./record.js";

export const spelledReference = defined(
  "spelledReference",
  described(
    record<SpelledReference, SpelledReferenceLiteral>({
      table: needed(text),
      columns: orNull(texts),
    }),
    "Without `columns` they are left to the target's primary key.",
  ),
);
