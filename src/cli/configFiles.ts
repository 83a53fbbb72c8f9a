/** Finds a config file: in the working directory or a folder above it, there or in its `.config`. */
import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { SchemaDiffError } from "../model/index.js";

const endings = ["ts", "mts", "js", "mjs", "json"];

export const configNames = endings.map((ending) => `schema-diff.config.${ending}`);

const dotConfig = ".config";

/** In `.config` the word `config` adds nothing to the name, so it may be left out. */
const names: readonly string[] = [
  ...configNames,
  ...configNames.map((name) => join(dotConfig, name)),
  ...endings.map((ending) => join(dotConfig, `schema-diff.${ending}`)),
];

/** The folder where relative paths of a config start: its own; for one in a `.config`, the folder that contains that. */
export const folderOfPaths = (path: string): string => {
  const folder = dirname(path);
  return basename(folder) === dotConfig ? dirname(folder) : folder;
};

const ownerOf = (path: string): number => statSync(path).uid;

/**
 * A config is executed. One that another user has left in a folder above (`/tmp`) must not be, just as git does not accept
 * another user's repository (CVE-2022-24765). Those of root, and of the owner of the working directory, are accepted.
 */
const checkOwner = (path: string, cwd: string): void => {
  const trusted = [process.getuid?.(), 0, ownerOf(cwd)];
  if (trusted[0] === undefined || trusted.includes(ownerOf(path))) return;
  throw new SchemaDiffError(
    "config",
    `the config file ${path} belongs to another user`,
    "name it with --config if you trust it",
  );
};

/** Is it the root of a repository? What is above it belongs to something else. `.git` is a file in worktrees and submodules. */
const isRepository = (folder: string): boolean => existsSync(join(folder, ".git"));

/** The home folder; Node.js throws where the user is unknown. */
const home = (): string | null => {
  try {
    return homedir();
  } catch {
    return null;
  }
};

/** The folder itself and those above it: up to the repository's root, and without the home folder, whose `.config` belongs to other programs. */
const foldersAbove = (cwd: string): readonly string[] => {
  const folders = [cwd];
  for (let at = cwd; !isRepository(at); at = dirname(at)) {
    const above = dirname(at);
    if (above === at || above === home()) break;
    folders.push(above);
  }
  return folders;
};

export interface Configs {
  /** All configs of the first folder that has any; more than one is ambiguous. */
  readonly files: readonly string[];
  /** The folders without one. */
  readonly looked: readonly string[];
}

/** The configs of one folder: directly in it, or in its `.config`. */
export const configsIn = (folder: string): readonly string[] =>
  names.map((name) => join(folder, name)).filter((path) => existsSync(path));

export const configsAbove = (cwd: string): Configs => {
  const looked: string[] = [];
  for (const folder of foldersAbove(cwd)) {
    const files = configsIn(folder);
    if (folder !== cwd) for (const path of files) checkOwner(path, cwd);
    if (files.length > 0) return { files, looked };
    looked.push(folder);
  }
  return { files: [], looked };
};
