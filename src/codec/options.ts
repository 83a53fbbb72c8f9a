/** The codec of settings that only one dialect has. */
import { optionsIfAny, sortedBy, type Options } from "../model/index.js";
import { defined, text, type Codec } from "./codec.js";
import { dictionary } from "../decode/decode.js";

/** Keys in code-unit order, so that the same options are the same text. */
export const options: Codec<Options, Options> = defined("options", {
  encode: (value) => Object.fromEntries(sortedBy(Object.entries(value), ([key]) => key)),
  decode: dictionary(text.decode),
  schema: {
    description: "Settings that only one dialect knows.",
    type: "object",
    additionalProperties: text.schema,
  },
  uses: [],
});

/** For an object in which options are optional: left out where there are none. */
export const carriedOptions: Codec<Options | undefined, Options> = {
  ...options,
  encode: (value = {}) => options.encode(value),
  decode: (value, at) => optionsIfAny(options.decode(value, at)).options,
};
