/** `npm run api`: the public surface as it was built is what is agreed on from now on. */
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
copyFileSync(join(here, "../build/schema-diff.api.md"), join(here, "schema-diff.api.md"));
