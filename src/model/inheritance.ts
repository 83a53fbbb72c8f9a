/**
 * Tables that inherit columns from others (PostgreSQL's INHERITS): the options in which this is
 * kept.
 */
import type { Column, Options } from "./column.js";

/**
 * The option of a column that its table has only by inheritance, so that it is created and dropped
 * with the parents' column.
 */
export const inheritedOption = "inherited";

export const isInherited = ({ options }: Column): boolean => options[inheritedOption] === "true";

/** The parents as the option of a table lists them; undefined where it has none. */
export const parentsText = ({ inherits }: Options): string | undefined => inherits;
