/** Tables that inherit columns from others (PostgreSQL's INHERITS): the options that say so. */
import type { Column, Options } from "./column.js";

/** The option of a column that its table has from parents alone, which make it and drop it. */
export const inheritedOption = "inherited";

export const isInherited = ({ options }: Column): boolean => options[inheritedOption] === "true";

/** The parents as the option of a table lists them; undefined where it inherits from none. */
export const parentsText = ({ inherits }: Options): string | undefined => inherits;
