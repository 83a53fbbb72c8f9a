/** The hint for errors where the dialect is not known. */
import { dialectNames } from "../dialects/index.js";
import { alternatives } from "../model/index.js";

export const dialectHint = (): string => `give --dialect ${alternatives(dialectNames())}`;
