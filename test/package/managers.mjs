/** What a user of each package manager types, and where it puts what it installs. */
import { archives, modules } from "./measure.mjs";

const yarn4 = (linker) =>
  [
    `nodeLinker: ${linker}`,
    "enableGlobalCache: false",
    "enableTelemetry: false",
    // As a new release is tried: the packages that it needs may be as new.
    "npmMinimalAgeGate: 0",
    "",
  ].join("\n");

/**
 * `tool` is null where the manager comes with the runtime or the machine; `files` have to be there
 * before the first command;
 * `add` takes the packages after it, `exec` the program's name; `types` says that a compiler finds
 * the packages by itself.
 */
export const managers = {
  npm: {
    tool: null,
    files: {},
    add: "npm install --no-audit --no-fund",
    exec: "npx",
    measure: modules,
    types: true,
  },
  "pnpm 10": {
    tool: "pnpm 10",
    files: {},
    add: "pnpm add",
    exec: "pnpm exec",
    measure: modules,
    types: true,
  },
  "pnpm 12": {
    tool: "pnpm 12",
    files: {},
    add: "pnpm add",
    exec: "pnpm exec",
    measure: modules,
    types: true,
  },
  "yarn 1": {
    tool: "yarn 1",
    files: {},
    add: "yarn add --non-interactive",
    exec: "yarn --silent run",
    measure: modules,
    types: true,
  },
  "yarn 4": {
    tool: "yarn 4",
    files: { "yarn.lock": "", ".yarnrc.yml": yarn4("node-modules") },
    add: "yarn add",
    exec: "yarn run",
    measure: modules,
    types: true,
  },
  "yarn 4 PnP": {
    tool: "yarn 4",
    files: { "yarn.lock": "", ".yarnrc.yml": yarn4("pnp") },
    add: "yarn add",
    exec: "yarn run",
    measure: archives,
    types: false,
  },
  bun: {
    tool: null,
    files: {},
    add: "bun add",
    exec: "bun x --bun",
    measure: modules,
    types: true,
  },
  // Deno installs no tarball; a project that npm made is what it runs in.
  "npm, deno": {
    tool: null,
    files: {},
    add: "npm install --no-audit --no-fund",
    exec: "deno run -A npm:",
    measure: modules,
    types: true,
  },
};
