/** The codec of a whole schema: what a snapshot holds. */
import {
  constraintKinds,
  type CreationOrder,
  type Hidden,
  type Schema,
  type TablePrint,
  type Unmodelled,
} from "../model/index.js";
import { choice, defined, described, flag, list, text, texts, wholeNumber } from "./codec.js";
import { enumType } from "./enumType.js";
import { dialectName, formatVersionOf } from "./format.js";
import { namespace } from "./namespace.js";
import { dependency, opaque } from "./opaque.js";
import { maybe, needed, or, orNull, record } from "./record.js";
import { sequence } from "./sequence.js";
import { sqlObjects } from "./sqlObjects.js";
import { table } from "./table.js";
import { tableRef, tableRefRows } from "./tableRef.js";

const unmodelled = defined(
  "unmodelled",
  described(
    record<Unmodelled>({
      kind: needed(text),
      ...tableRefRows,
      table: orNull(tableRef),
      definition: orNull(text),
      digest: maybe(
        described(text, "A hash of what the server prints of it, where it was asked for."),
      ),
      usedBy: maybe(described(list(dependency), "What is modelled and cannot be made without it.")),
      hides: maybe(
        described(
          list(choice(...constraintKinds)),
          "The kinds of constraints that could not be read because this part of the catalogue could not.",
        ),
      ),
    }),
    "What the database holds and the model does not know: views, triggers, …",
  ),
);

const hidden = defined(
  "hidden",
  described(
    record<Hidden>({
      kind: needed(text),
      schema: orNull(text),
      table: orNull(described(text, "Null: anywhere in the schema.")),
      because: needed(described(text, "The right that is missing.")),
      asFarAsTold: maybe(
        described(
          flag,
          "It is not known whether there is anything, and few users are shown everything: what only the other side has is reported as missing, with that reservation.",
        ),
      ),
    }),
    "Something that the database may hold and does not show to the user who read it.",
  ),
);

const tablePrint = defined(
  "tablePrint",
  described(
    record<TablePrint>({ ...tableRefRows, digest: needed(text) }),
    "A hash of what the server prints of a table.",
  ),
);

const creationOrder = described(
  record<CreationOrder>({ indexes: needed(texts), triggers: needed(texts) }),
  "Names in the order in which they were created, where that is not the order of the names (some databases fire triggers by it).",
);

export const schema = record<Schema>({
  formatVersion: needed(
    formatVersionOf("write the snapshot again with `schema-diff reflect --format json`"),
  ),
  dialect: needed(dialectName),
  version: or(
    described(
      list(wholeNumber),
      "The server's version, most significant first; empty when declared.",
    ),
    [],
  ),
  defaultSchema: orNull(described(text, "The name of the schema that `schema: null` stands for.")),
  defaultCollation: maybe(
    described(text, "The collation of tables in the default schema that specify none."),
  ),
  namespaces: or(list(namespace), []),
  enums: or(list(enumType), []),
  sequences: or(list(sequence), []),
  tables: needed(list(table)),
  objects: maybe(described(sqlObjects, "SQL objects (views, collations) by kind.")),
  notCompared: or(list(unmodelled), []),
  hidden: maybe(list(hidden)),
  opaque: maybe(list(opaque)),
  prints: maybe(
    described(
      list(tablePrint),
      "One for each table, to detect differences that the model does not know.",
    ),
  ),
  creationOrder: maybe(creationOrder),
});
