/**
 * Removes the case of a name, as far as a server takes names that differ only in case for the same.
 */
import type { Lexicon } from "./lexicon.js";

/** SQLite folds these letters only (https://sqlite.org/c3ref/stricmp.html). */
export const foldAToZ = (name: string): string =>
  /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;

const folds = { ascii: foldAToZ, unicode: (name: string): string => name.toLowerCase() };

/** The name in lower case, as far as the dialect ignores case. */
export const caseless = (
  name: string,
  { caseInsensitive }: Pick<Lexicon, "caseInsensitive">,
): string => (caseInsensitive === false ? name : folds[caseInsensitive](name));
