/** What many migration scripts cost a command: the processor's time of the whole process, with a cold and with a warm cache. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableText, text } from "./clock.mjs";

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist/cli/main.js");

const script = (revision, downRevision) => `/**
 * step ${revision}
 */
import type { Operations } from "schema-diff";

export const revision = "${revision}";
export const downRevision = ${JSON.stringify(downRevision)};

export async function up(op: Operations): Promise<void> {
  await op.addColumn("user", column("c${revision}"));
  await op.createUniqueConstraint("uq_user_c${revision}", "user", ["c${revision}"]);
}

export async function down(op: Operations): Promise<void> {
  await op.dropConstraint("uq_user_c${revision}", "user", { type: "unique" });
  await op.dropColumn("user", "c${revision}");
}

const column = (name: string) => ({ name, type: "INTEGER" });
`;

const schema =
  'import { MetaData } from "schema-diff";\n\nexport const metadata = new MetaData();\n';

/** A project whose scripts are all marked as having run, in a folder of its own, with a cache of its own. */
export const projectOf = (count) => {
  const folder = mkdtempSync(join(tmpdir(), "schema-diff-scripts-"));
  mkdirSync(join(folder, "migrations"));
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(
    join(folder, "schema-diff.config.json"),
    '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n',
  );
  writeFileSync(join(folder, "schema.ts"), schema);
  // An empty file is an empty database.
  writeFileSync(join(folder, "app.db"), "");
  let before = null;
  for (let i = 1; i <= count; i += 1) {
    const revision = String(i).padStart(4, "0");
    writeFileSync(join(folder, "migrations", `${revision}_step.ts`), script(revision, before));
    before = revision;
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** @returns milliseconds of user and system time, of every thread of the process */
export const processorTime = (folder, ...args) => {
  const [told, hook] = [join(folder, "usage.json"), join(folder, "usage.mjs")];
  writeFileSync(
    hook,
    `import { writeFileSync } from "node:fs";\nprocess.on("exit", () => writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.cpuUsage())));\n`,
  );
  const { NODE_OPTIONS: _options, ...env } = process.env;
  execFileSync(process.execPath, ["--import", hook, program, ...args], {
    cwd: folder,
    env,
    stdio: "ignore",
  });
  const { user, system } = JSON.parse(readFileSync(told, "utf8"));
  return (user + system) / 1000;
};

/** The least of several runs: what others do on the machine only ever adds. */
export const leastTime = (runs, folder, ...args) =>
  Math.min(...Array.from({ length: runs }, () => processorTime(folder, ...args)));

const main = () => {
  const { folder, remove } = projectOf(500);
  const { folder: empty, remove: removeEmpty } = projectOf(0);
  try {
    const cold = processorTime(folder, "stamp", "head");
    const rows = [["current"], ["generate"], ["history"]].map((args) => [
      args[0],
      "500",
      text(leastTime(5, folder, ...args)),
      text(leastTime(5, empty, ...args)),
    ]);
    console.log(
      tableText(
        ["command", "scripts", "warm, ms CPU", "no scripts"],
        [...rows, ["stamp", "500, nothing cached", text(cold), ""]],
      ),
    );
  } finally {
    remove();
    removeEmpty();
  }
};

if (
  process.argv[1] === fileURLToPath(import.meta.url) ||
  process.argv[1]?.endsWith("run.mjs") === true
)
  main();
