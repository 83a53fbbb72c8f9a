/**
 * The codecs of the fields at the beginning of every document: the version of its format, and the
 * dialect.
 */
import { dialectNames, dialects } from "../dialects/index.js";
import { SchemaDiffError } from "../model/index.js";
import { choice, type Codec } from "./codec.js";
import { pathOf } from "../decode/decode.js";

/** @param again how to write the document again */
export const formatVersionOf = (again: string): Codec<1> => ({
  encode: (value) => value,
  decode: (value, at) => {
    if (value === 1) return 1;
    throw new SchemaDiffError(
      at.code,
      `${pathOf(at)} is ${value === undefined ? "missing" : JSON.stringify(value)}, and this program reads 1`,
      again,
    );
  },
  schema: { const: 1 },
  uses: [],
});

/**
 * Reads the dialects that are registered at the time; the JSON Schema lists those that are built
 * in.
 */
export const dialectName: Codec<string> = {
  encode: (name) => name,
  decode: (value, at) => choice(...dialectNames()).decode(value, at),
  schema: choice(...Object.keys(dialects)).schema,
  uses: [],
};
