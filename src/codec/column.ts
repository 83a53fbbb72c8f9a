/** The codec of a column, with its identity and its generation. */
import {
  plainNumbers,
  type Column,
  type Generated,
  type Identity,
  type Options,
  type SequenceNumbers,
} from "../model/index.js";
import { choice, defined, described, flag, text, type Codec } from "./codec.js";
import { dictionary, numerals as readNumerals } from "./decode.js";
import { needed, or, orNull, record, type Rows } from "./record.js";

const numerals: Codec<string> = defined("numerals", {
  encode: (value) => value,
  decode: readNumerals,
  schema: {
    description: "A whole number of any size; as text where it passes 2^53.",
    anyOf: [{ type: "string", pattern: "^-?[0-9]+$" }, { type: "integer" }],
  },
  uses: [],
});

export const sequenceNumberRows: Rows<SequenceNumbers> = {
  start: orNull(numerals),
  increment: orNull(numerals),
  min: orNull(numerals),
  max: orNull(numerals),
  cache: orNull(numerals),
  cycle: or(flag, false),
};

const numbers = defined(
  "numbers",
  described(
    record<SequenceNumbers>(sequenceNumberRows),
    "The numbers of a sequence; null where the server's default holds.",
  ),
);

const identity = defined(
  "identity",
  record<Identity>({
    kind: needed(choice("always", "byDefault", "serial", "autoIncrement")),
    numbers: or(numbers, plainNumbers),
  }),
);

const generated = defined(
  "generated",
  record<Generated>({ expression: needed(text), stored: needed(flag) }),
);

export const options: Codec<Options> = defined("options", {
  encode: (value) => value,
  decode: dictionary(text.decode),
  schema: {
    description: "Settings that only one dialect knows.",
    type: "object",
    additionalProperties: text.schema,
  },
  uses: [],
});

export const column = defined(
  "column",
  record<Column>({
    name: needed(text),
    type: needed(text),
    nullable: or(flag, true),
    default: orNull(text),
    identity: orNull(identity),
    generated: orNull(generated),
    collation: orNull(text),
    onUpdate: orNull(text),
    comment: orNull(text),
    options: or(options, {}),
  }),
);
