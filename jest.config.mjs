/** Tests are TypeScript modules, transpiled by swc and run as native ES modules. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "es6" } }] },
  moduleNameMapper: { "^schema-diff$": "<rootDir>/src/index.ts", "^(\\.{1,2}/.*)\\.js$": "$1" },
  testTimeout: 120_000,
  maxWorkers: 2,
};
