/** `npm run schema`: snapshot.schema.json, made of the codecs that write and read snapshots. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { snapshotJsonSchema } from "../dist/codec/jsonSchema.js";

const file = fileURLToPath(new URL("../snapshot.schema.json", import.meta.url));
const config = await resolveConfig(file);
writeFileSync(
  file,
  await format(JSON.stringify(snapshotJsonSchema()), { ...config, parser: "json" }),
);
