/** The codec of an index. */
import type { Index } from "../model/index.js";
import { defined, flag, list, text, texts } from "./codec.js";
import { options } from "./column.js";
import { nulls } from "./constraint.js";
import { snapshotElement } from "./element.js";
import { name } from "./name.js";
import { maybe, needed, or, orNull, record } from "./record.js";

export const index = defined(
  "index",
  record<Index>({
    name: needed(name),
    elements: needed(list(snapshotElement)),
    unique: or(flag, false),
    nulls,
    method: orNull(text),
    include: or(texts, []),
    where: orNull(text),
    comment: orNull(text),
    options: or(options, {}),
    definition: maybe(text),
  }),
);
