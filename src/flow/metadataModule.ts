/** Finds the MetaData that a module exports, as `metadata` or as its default. */
import { resolve } from "node:path";
import { isMetaData, type MetaData } from "../metadata/index.js";
import { SchemaDiffError } from "../model/index.js";
import { loadModule, type Detail } from "../module/index.js";

export const metadataOf = async (path: string, cwd: string, detail?: Detail): Promise<MetaData> => {
  const loaded = await loadModule(resolve(cwd, path), detail);
  const found = [loaded["metadata"], loaded["default"]].find(isMetaData);
  if (found !== undefined) return found;
  const exported = Object.keys(loaded).filter((name) => name !== "default");
  throw new SchemaDiffError(
    "metadata",
    `${path} exports no MetaData${exported.length === 0 ? "" : ` (it exports ${exported.join(", ")})`}`,
    "export it as `metadata` or as the default",
  );
};
