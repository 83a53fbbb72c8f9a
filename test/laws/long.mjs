/**
 * The long run of the laws on pairs that make order hard: `npm run laws`, 2,000 pairs a dialect, with
 * `-- --seed 7 --from 400 --pairs 2000 MySQL SQLite`. A pair is told by the seed and its number: `--from 12 --pairs 13`
 * runs the thirteenth alone. One that fails is shrunk for `--shrink` seconds and told, and the run goes on.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { project } from "../servers/places.mjs";

const all = ["PostgreSQL 18", "MySQL", "MariaDB", "SQLite", "Snowflake"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    pairs: { type: "string", default: "2000" },
    shrink: { type: "string", default: "60" },
    show: { type: "boolean", default: false },
    law: { type: "string", default: "hard" },
  },
});

process.stdout.write(`seed ${values.seed}\n`);
/** The law of objects is about what Snowflake's dialect does not model. */
const usual = values.law === "objects" ? all.filter((place) => place !== "Snowflake") : all;
for (const place of positionals.length === 0 ? usual : positionals) {
  const { status } = spawnSync(
    process.execPath,
    [
      "--experimental-vm-modules",
      "--no-warnings",
      join(project, "node_modules/jest/bin/jest.js"),
      "--runInBand",
      `test/laws/${values.law}`,
      "-t",
      `^${place} `,
    ],
    {
      cwd: project,
      stdio: "inherit",
      env: {
        ...process.env,
        ...(values.show ? { SCHEMA_DIFF_LAW_SHOW: "1" } : {}),
        SCHEMA_DIFF_SEED: values.seed,
        SCHEMA_DIFF_LAW_FROM: values.from,
        SCHEMA_DIFF_LAW_PAIRS: values.pairs,
        SCHEMA_DIFF_LAW_LIMIT: String(Number(values.shrink) * 1000),
      },
    },
  );
  process.exitCode = Math.max(Number(process.exitCode ?? 0), status ?? 1);
}
