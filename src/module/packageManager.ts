/** Finds out which package manager a project uses, and has its commands for installing a driver. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type PackageManager = "npm" | "pnpm" | "yarn" | "yarnClassic" | "bun" | "deno";

export interface Commands {
  readonly install: (name: string) => string;
  /** Runs the package's build scripts, which the manager runs only if they are allowed. */
  readonly allowBuild: (name: string) => string;
  /** Builds the package again, for the Node.js that runs now. */
  readonly rebuild: (name: string) => string;
}

/** Each was tried: npm 11, pnpm 10 and 12, Yarn 1 and 4, Bun 1.4, Deno 2.9. */
export const commands: Readonly<Record<PackageManager, Commands>> = {
  npm: {
    install: (name) => `npm install ${name}`,
    allowBuild: (name) => `npm rebuild ${name} --ignore-scripts=false`,
    rebuild: (name) => `npm rebuild ${name}`,
  },
  pnpm: {
    install: (name) => `pnpm add ${name}`,
    allowBuild: (name) => `pnpm add --allow-build=${name} ${name} && pnpm rebuild ${name}`,
    rebuild: (name) => `pnpm rebuild ${name}`,
  },
  yarn: {
    install: (name) => `yarn add ${name}`,
    allowBuild: (name) =>
      `npm pkg set --json dependenciesMeta.${name}.built=true && yarn rebuild ${name}`,
    rebuild: (name) => `yarn rebuild ${name}`,
  },
  yarnClassic: {
    install: (name) => `yarn add ${name}`,
    allowBuild: (name) => `npm rebuild ${name} --ignore-scripts=false`,
    rebuild: (name) => `npm rebuild ${name}`,
  },
  bun: {
    install: (name) => `bun add ${name}`,
    allowBuild: (name) => `bun pm trust ${name}`,
    rebuild: (name) => `bun pm trust ${name}`,
  },
  deno: {
    install: (name) => `deno add npm:${name}`,
    allowBuild: (name) => `deno approve-scripts npm:${name}`,
    rebuild: (name) => `deno approve-scripts npm:${name}`,
  },
};

const isYarnClassic = (folder: string): boolean => {
  try {
    return readFileSync(join(folder, "yarn.lock"), "utf8").includes("# yarn lockfile v1");
  } catch {
    return false;
  }
};

/** Files that only one manager writes. */
const lockFiles: readonly (readonly [file: string, of: PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["deno.lock", "deno"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];

const byLockFile = (folder: string): PackageManager | null => {
  const found = lockFiles.find(([file]) => existsSync(join(folder, file)))?.[1] ?? null;
  return found === "yarn" && isYarnClassic(folder) ? "yarnClassic" : found;
};

/**
 * `pnpm/10.34.9 npm/? node/v20.20.2 linux x64`, which a manager sets in the environment of what it
 * runs.
 */
const byUserAgent = (agent: string): PackageManager | null => {
  const [, name = "", major = ""] = /^(\w+)\/(\d+)?/.exec(agent) ?? [];
  if (name === "yarn") return major === "1" ? "yarnClassic" : "yarn";
  return name === "npm" || name === "pnpm" || name === "bun" || name === "deno" ? name : null;
};

const above = (folder: string): readonly string[] => {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
};

/**
 * By the lock file nearest to the folder. Without one it is the manager that started this process,
 * and npm where that is not known: npx identifies as npm even in a pnpm project.
 */
export const packageManagerOf = (
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): PackageManager =>
  above(folder)
    .map(byLockFile)
    .find((manager) => manager !== null) ??
  byUserAgent(environment["npm_config_user_agent"] ?? "") ??
  "npm";
