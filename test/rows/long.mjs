/** `npm run rows`: 300 random plans a server that may fail on rows; `-- --seed 7`, `-- --plans 50`, `-- mysql`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { project } from "../servers/places.mjs";

const { values, positionals } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    plans: { type: "string", default: "300" },
  },
  allowPositionals: true,
});
const { status } = spawnSync(
  process.execPath,
  [
    "--experimental-vm-modules",
    "--no-warnings",
    join(project, "node_modules/jest/bin/jest.js"),
    "test/rows",
    ...positionals.flatMap((name) => ["-t", `^${name}: `]),
  ],
  {
    cwd: project,
    stdio: "inherit",
    env: {
      ...process.env,
      SCHEMA_DIFF_SEED: values.seed,
      SCHEMA_DIFF_ROWS_RUNS: values.plans,
    },
  },
);
process.exitCode = status ?? 1;
