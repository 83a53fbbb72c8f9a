/** The JSON Schema of a snapshot, made of the codecs that write and read it. */
import type { JsonSchema } from "./codec.js";
import { schema } from "./schema.js";

/** `snapshot.schema.json`, which `npm run schema` writes. */
export const snapshotJsonSchema = (): JsonSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "schema-diff snapshot",
  description:
    "A whole schema, as `schema-diff reflect --format json` writes it and every command reads it. What says its default is left out.",
  ...schema.schema,
  properties: { $schema: { type: "string" }, ...propertiesOf(schema.schema) },
  $defs: Object.fromEntries(schema.uses.map((definition) => [definition.name, definition.schema])),
});

const propertiesOf = ({ properties }: JsonSchema): object =>
  typeof properties === "object" && properties !== null ? properties : {};
