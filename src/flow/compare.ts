/** Compares two schemas without a server to ask. */
import { compare as compareSchemas, compareOptions } from "../compare/index.js";
import { argumentsOf } from "../decode/arguments.js";
import { schema } from "./options.js";

/** The changes that turn the first schema into the second. */
export const compare: typeof compareSchemas = (live, declared, options) => {
  const given = argumentsOf("usage", "compare", 'compare(live, declared, { names: "ignore" })');
  return compareSchemas(
    given.one("live", schema, live),
    given.one("declared", schema, declared),
    given.options(compareOptions, options),
  );
};
