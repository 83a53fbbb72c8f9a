/** The codec of a name with its origin. */
import { byAuthor, type Name } from "../model/index.js";
import { choice, constant, defined, described, text, type Codec } from "./codec.js";
import { object } from "../decode/decode.js";
import { needed, objectSchema, orNull, part, type Part } from "./record.js";

type From<F extends Name["from"]> = Extract<Name, { readonly from: F }>;

const parts: { readonly [F in Name["from"]]: Part<From<F>, object> } = {
  author: part<From<"author">>({ from: needed(constant("author")), text: needed(text) }),
  server: part<From<"server">>({ from: needed(constant("server")), text: needed(text) }),
  nowhere: part<From<"nowhere">>({ from: needed(constant("nowhere")), lent: orNull(text) }),
};

const origin = choice("author", "server", "nowhere");

const withOrigin: Codec<Name> = {
  encode: (name) =>
    name.from === "nowhere"
      ? parts.nowhere.writeFields(name)
      : name.from === "server"
        ? parts.server.writeFields(name)
        : parts.author.writeFields(name),
  decode: object((fields): Name => parts[fields.need("from", origin.decode)].readFields(fields)),
  schema: { oneOf: Object.values(parts).map((p) => objectSchema(p)) },
  uses: [],
};

/** A name that an author chose is written as its text; any other with its origin. */
export const name: Codec<Name> = defined(
  "name",
  described(
    {
      encode: (value) => (value.from === "author" ? value.text : withOrigin.encode(value)),
      decode: (value, at) =>
        typeof value === "string" ? byAuthor(value) : withOrigin.decode(value, at),
      schema: { oneOf: [text.schema, withOrigin.schema] },
      uses: [],
    },
    "A name with its origin: chosen by an author (then its text may stand alone), made by the server, or absent.",
  ),
);
