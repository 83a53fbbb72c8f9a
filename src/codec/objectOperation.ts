/** The codecs of operations on SQL objects, whose contents the codec of their kind writes. */
import { sqlObjectKinds, type Operation, type SqlObject } from "../model/index.js";
import { constant, nullable, text, type Codec, type JsonSchema } from "./codec.js";
import type { Fields } from "../decode/decode.js";
import { needed, part, type Part } from "./record.js";
import { sqlObject, sqlObjectKind } from "./sqlObjects.js";
import { tableRef } from "./tableRef.js";

const objectSchema: JsonSchema = { anyOf: sqlObjectKinds.map((kind) => sqlObject(kind).schema) };
const uses = sqlObjectKinds.flatMap((kind) => sqlObject(kind).uses);

const orNone = (codec: Codec<SqlObject>): Codec<SqlObject | null> => nullable(codec);

const properties = (verb: string, more: Readonly<Record<string, JsonSchema>>) => ({
  properties: { do: constant(verb).schema, kind: sqlObjectKind.schema, ...more },
  uses,
});

const kindOf = (fields: Fields) => fields.need("kind", sqlObjectKind.decode);

export const createObject: Part<Operation<"createObject">, object> = {
  writeFields: ({ do: verb, kind, object }) => ({
    do: verb,
    kind,
    object: sqlObject(kind).encode(object),
  }),
  readFields: (fields) => {
    const verb = fields.need("do", constant("createObject").decode);
    const kind = kindOf(fields);
    return { do: verb, kind, object: fields.need("object", sqlObject(kind).decode) };
  },
  ...properties("createObject", { object: objectSchema }),
  required: ["do", "kind", "object"],
};

export const replaceObject: Part<Operation<"replaceObject">, object> = {
  writeFields: ({ do: verb, kind, object, replaced }) => ({
    do: verb,
    kind,
    object: sqlObject(kind).encode(object),
    replaced: orNone(sqlObject(kind)).encode(replaced),
  }),
  readFields: (fields) => {
    const verb = fields.need("do", constant("replaceObject").decode);
    const kind = kindOf(fields);
    return {
      do: verb,
      kind,
      object: fields.need("object", sqlObject(kind).decode),
      replaced: fields.or("replaced", orNone(sqlObject(kind)).decode, null),
    };
  },
  ...properties("replaceObject", {
    object: objectSchema,
    replaced: { anyOf: [objectSchema, { type: "null" }] },
  }),
  required: ["do", "kind", "object"],
};

export const dropObject: Part<Operation<"dropObject">, object> = {
  writeFields: ({ do: verb, kind, object, dropped }) => ({
    do: verb,
    kind,
    object: tableRef.encode(object),
    dropped: orNone(sqlObject(kind)).encode(dropped),
  }),
  readFields: (fields) => {
    const verb = fields.need("do", constant("dropObject").decode);
    const kind = kindOf(fields);
    return {
      do: verb,
      kind,
      object: fields.need("object", tableRef.decode),
      dropped: fields.or("dropped", orNone(sqlObject(kind)).decode, null),
    };
  },
  ...properties("dropObject", {
    object: tableRef.schema,
    dropped: { anyOf: [objectSchema, { type: "null" }] },
  }),
  uses: [...uses, ...tableRef.uses],
  required: ["do", "kind", "object"],
};

export const renameObject = part<Operation<"renameObject">>({
  do: needed(constant("renameObject")),
  kind: needed(sqlObjectKind),
  object: needed(tableRef),
  to: needed(text),
});
