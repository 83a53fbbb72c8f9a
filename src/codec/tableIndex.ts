/**
 * The codecs of an index: whole in JSON, and in scripts its attributes besides its name and
 * columns.
 */
import type { Index } from "../model/index.js";
import { defined, flag, list, text, texts } from "./codec.js";
import { nulls } from "./constraint.js";
import { snapshotElement } from "./element.js";
import type { IndexOptionsLiteral } from "./literal.js";
import { name } from "./name.js";
import { options } from "./options.js";
import { maybe, needed, or, orNull, part, record, type Rows } from "./record.js";

const traitRows: Rows<Omit<Index, "name" | "elements">, IndexOptionsLiteral> = {
  unique: or(flag, false),
  nulls,
  method: orNull(text),
  include: or(texts, []),
  where: orNull(text),
  comment: orNull(text),
  options: or(options, {}),
  definition: maybe(text),
};

export const indexTraits = part(traitRows);

export const index = defined(
  "index",
  record<Index>({ name: needed(name), elements: needed(list(snapshotElement)), ...traitRows }),
);
