/** Assertions that say what a dialect must do. */
import { same, SchemaDiffError } from "../model/index.js";

/** @throws SchemaDiffError `unsupported` with what was found, and what the dialect must do */
export const must = (holds: boolean, what: string, found: unknown): void => {
  if (holds) return;
  throw new SchemaDiffError(
    "unsupported",
    `the dialect does not conform: ${what}`,
    `found: ${JSON.stringify(found)}`,
  );
};

export const mustEqual = (found: unknown, wanted: unknown, what: string): void => {
  must(same(found, wanted), what, { found, wanted });
};
