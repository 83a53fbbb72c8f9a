/** The config file that `init` writes, or that exists and is kept. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { configNames, findConfig, type FoundConfig } from "../config.js";
import { configsIn } from "../configFiles.js";
import type { Given } from "../options.js";

export interface Here {
  /** The path as the user would write it. */
  readonly file: string;
  /** The config that is kept; null where one will be written. */
  readonly kept: FoundConfig | null;
}

/** Throws `config` where there are two, as every command does, and where the one that is kept is broken. */
export const configHere = async (given: Given, cwd: string): Promise<Here> => {
  const there = configsIn(cwd).map((path) => relative(cwd, path));
  const [file = configNames[0] ?? "", other] = given.config === undefined ? there : [given.config];
  if (other !== undefined) return { file, kept: await findConfig(undefined, cwd) };
  return {
    file,
    kept:
      given.force === true || !existsSync(resolve(cwd, file)) ? null : await findConfig(file, cwd),
  };
};
