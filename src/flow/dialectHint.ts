/** The way out where nothing says which dialect is meant. */
import { dialects } from "../dialects/index.js";
import { alternatives } from "../model/index.js";

export const dialectHint = `give --dialect ${alternatives(Object.keys(dialects))}`;
