/**
 * The JSON Schemas of the documents that are written, derived from the codecs that write and read
 * them.
 */
import type { Codec, JsonSchema } from "./codec.js";
import { planDocument } from "./plan.js";
import { schema } from "./schema.js";

const propertiesOf = ({ properties }: JsonSchema): object =>
  typeof properties === "object" && properties !== null ? properties : {};

const documentSchema = <T>(codec: Codec<T>, title: string, description: string): JsonSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title,
  description,
  ...codec.schema,
  properties: { $schema: { type: "string" }, ...propertiesOf(codec.schema) },
  $defs: Object.fromEntries(codec.uses.map((definition) => [definition.name, definition.schema])),
});

/** `snapshot.schema.json`, which `npm run schema` writes. */
export const snapshotJsonSchema = (): JsonSchema =>
  documentSchema(
    schema,
    "schema-diff snapshot",
    "A whole schema, as `schema-diff reflect --format json` writes it and every command reads it. What says its default is left out.",
  );

/** `plan.schema.json`, which `npm run schema` writes. */
export const planJsonSchema = (): JsonSchema =>
  documentSchema(
    planDocument,
    "schema-diff plan",
    "What turns one schema into another, as `schema-diff diff --format plan` writes it: operations in their order, their statements, hazards, and fingerprints of both sides. What says its default is left out.",
  );
