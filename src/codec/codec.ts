/** A codec: how a value is written, how it is read back, and the JSON Schema of what is written. */
import * as decode from "../decode/decode.js";
import type { Decoder } from "../decode/decode.js";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** An entry of the JSON Schema's `$defs`. */
export interface Definition {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** `T` is the value, `W` what is written for it. */
export interface Codec<T, W = unknown> {
  readonly encode: (value: T) => W;
  readonly decode: Decoder<T>;
  readonly schema: JsonSchema;
  /** The definitions that `schema` refers to, also through one another. */
  readonly uses: readonly Definition[];
}

/** A value that is written as it is. */
const plain = <T>(read: Decoder<T>, schema: JsonSchema): Codec<T, T> => ({
  encode: (value) => value,
  decode: read,
  schema,
  uses: [],
});

export const text = plain(decode.text, { type: "string" });
export const flag = plain(decode.flag, { type: "boolean" });
export const wholeNumber = plain(decode.wholeNumber, { type: "integer" });

export const choice = <C extends string>(...choices: readonly C[]): Codec<C, C> =>
  plain(decode.choice(...choices), { enum: choices });

export const constant = <C extends string>(only: C): Codec<C, C> =>
  plain(decode.choice(only), { const: only });

export const list = <T, W>(item: Codec<T, W>): Codec<readonly T[], readonly W[]> => ({
  encode: (values) => values.map(item.encode),
  decode: decode.list(item.decode),
  schema: { type: "array", items: item.schema },
  uses: item.uses,
});

export const texts = list(text);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const orNull = (schema: JsonSchema): JsonSchema => {
  if (typeof schema["type"] === "string") return { ...schema, type: [schema["type"], "null"] };
  if (isList(schema["enum"])) return { ...schema, enum: [...schema["enum"], null] };
  return { anyOf: [schema, { type: "null" }] };
};

export const nullable = <T, W>(codec: Codec<T, W>): Codec<T | null, W | null> => ({
  encode: (value) => (value === null ? null : codec.encode(value)),
  decode: decode.optional(codec.decode),
  schema: orNull(codec.schema),
  uses: codec.uses,
});

export const described = <T, W>(codec: Codec<T, W>, description: string): Codec<T, W> => ({
  ...codec,
  schema: { description, ...codec.schema },
});

/** A codec whose schema has a name of its own in the JSON Schema. */
export const defined = <T, W>(name: string, codec: Codec<T, W>): Codec<T, W> => ({
  ...codec,
  schema: { $ref: `#/$defs/${name}` },
  uses: [...codec.uses, { name, schema: codec.schema }],
});
