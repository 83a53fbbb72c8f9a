/** Codecs of objects: a row for each field of the value, so that a field without a row is a type error. */
import { same } from "../model/index.js";
import type { Codec, Definition, JsonSchema } from "./codec.js";
import { nullable } from "./codec.js";
import { object, type Fields } from "../decode/decode.js";

/** A field that is written under its own name. */
export interface KeyRow<V, W> {
  /** Undefined where the field is left out. */
  readonly write: (value: V) => W | undefined;
  readonly read: (fields: Fields, key: string) => V;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly uses: readonly Definition[];
}

/** A field that is written as several fields of the object that it belongs to. */
export interface Part<V, P extends object> {
  readonly writeFields: (value: V) => P;
  readonly readFields: (fields: Fields) => V;
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly uses: readonly Definition[];
}

/** What a row contributes to the JSON Schema. */
type RowSchema =
  | Pick<KeyRow<unknown, unknown>, "required" | "schema" | "uses">
  | Pick<Part<unknown, object>, "required" | "properties" | "uses">;

type Row<V, W, P extends object> = KeyRow<V, W> | Part<V, P>;

/** The written form where no literal type is given: the fields of the value, each of any type. */
type Anything<T> = { readonly [K in keyof T]: unknown };

/** The rows of `T`, written as `L`: each row writes what `L` allows under that name. */
export type Rows<T, L extends object = Anything<T>> = {
  readonly [K in keyof T]-?: Row<
    T[K],
    K extends keyof L ? Exclude<L[K], undefined> : never,
    Partial<L>
  >;
};

/** A field that is always written. */
export const needed = <V, W>(codec: Codec<V, W>): KeyRow<V, W> => ({
  write: codec.encode,
  read: (fields, key) => fields.need(key, codec.decode),
  required: true,
  schema: codec.schema,
  uses: codec.uses,
});

/** A field that is left out where its value is `otherwise`. */
export const or = <V, W>(codec: Codec<V, W>, otherwise: V): KeyRow<V, W> => ({
  write: (value) => (same(value, otherwise) ? undefined : codec.encode(value)),
  read: (fields, key) => fields.or(key, codec.decode, otherwise),
  required: false,
  schema: { ...codec.schema, default: codec.encode(otherwise) },
  uses: codec.uses,
});

/** A field that is left out where it is null. */
export const orNull = <V, W>(codec: Codec<V, W>): KeyRow<V | null, W> => ({
  ...or(nullable(codec), null),
  write: (value) => (value === null ? undefined : codec.encode(value)),
});

/** An optional field of the value. */
export const maybe = <V, W>(codec: Codec<V, W>): KeyRow<V | undefined, W> => ({
  write: (value) => (value === undefined ? undefined : codec.encode(value)),
  read: (fields, key) => fields.get(key, codec.decode),
  required: false,
  schema: codec.schema,
  uses: codec.uses,
});

/** A field that is always written; where it is missing it is read as `otherwise`. */
export const always = <V, W>(codec: Codec<V, W>, otherwise: V): KeyRow<V, W> => ({
  ...or(codec, otherwise),
  write: codec.encode,
});

/** A field that is written under another name. */
export const as = <K extends string, V, W>(
  key: K,
  row: KeyRow<V, W>,
): Part<V, Partial<Record<K, W>>> => ({
  writeFields: (value) => {
    const into: Partial<Record<K, W>> = {};
    const written = row.write(value);
    if (written !== undefined) into[key] = written;
    return into;
  },
  readFields: (fields) => row.read(fields, key),
  properties: { [key]: row.schema },
  required: row.required ? [key] : [],
  uses: row.uses,
});

const writeRow = <V>(
  row: Row<V, unknown, object>,
  value: V,
  key: string,
  into: Record<string, unknown>,
): void => {
  if ("writeFields" in row) {
    Object.assign(into, row.writeFields(value));
    return;
  }
  const written = row.write(value);
  if (written !== undefined) into[key] = written;
};

const readRow = <V>(row: Row<V, unknown, object>, fields: Fields, key: string): V =>
  "readFields" in row ? row.readFields(fields) : row.read(fields, key);

/** The rows of an object whose fields are written among those of another object. */
export const part = <T extends object, L extends object = Anything<T>>(
  rows: Rows<T, L>,
): Part<T, L> => {
  const keys: Extract<keyof T, string>[] = [];
  for (const key in rows) keys.push(key);
  const all = keys.map((key): readonly [string, RowSchema] => [key, rows[key]]);
  return {
    // The rows have written every field of `L` that is not optional.
    writeFields: (value) => {
      const into: Record<string, unknown> = {};
      for (const key of keys) writeRow(rows[key], value[key], key, into);
      return into as L;
    },
    // There is a row for every field of `T`; only optional fields are undefined.
    readFields: (fields) => {
      const found: Partial<T> = {};
      for (const key of keys) {
        const value = readRow(rows[key], fields, key);
        if (value !== undefined) found[key] = value;
      }
      return found as T;
    },
    properties: Object.fromEntries(
      all.flatMap(([key, row]) =>
        "properties" in row ? Object.entries(row.properties) : [[key, row.schema] as const],
      ),
    ),
    required: all.flatMap(([key, row]) =>
      "properties" in row ? row.required : row.required ? [key] : [],
    ),
    uses: all.flatMap(([, row]) => row.uses),
  };
};

/** The schema of an object that holds nothing but the part. */
export const objectSchema = ({
  properties,
  required,
}: Pick<Part<unknown, object>, "properties" | "required">): JsonSchema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

export const record = <T extends object, L extends object = Anything<T>>(
  rows: Rows<T, L>,
): Codec<T, L> => {
  const all = part(rows);
  return {
    encode: all.writeFields,
    decode: object(all.readFields),
    schema: objectSchema(all),
    uses: all.uses,
  };
};
