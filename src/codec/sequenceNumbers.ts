/** The codecs of a sequence's numbers: decimal text in JSON, numbers in scripts where they are exact. */
import type { SequenceNumbers } from "../model/index.js";
import { defined, flag, type Codec } from "./codec.js";
import { numerals as decode } from "../decode/decode.js";
import type { NumberLiteral, SequenceNumbersLiteral } from "./literal.js";
import { or, orNull, type Rows } from "./record.js";

const numerals: Codec<string, NumberLiteral> = defined("numerals", {
  encode: (value) => value,
  decode,
  schema: {
    description: "A whole number of any size; as text where it passes 2^53.",
    anyOf: [{ type: "string", pattern: "^-?[0-9]+$" }, { type: "integer" }],
  },
  uses: [],
});

/** A text becomes a number only where the number prints as the same text. */
const numeralsLiteral: Codec<string, NumberLiteral> = {
  ...numerals,
  encode: (value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) && String(number) === value ? number : value;
  },
};

const rowsWith = (
  codec: Codec<string, NumberLiteral>,
): Rows<SequenceNumbers, SequenceNumbersLiteral> => ({
  start: orNull(codec),
  increment: orNull(codec),
  min: orNull(codec),
  max: orNull(codec),
  cache: orNull(codec),
  cycle: or(flag, false),
});

export const sequenceNumberRows = rowsWith(numerals);
export const sequenceNumberLiteralRows = rowsWith(numeralsLiteral);
