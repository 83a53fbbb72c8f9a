/** The contract of a dialect's URLs: how they begin, what other tools write where they mean one, and which of them name files. */

/** A spelling that is no URL of ours, and the URL that is meant; the parts are those of the expression, empty where it has none. */
export type Spelling = readonly [wrong: RegExp, meant: (...parts: readonly string[]) => string];

/** Databases that are files. */
interface FileUrls {
  /** What the name of such a file ends with, without the dot. */
  readonly endings: readonly string[];
  /** The first bytes of every such file, as Latin-1. */
  readonly magic: string;
  readonly urlOf: (path: string) => string;
  /** The path in a URL, and what follows it (`?schema=…`); null where the URL names no file. */
  readonly partsOf: (url: string) => { readonly path: string; readonly rest: string } | null;
}

export interface Urls {
  /** In lower case, without the colon; examples are written with the first. */
  readonly schemes: readonly [string, ...(readonly string[])];
  /** By which a host with a port and without a scheme is recognised; null where there is none. */
  readonly defaultPort: number | null;
  readonly spellings: readonly Spelling[];
  /** Null where databases are on servers. */
  readonly files: FileUrls | null;
}
