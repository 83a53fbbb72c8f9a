/** The way out where nothing says which dialect is meant. */
import { dialectNames } from "../dialects/index.js";
import { alternatives } from "../model/index.js";

export const dialectHint = (): string => `give --dialect ${alternatives(dialectNames())}`;
