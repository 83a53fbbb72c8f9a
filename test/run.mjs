/**
 * `npm test`: all tests, and then those that touch SQLite once more on `node:sqlite`, in a Node.js
 * that has it. Arguments go to jest: patterns of paths choose tests in both runs.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { nodeWithSqlite, project } from "./servers/places.mjs";

const jest = [
  "--experimental-vm-modules",
  "--no-warnings",
  join(project, "node_modules/jest/bin/jest.js"),
];

const run = (node, ...options) => {
  const { status, error } = spawnSync(node, [...jest, ...options, ...process.argv.slice(2)], {
    cwd: project,
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  return status;
};

const statuses = [
  run(process.execPath),
  run(nodeWithSqlite, "--config", "jest.nodeSqlite.config.mjs", "--passWithNoTests"),
];
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
