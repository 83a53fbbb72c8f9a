/** The tests that touch SQLite once more, on `node:sqlite`; they need Node.js 22.16 or later and no server. */
import config from "./jest.config.mjs";

const { globalSetup: _setup, globalTeardown: _teardown, ...shared } = config;

export default {
  ...shared,
  setupFiles: ["<rootDir>/test/sqlite/builtIn.mjs", ...shared.setupFiles],
  moduleNameMapper: {
    "^better-sqlite3$": "<rootDir>/test/sqlite/absent.mjs",
    ...shared.moduleNameMapper,
  },
  testMatch: [
    "stories.test.ts",
    "laws/{laws,hard}.test.ts",
    "rebuild/**/*.test.ts",
    "dialects/sqlite.*.test.ts",
    "reflect/sqlite*.test.ts",
    "migrate/{migrator,hidden,orphans}.test.ts",
    "render/metadataLive.test.ts",
    "sqlite/**/*.test.ts",
  ].map((tests) => `<rootDir>/test/${tests}`),
};
