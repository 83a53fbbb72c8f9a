/** The codec of a namespace. */
import type { Namespace } from "../model/index.js";
import { defined, described, text, wholeNumber } from "./codec.js";
import { maybe, needed, orNull, record } from "./record.js";

export const namespace = defined(
  "namespace",
  described(
    record<Namespace>({
      name: needed(text),
      comment: orNull(text),
      undropDays: maybe(wholeNumber),
    }),
    "A schema other than the default one.",
  ),
);
