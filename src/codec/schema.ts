/** The codec of a whole schema: what a snapshot holds. */
import { dialectNames, dialects } from "../dialects/index.js";
import {
  SchemaDiffError,
  type CreationOrder,
  type Namespace,
  type Schema,
  type Unmodelled,
} from "../model/index.js";
import { choice, defined, described, list, text, texts, wholeNumber, type Codec } from "./codec.js";
import { pathOf } from "./decode.js";
import { enumType } from "./enumType.js";
import { opaque } from "./opaque.js";
import { maybe, needed, or, orNull, record } from "./record.js";
import { sequence } from "./sequence.js";
import { sqlObjects } from "./sqlObjects.js";
import { table } from "./table.js";
import { tableRef, tableRefRows } from "./tableRef.js";

const namespace = defined(
  "namespace",
  described(
    record<Namespace>({ name: needed(text), comment: orNull(text) }),
    "A schema other than the default one.",
  ),
);

const unmodelled = defined(
  "unmodelled",
  described(
    record<Unmodelled>({
      kind: needed(text),
      ...tableRefRows,
      table: orNull(tableRef),
      definition: orNull(text),
    }),
    "What the database holds and the model does not know: views, triggers, …",
  ),
);

const creationOrder = described(
  record<CreationOrder>({ indexes: needed(texts), triggers: needed(texts) }),
  "Names in the order in which they were created, where that is not the order of the names (some databases fire triggers by it).",
);

const formatVersion: Codec<1> = {
  encode: (value) => value,
  decode: (value, at) => {
    if (value === 1) return 1;
    throw new SchemaDiffError(
      at.code,
      `${pathOf(at)} is ${value === undefined ? "missing" : JSON.stringify(value)}, and this program reads 1`,
      "write the snapshot again with `schema-diff reflect --format json`",
    );
  },
  schema: { const: 1 },
  uses: [],
};

/** Those that are registered when it is read; the JSON Schema knows those that come with the product. */
const dialectName: Codec<string> = {
  encode: (name) => name,
  decode: (value, at) => choice(...dialectNames()).decode(value, at),
  schema: choice(...Object.keys(dialects)).schema,
  uses: [],
};

export const schema = record<Schema>({
  formatVersion: needed(formatVersion),
  dialect: needed(dialectName),
  version: or(
    described(
      list(wholeNumber),
      "The server's version, most significant first; empty when declared.",
    ),
    [],
  ),
  defaultSchema: orNull(described(text, "The name behind `schema: null`.")),
  namespaces: or(list(namespace), []),
  enums: or(list(enumType), []),
  sequences: or(list(sequence), []),
  tables: needed(list(table)),
  objects: maybe(described(sqlObjects, "Views, and what else a piece of SQL defines, by kind.")),
  notCompared: or(list(unmodelled), []),
  opaque: maybe(list(opaque)),
  creationOrder: maybe(creationOrder),
});
