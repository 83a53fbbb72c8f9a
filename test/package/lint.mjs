/**
 * `npm run lint:package`: what would be published, judged by publint and by "Are the types
 * wrong?".
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project } from "../servers/places.mjs";
import { pack } from "./tarball.mjs";

const judges = [
  ["publint", "run", "--strict"],
  ["attw", "--profile", "strict"],
];

const folder = mkdtempSync(join(tmpdir(), "schema-diff-pack-"));
try {
  const tarball = pack(folder);
  for (const [program, ...options] of judges) {
    const { status, error } = spawnSync(
      join(project, "node_modules/.bin", program),
      [...options, tarball],
      { cwd: project, stdio: "inherit" },
    );
    if (error !== undefined) throw error;
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
