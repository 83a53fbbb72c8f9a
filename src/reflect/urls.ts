/** Finds the dialect of a URL by its scheme. */
import { allDialects, type Dialect } from "../dialects/index.js";

const schemeOf = (source: string): string | null =>
  /^([a-z][a-z0-9+]*):/i.exec(source)?.[1]?.toLowerCase() ?? null;

const dialectIn = (source: string): Dialect | null => {
  const scheme = schemeOf(source);
  return scheme === null
    ? null
    : (allDialects().find(({ urls }) => urls.schemes.includes(scheme)) ?? null);
};

export const isDatabaseUrl = (source: string): boolean => dialectIn(source) !== null;

/** Does the URL name a database on a server? */
export const isServerUrl = (source: string): boolean => dialectIn(source)?.urls.files === null;

/** The dialect a database URL names; null where it is no database URL. */
export const dialectOfUrl = (source: string): string | null => dialectIn(source)?.name ?? null;

/** The beginnings of the URLs of each dialect: `postgres://`. */
export const urlBeginnings = (): readonly string[] =>
  allDialects().map(
    ({ urls: { schemes, files } }) => `${schemes[0]}:${files === null ? "//" : ""}`,
  );

export interface DatabaseFile {
  /** The path as in the URL. */
  readonly path: string;
  /** The URL with another path. */
  readonly at: (path: string) => string;
}

/** The file that a URL names; null where it names none, or the text is no URL. */
export const fileOfUrl = (source: string): DatabaseFile | null => {
  const files = dialectIn(source)?.urls.files ?? null;
  const parts = files?.partsOf(source) ?? null;
  return files === null || parts === null
    ? null
    : { path: parts.path, at: (path) => files.urlOf(path) + parts.rest };
};
