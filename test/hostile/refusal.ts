/** A text that is refused is refused in words. */
import { SchemaDiffError } from "schema-diff";

/** The code of the refusal; whatever else was thrown is thrown on. */
export const refusal = (thrown: unknown): string => {
  if (thrown instanceof SchemaDiffError && thrown.code !== "internal") return thrown.code;
  throw thrown;
};
