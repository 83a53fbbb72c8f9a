/** The codec of a selector of objects: a pattern, or a rule. */
import type { SelectionRule, WrittenSelector } from "../normalize/index.js";
import { defined, described, text, texts, type Codec } from "./codec.js";
import { maybe, record } from "./record.js";

const isText = (value: unknown): value is string => typeof value === "string";

const kinds: Codec<string | readonly string[]> = {
  encode: (value) => value,
  decode: (value, at) => (isText(value) ? value : texts.decode(value, at)),
  schema: { anyOf: [text.schema, texts.schema] },
  uses: [],
};

const rule = record<SelectionRule>({
  kind: maybe(kinds),
  schema: maybe(text),
  table: maybe(text),
  name: maybe(text),
});

const eitherWay: Codec<WrittenSelector> = {
  encode: (value) => (isText(value) ? value : rule.encode(value)),
  decode: (value, at) => (isText(value) ? value : rule.decode(value, at)),
  schema: { anyOf: [text.schema, rule.schema] },
  uses: rule.uses,
};

export const selector = defined(
  "selector",
  described(
    eitherWay,
    "A pattern (`tmp_*`, `index:ix_*`), or what a kind, schema, table and name have to be like.",
  ),
);
