/** Where what was transpiled is kept between runs: a folder that nobody but this user can write into. */
import { lstatSync, mkdirSync, statSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Undefined on Windows, where the folder of temporary files is the user's own. */
const self = process.getuid?.();

/**
 * What is read from the cache is run, so another user must not be able to have written it: it belongs to this user, or
 * to root, who could do anything anyway, and neither the group nor the others may write.
 */
export const isOurs = ({ uid, mode }: Stats): boolean =>
  self === undefined || ((uid === self || uid === 0) && (mode & 0o022) === 0);

const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

const isFolder = (path: string): boolean => attempt(() => statSync(path).isDirectory()) ?? false;

/** The nearest `node_modules` at or above a folder, as tools of the JavaScript world keep caches there. */
const nodeModulesAbove = (folder: string): string | null => {
  const here = join(folder, "node_modules");
  if (isFolder(here)) return here;
  const above = dirname(folder);
  return above === folder ? null : nodeModulesAbove(above);
};

/** A link is not followed: who made it could point it elsewhere. */
const isSafe = (path: string): boolean => {
  const found = attempt(() => lstatSync(path));
  return found !== null && found.isDirectory() && isOurs(found);
};

/** For the modules of a folder; null where there is no place that is safe. */
export const cacheFolderFor = (folder: string): string | null => {
  const project = nodeModulesAbove(folder);
  const own = self === undefined ? "schema-diff" : `schema-diff-${self}`;
  const places = [
    ...(project === null ? [] : [join(project, ".cache", "schema-diff")]),
    join(tmpdir(), own),
  ];
  const usable = places.find((place) => {
    attempt(() => mkdirSync(place, { recursive: true, mode: 0o700 }));
    return isSafe(place);
  });
  return usable ?? null;
};
