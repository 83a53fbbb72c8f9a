/** Tests are TypeScript modules, transpiled by swc and run as native ES modules; their servers come with them. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "es6" } },
    ],
  },
  moduleNameMapper: { "^schema-diff$": "<rootDir>/src/index.ts", "^(\\.{1,2}/.*)\\.js$": "$1" },
  setupFiles: ["<rootDir>/test/seed.mjs"],
  testSequencer: "<rootDir>/test/sequencer.mjs",
  globalSetup: "<rootDir>/test/servers/setup.mjs",
  globalTeardown: "<rootDir>/test/servers/teardown.mjs",
  reporters: ["default", "<rootDir>/test/counts.mjs"],
  testTimeout: 120_000,
  maxWorkers: 2,
};
