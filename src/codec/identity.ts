/** The codecs of a column's identity. */
import { plainNumbers, type Identity, type SequenceNumbers } from "../model/index.js";
import { choice, defined, described, type Codec } from "./codec.js";
import type { IdentityKindLiteral, IdentityLiteral, SequenceNumbersLiteral } from "./literal.js";
import { needed, or, part, record } from "./record.js";
import { sequenceNumberLiteralRows, sequenceNumberRows } from "./sequenceNumbers.js";

const kind = choice("always", "byDefault", "serial", "autoIncrement");

const numbers = defined(
  "numbers",
  described(
    record<SequenceNumbers>(sequenceNumberRows),
    "The numbers of a sequence; null where the server's default holds.",
  ),
);

export const identity = defined(
  "identity",
  record<Identity>({ kind: needed(kind), numbers: or(numbers, plainNumbers) }),
);

/** In scripts the numbers are fields next to the kind. */
const besideKind = record<
  Identity,
  { readonly kind: IdentityKindLiteral } & SequenceNumbersLiteral
>({
  kind: needed(kind),
  numbers: part<SequenceNumbers, SequenceNumbersLiteral>(sequenceNumberLiteralRows),
});

/** A kind without numbers is written as its name alone. */
export const identityLiteral: Codec<Identity, IdentityLiteral> = {
  encode: (value) => {
    const written = besideKind.encode(value);
    return Object.keys(written).length === 1 ? written.kind : written;
  },
  decode: (value, at) =>
    typeof value === "string"
      ? { kind: kind.decode(value, at), numbers: plainNumbers }
      : besideKind.decode(value, at),
  schema: { anyOf: [kind.schema, besideKind.schema] },
  uses: besideKind.uses,
};
