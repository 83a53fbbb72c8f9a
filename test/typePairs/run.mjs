/** Every pair of types on every server: `npm run type-pairs`, or `-- MySQL` for one of them. A few minutes each. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { project } from "../servers/places.mjs";

const all = ["PostgreSQL 18", "PostgreSQL 13", "MySQL", "MariaDB", "SQLite"];
const asked = process.argv.slice(2);
let failed = false;
for (const place of asked.length === 0 ? all : asked) {
  const { status } = spawnSync(
    process.execPath,
    [
      "--experimental-vm-modules",
      "--no-warnings",
      join(project, "node_modules/jest/bin/jest.js"),
      "test/typePairs",
      "-t",
      `^${place} `,
    ],
    { cwd: project, stdio: "inherit", env: { ...process.env, SCHEMA_DIFF_TYPE_PAIRS: "all" } },
  );
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
