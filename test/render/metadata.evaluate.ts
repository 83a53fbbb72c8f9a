/** Runs the text of a metadata module: it holds no types, so what an importer would see is one substitution away. */
import * as api from "../../src/metadata/index.js";

export const evaluate = (module: string): api.MetaData => {
  const body = module
    .replace(/^import \{([^}]*)\} from "schema-diff";/, "const {$1} = api;")
    .replaceAll(/^export const /gm, "const ");
  const run: (given: typeof api) => unknown = Object.getPrototypeOf(evaluate).constructor(
    "api",
    `"use strict";\n${body}\nreturn metadata;`,
  );
  const metadata = run(api);
  if (!api.isMetaData(metadata)) throw new Error("no MetaData");
  return metadata;
};
