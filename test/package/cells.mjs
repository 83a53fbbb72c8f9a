/**
 * Which combinations are tried: every manager, every runtime, both kinds of modules and every
 * driver at least once, and the pairs that are likeliest to differ.
 */

/** What a cell without any way to SQLite has to say instead. */
const missing = [/better-sqlite3, is not installed/, /npm install better-sqlite3/, /22\.13/];

/**
 * And where the package manager has not run the driver's own script, which makes its native part.
 */
const blocked = [/its build was blocked/, /pnpm add --allow-build=better-sqlite3/, /22\.13/];

const cell = (manager, runtime, modules, driver, rest = {}) => ({
  manager,
  runtime,
  modules,
  driver,
  compiler: false,
  refuses: null,
  ...rest,
});

/**
 * A driver with a version is the oldest that package.json allows; the only one built here is
 * better-sqlite3, where a compiler may be used.
 */
export const cells = [
  cell("npm", "node 22", "esm", "none"),
  cell("npm", "node 20.19.0", "esm", "pg"),
  cell("npm", "node 20.19.0", "cjs", "none", { refuses: missing }),
  cell("npm", "node 20.19.0", "cjs", "better-sqlite3@11.0.0", { compiler: true }),
  cell("npm", "node 26", "cjs", "pg"),
  cell("npm", "node 24", "esm", "mysql2"),
  cell("pnpm 10", "node 22", "esm", "none"),
  cell("pnpm 10", "node 24", "cjs", "mysql2"),
  cell("pnpm 10", "node 20.19.0", "esm", "better-sqlite3@12", { refuses: blocked }),
  // The driver is as useless here, and what the runtime has built in steps in.
  cell("pnpm 10", "node 24", "esm", "better-sqlite3"),
  cell("pnpm 12", "node 26", "esm", "none"),
  cell("pnpm 12", "node 22", "cjs", "pg@8.11.0"),
  cell("yarn 1", "node 20.19.0", "cjs", "mysql2@3.9.0"),
  cell("yarn 1", "node 24", "esm", "none"),
  cell("yarn 4", "node 24", "esm", "pg"),
  cell("yarn 4", "node 26", "cjs", "none"),
  cell("yarn 4 PnP", "node 22", "esm", "none"),
  cell("yarn 4 PnP", "node 24", "cjs", "pg"),
  cell("bun", "bun", "esm", "none"),
  cell("bun", "bun", "cjs", "mysql2"),
  cell("npm, deno", "deno", "esm", "none"),
  cell("npm, deno", "deno", "esm", "pg"),
];

/** Where the package is no more than imported and required. */
export const smoked = [
  "node 20.19.0",
  "node 22.12.0",
  "node 22",
  "node 24",
  "node 26",
  "bun",
  "deno",
];
