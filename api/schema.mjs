/** `npm run schema`: snapshot.schema.json and plan.schema.json, made of the codecs that write and read both. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { planJsonSchema, snapshotJsonSchema } from "../build/js/codec/jsonSchema.js";

for (const [name, schema] of [
  ["snapshot.schema.json", snapshotJsonSchema()],
  ["plan.schema.json", planJsonSchema()],
]) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const config = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(schema), { ...config, parser: "json" }));
}
