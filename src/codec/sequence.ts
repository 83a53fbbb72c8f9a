/** The codecs of a sequence: whole in JSON, and its attributes besides the name in scripts. */
import type { Sequence, TableRef } from "../model/index.js";
import { defined, text } from "./codec.js";
import type { SequenceLiteral } from "./literal.js";
import { carriedOptions } from "./options.js";
import { always, maybe, needed, orNull, part, record } from "./record.js";
import { sequenceNumberLiteralRows, sequenceNumberRows } from "./sequenceNumbers.js";
import { besideTable, tableRef, tableRefRows } from "./tableRef.js";

type Owner = NonNullable<Sequence["ownedBy"]>;

const owner = record<Owner>({ table: needed(tableRef), column: needed(text) });

const ownerLiteral = record<Owner, NonNullable<SequenceLiteral["ownedBy"]>>({
  table: besideTable,
  column: needed(text),
});

export const sequence = defined(
  "sequence",
  record<Sequence>({
    ...tableRefRows,
    type: needed(text),
    ...sequenceNumberRows,
    ownedBy: orNull(owner),
    comment: orNull(text),
    options: maybe(carriedOptions),
  }),
);

export const sequenceTraits = part<Omit<Sequence, keyof TableRef>, SequenceLiteral>({
  type: always(text, "bigint"),
  ...sequenceNumberLiteralRows,
  ownedBy: orNull(ownerLiteral),
  comment: orNull(text),
  options: maybe(carriedOptions),
});
