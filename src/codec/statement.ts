/** The codec of a statement as a value. */
import type { Explanation, Guard, PlannedStatement } from "../model/index.js";
import { choice, defined, described, flag, text, wholeNumber } from "./codec.js";
import { needed, or, orNull, record } from "./record.js";

const guard = defined(
  "guard",
  described(
    record<Guard>({
      question: needed(text),
      message: needed(text),
      todo: needed(text),
      countsRows: or(flag, false),
    }),
    "Asked in the statement's place by whoever can read an answer: a `count` other than 0 means that the rest may not run.",
  ),
);

const explanation = defined(
  "explanation",
  record<Explanation>({ rule: needed(text), of: orNull(text) }),
);

export const plannedStatement = defined(
  "statement",
  record<PlannedStatement>({
    sql: needed(text),
    operation: orNull(
      described(wholeNumber, "Which of the operations it belongs to, counted from 0."),
    ),
    changes: needed(choice("schema", "rows", "session", "temporary", "unknown")),
    transaction: or(
      choice("any", "never", "begins", "commits", "commitAfter", "mayRollBack"),
      "any",
    ),
    lock: orNull(
      described(text, "The strongest lock on what others may be using, as the server calls it."),
    ),
    foreignKeysOff: or(flag, false),
    keysOf: orNull(
      described(text, "A table whose foreign keys have to point to keys at the end of the script."),
    ),
    guard: orNull(guard),
    explain: orNull(explanation),
  }),
);
