/**
 * The contract of a dialect's URLs: how they begin, how other tools write them, and which of them
 * name files.
 */

/**
 * A spelling that is not one of our URLs, and the URL that is meant; the parts are the groups of
 * the expression, empty where one did not match.
 */
export type Spelling = readonly [wrong: RegExp, meant: (...parts: readonly string[]) => string];

/** For databases that are files. */
interface FileUrls {
  /** The endings of such files, without the dot. */
  readonly endings: readonly string[];
  /** The first bytes of every such file, as Latin-1. */
  readonly magic: string;
  readonly urlOf: (path: string) => string;
  /** The path in a URL, and what follows it (`?schema=…`); null where the URL names no file. */
  readonly partsOf: (url: string) => { readonly path: string; readonly rest: string } | null;
}

export interface Urls {
  /** In lower case, without the colon; examples use the first. */
  readonly schemes: readonly [string, ...(readonly string[])];
  /** The port by which a host without a scheme is recognised; null where there is none. */
  readonly defaultPort: number | null;
  readonly spellings: readonly Spelling[];
  /** Null where databases are on servers. */
  readonly files: FileUrls | null;
}
