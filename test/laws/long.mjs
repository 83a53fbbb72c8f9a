/**
 * The long run of the laws on pairs that make order hard: `npm run laws`, 2,000 pairs a dialect, with
 * `-- --seed 7 --from 400 --pairs 2000 MySQL SQLite`. Each part of a run says its seed; `--from` takes
 * up a run that was stopped. A failure is shrunk and told, and the run goes on.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { project } from "../servers/places.mjs";

const all = ["PostgreSQL 18", "MySQL", "MariaDB", "SQLite"];
const part = 50;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    pairs: { type: "string", default: "2000" },
  },
});

const [seed, from, pairs] = [values.seed, values.from, values.pairs].map(Number);
const places = positionals.length === 0 ? all : positionals;
let failed = 0;

process.stdout.write(`seed ${seed}\n`);
for (let done = from; done < pairs; done += part)
  for (const place of places) {
    const own = seed + done;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        "--experimental-vm-modules",
        "--no-warnings",
        join(project, "node_modules/jest/bin/jest.js"),
        "test/laws/hard",
        "-t",
        `^${place} `,
      ],
      {
        cwd: project,
        encoding: "utf8",
        env: {
          ...process.env,
          SCHEMA_DIFF_SEED: String(own),
          SCHEMA_DIFF_LAW_RUNS: String(Math.min(part, pairs - done)),
          SCHEMA_DIFF_LAW_LIMIT: "1800000",
        },
      },
    );
    process.stdout.write(
      `${place}: pairs ${done} to ${Math.min(pairs, done + part)}, seed ${own}: ${status === 0 ? "hold" : "FAIL"}\n`,
    );
    if (status === 0) continue;
    failed++;
    process.stdout.write(`${stdout}${stderr}\n`);
  }
process.stdout.write(
  failed === 0
    ? "all hold\n"
    : `${failed} parts failed; go on with --seed ${seed} --from ${pairs}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
