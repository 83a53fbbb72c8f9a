/** What is said of a driver that is missing, was not built, or was built for another Node.js; and which driver of SQLite serves. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { commands, packageManagerOf } from "../../src/module/packageManager.js";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const root = mkdtempSync(join(tmpdir(), "drivers-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const installed = join(root, "elsewhere/node_modules/schema-diff");

/** schema-diff as it is installed somewhere: with what it depends on, and without any driver. */
beforeAll(() => {
  mkdirSync(installed, { recursive: true });
  cpSync(join(repository, "dist"), join(installed, "dist"), { recursive: true });
  cpSync(join(repository, "package.json"), join(installed, "package.json"));
  for (const name of ["deep-diff", "jiti", "prettier"]) {
    symlinkSync(join(repository, "node_modules", name), join(installed, "..", name));
  }
});

let count = 0;

/** A project of a user's; a lock file says by which manager. */
const project = (files: Readonly<Record<string, string>>): string => {
  count += 1;
  const folder = join(root, `project ${count}`);
  for (const [file, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
};

/** Takes `node:sqlite` away where this Node.js has it. */
const withoutBuiltIn = "--import data:text/javascript,process.getBuiltinModule=undefined";

const run = (
  folder: string,
  url: string,
  options = withoutBuiltIn,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => {
  const { npm_config_user_agent: _agent, DATABASE_URL: _url, ...env } = process.env;
  return spawnSync(process.execPath, [join(installed, "dist/cli/main.js"), "reflect", url], {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, NODE_OPTIONS: options },
  });
};

/** A better-sqlite3 of which the native part does what `constructor` says. */
const fake = (
  constructor: string,
  manifest = '{ "name": "better-sqlite3", "version": "12.0.0", "main": "index.js" }',
): Readonly<Record<string, string>> => ({
  "node_modules/better-sqlite3/package.json": manifest,
  "node_modules/better-sqlite3/index.js": `module.exports = class { constructor() { ${constructor} } };`,
});

const wanted =
  Number(process.versions.node.split(".", 1)[0]) < 22 ? "better-sqlite3@12" : "better-sqlite3";

const missing: readonly (readonly [url: string, lock: string, message: string, todo: string])[] = [
  [
    "postgres://nobody@127.0.0.1:1/app",
    "package-lock.json",
    "the driver of PostgreSQL, pg, is not installed",
    "npm install pg",
  ],
  [
    "postgres://nobody:secret@127.0.0.1:1/app",
    "pnpm-lock.yaml",
    "the driver of PostgreSQL, pg, is not installed",
    "pnpm add pg",
  ],
  [
    "mysql://root@127.0.0.1:1/app",
    "yarn.lock",
    "the driver of MySQL and MariaDB, mysql2, is not installed",
    "yarn add mysql2",
  ],
  [
    "mariadb://root:secret@127.0.0.1:1/app",
    "bun.lock",
    "the driver of MySQL and MariaDB, mysql2, is not installed",
    "bun add mysql2",
  ],
  [
    "sqlite::memory:",
    "package-lock.json",
    "the driver of SQLite, better-sqlite3, is not installed",
    `npm install ${wanted}; or use Node.js 22.13 or later, which has SQLite built in`,
  ],
];

test.each(missing)("%s in a project with %s: %s", (url, lock, message, todo) => {
  const { status, stdout, stderr } = run(project({ [lock]: "" }), url);
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: `error: ${message}\n  → ${todo}\n`,
  });
});

const useless: readonly (readonly [
  why: string,
  constructor: string,
  lock: string,
  message: string,
  todo: string,
])[] = [
  [
    "a build that was blocked",
    'throw new Error("Could not locate the bindings file. Tried:\\n → a\\n → b")',
    "pnpm-lock.yaml",
    "better-sqlite3, is installed without its native part: its build was blocked, or failed",
    "pnpm add --allow-build=better-sqlite3 better-sqlite3 && pnpm rebuild better-sqlite3",
  ],
  [
    "a build for another Node.js",
    `throw Object.assign(new Error("The module '/x/better_sqlite3.node'\\nwas compiled against a different Node.js version using\\nNODE_MODULE_VERSION 1. This version of Node.js requires\\nNODE_MODULE_VERSION 115. Please try re-compiling or re-installing\\nthe module (for instance, using npm rebuild)."), { code: "ERR_DLOPEN_FAILED" })`,
    "package-lock.json",
    `better-sqlite3, was built for another version of Node.js than this ${process.version}`,
    "npm rebuild better-sqlite3",
  ],
  [
    "anything else",
    'throw new Error("libm.so.6: version `GLIBC_2.38\' not found")',
    "yarn.lock",
    "better-sqlite3, cannot be used: libm.so.6: version `GLIBC_2.38' not found",
    "yarn rebuild better-sqlite3",
  ],
];

describe("a better-sqlite3 that cannot be used", () => {
  test.each(useless)("for %s", (_why, constructor, lock, message, todo) => {
    const { status, stderr } = run(
      project({ [lock]: "", ...fake(constructor) }),
      "sqlite::memory:",
    );
    expect(stderr).toBe(
      `error: the driver of SQLite, ${message}\n  → ${todo}; or use Node.js 22.13 or later, which has SQLite built in\n`,
    );
    expect(status).toBe(2);
  });

  test("since it needs a later Node.js is not even tried", () => {
    const manifest =
      '{ "name": "better-sqlite3", "version": "99.1.0", "main": "index.js", "engines": { "node": ">=98.5" } }';
    const { status, stderr } = run(
      project({ "package-lock.json": "", ...fake("process.kill(process.pid)", manifest) }),
      "sqlite::memory:",
    );
    expect(stderr).toContain(
      `better-sqlite3, 99.1.0 needs Node.js 98 or later, and this is ${process.version}\n  → npm install ${wanted}, or use a later Node.js`,
    );
    expect(status).toBe(2);
  });
});

test("a driver of the project's is found by a program that is installed elsewhere", () => {
  const folder = project({});
  for (const name of ["better-sqlite3", "bindings", "file-uri-to-path"]) {
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), join(folder, "node_modules", name));
  }
  const { status, stdout, stderr } = run(folder, "sqlite::memory:", "");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("export const metadata = new MetaData(");
});

describe("the package manager", () => {
  test.each([
    ["pnpm", { "pnpm-lock.yaml": "" }],
    ["yarn", { "yarn.lock": "__metadata:\n" }],
    ["yarnClassic", { "yarn.lock": "# yarn lockfile v1\n" }],
    ["bun", { "bun.lock": "" }],
    ["deno", { "deno.lock": "" }],
    ["npm", { "package-lock.json": "" }],
  ] as const)("is %s by the lock file, also from a folder below", (manager, files) => {
    expect(
      packageManagerOf(join(project({ ...files, "src/db/x.ts": "" }), "src/db"), {
        npm_config_user_agent: "npm/11.0.0 node/v20",
      }),
    ).toBe(manager);
  });

  test.each([
    ["pnpm", "pnpm/10.34.9 npm/? node/v20.20.2 linux x64"],
    ["yarnClassic", "yarn/1.22.22 npm/? node/v20"],
    ["yarn", "yarn/4.18.1 npm/? node/v20"],
    ["bun", "bun/1.4.5 npm/? node/v24"],
    ["npm", ""],
    ["npm", "cnpm/9 node/v20"],
  ] as const)("is %s where only who started it is known: %s", (manager, agent) => {
    expect(packageManagerOf(project({}), { npm_config_user_agent: agent })).toBe(manager);
  });

  test("has a command for everything", () => {
    for (const { install, allowBuild, rebuild } of Object.values(commands)) {
      for (const command of [install("pg"), allowBuild("pg"), rebuild("pg")])
        expect(command).toMatch(/^\w+ .*\bpg\b/);
    }
  });
});
