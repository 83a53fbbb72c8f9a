/** Where transpiled modules are kept between runs: a folder that no other user can write to. */
import { lstatSync, mkdirSync, statSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Undefined on Windows, where the temporary folder belongs to the user. */
const self = process.getuid?.();

/**
 * Code from the cache is executed, so no other user may have written it: the file belongs to this
 * user, or to root (who can do anything anyway), and neither its group nor others may write to it.
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

/** The nearest `node_modules` at or above a folder, where JavaScript tools keep their caches. */
const nodeModulesAbove = (folder: string): string | null => {
  const here = join(folder, "node_modules");
  if (isFolder(here)) return here;
  const above = dirname(folder);
  return above === folder ? null : nodeModulesAbove(above);
};

/** A link is not followed: whoever made it could point it elsewhere. */
const isSafe = (path: string): boolean => {
  const found = attempt(() => lstatSync(path));
  return found !== null && found.isDirectory() && isOurs(found);
};

/** The cache folder for the modules of a folder; null where there is no safe one. */
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
