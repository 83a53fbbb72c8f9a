/** `check` of a database against its own snapshot beside `pg_dump -s` of the same database, in turns: `node bench/dump.mjs [FILE.sql]`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { reflect } from "../build/js/index.js";
import { snapshotJson } from "../build/js/render/index.js";
import { tableText, text, median } from "./clock.mjs";
import { server, withPostgres } from "./places.mjs";
import { syntheticDdl } from "./synthetic.mjs";

const program = join(dirname(fileURLToPath(import.meta.url)), "../dist/cli/main.js");
const [file] = process.argv.slice(2);
const ddl = file === undefined ? syntheticDdl(1000).join(";\n") : readFileSync(file, "utf8");
const turns = 7;

const run = (promised, command, ...args) => {
  const begun = performance.now();
  const { status, error, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined || status !== promised)
    throw new Error(
      `${command} ${args[0]}: ${error?.message ?? `exit status ${status}\n${stderr}`}`,
    );
  return performance.now() - begun;
};

// Debian's pg_dump reads servers up to its own version: the older of the two.
const { url: admin, stop } = await server("postgresOld");
const folder = mkdtempSync(join(tmpdir(), "schema-diff-bench-"));
try {
  await withPostgres(admin, async (url, client) => {
    await client.query(ddl);
    await client.query("RESET ALL");
    const snapshot = join(folder, "snapshot.json");
    const schema = await reflect(url, { schemas: ["*"] });
    writeFileSync(snapshot, snapshotJson(schema));
    const [checks, dumps] = [[], []];
    for (let turn = 0; turn < turns; turn += 1) {
      checks.push(
        run(
          0,
          process.execPath,
          program,
          "check",
          "--url",
          url,
          "--metadata",
          snapshot,
          "--schema",
          "*",
        ),
      );
      dumps.push(run(0, "pg_dump", "-s", url));
    }
    const row = (name, times) => [
      name,
      `${schema.tables.length} tables`,
      text(Math.min(...times)),
      text(median(times)),
      text(Math.max(...times)),
    ];
    process.stdout.write(
      `${tableText(["milliseconds", "", "least", "median", "most"], [row("check", checks), row("pg_dump -s", dumps)])}\n\n`,
    );
    process.stdout.write(
      `check takes ${(median(checks) / median(dumps)).toFixed(2)} times as long as pg_dump -s (medians of ${turns} turns)\n`,
    );
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
  await stop();
}
