/** The fingerprint of a schema: a hash of what a snapshot of it holds. */
import { createHash } from "node:crypto";
import type { Schema } from "../model/index.js";
import { schema as schemaCodec } from "./schema.js";

/** The value with the keys of every object in code-unit order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => [key, sorted(v)]),
  );
};

/** What is no part of the schema, or was asked for only sometimes. */
const withoutAsides = (schema: Schema): Schema => ({
  ...schema,
  version: [],
  notCompared: schema.notCompared.map(({ digest: _digest, ...item }) => item),
});

/**
 * `sha256:` and the SHA-256 in hexadecimal of the snapshot as JSON: what says its default left out, keys in code-unit
 * order, no blanks, UTF-8. The server's version is not in it, so that an update of the server is no change of the schema,
 * and neither are the digests of what is not compared.
 */
export const fingerprintOf = (schema: Schema): string =>
  `sha256:${createHash("sha256")
    .update(JSON.stringify(sorted(schemaCodec.encode(withoutAsides(schema)))))
    .digest("hex")}`;
