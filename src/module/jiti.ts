/**
 * jiti, by `require`: imported, Node would first search its 190 kB for the names of its exports, which takes longer than
 * to load it.
 */
import { createRequire } from "node:module";
import { SchemaDiffError } from "../model/index.js";

type Jiti = typeof import("jiti");

const isJiti = (loaded: unknown): loaded is Jiti =>
  typeof loaded === "function" && "createJiti" in loaded;

export const loadJiti = (): Jiti => {
  const loaded: unknown = createRequire(import.meta.url)("jiti");
  if (isJiti(loaded)) return loaded;
  throw new SchemaDiffError("internal", "jiti has no createJiti");
};
