/** `npm run kills`: ends `upgrade` at everything that it asks the database, and at 100 random moments, on servers of its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { project } from "../servers/places.mjs";

const { status } = spawnSync(
  process.execPath,
  [
    "--experimental-vm-modules",
    "--no-warnings",
    join(project, "node_modules/jest/bin/jest.js"),
    "test/kill",
    ...process.argv.slice(2),
  ],
  { cwd: project, stdio: "inherit", env: { SCHEMA_DIFF_KILLS: "100", ...process.env } },
);
process.exitCode = status ?? 1;
