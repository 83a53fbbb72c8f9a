/** The toy as a package of its own would export it: one value, for `registerDialect` and for the `dialects` of a config. */
import type { DialectPlugin } from "schema-diff";
import { toyBackend } from "./backend.js";
import { toy } from "./dialect.js";

export const plugin: DialectPlugin = { dialect: toy, backend: async () => toyBackend };
