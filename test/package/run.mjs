/**
 * `npm run test:package`: the packed tarball in new projects, by every package manager, on every
 * runtime; a table at the end, exit status 1 where a cell failed.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import setUp from "../servers/setup.mjs";
import tearDown from "../servers/teardown.mjs";
import { cells, smoked } from "./cells.mjs";
import { databaseFor } from "./databases.mjs";
import { managers } from "./managers.mjs";
import { newProject } from "./project.mjs";
import { both, fits, install, is, library, minute, sizeOf, types } from "./steps.mjs";
import { pack } from "./tarball.mjs";
import { tool } from "./tools.mjs";

const registry = spawnSync("npm", ["config", "get", "registry"], {
  encoding: "utf8",
}).stdout.trim();

/** How a program of the user's is run. */
const runs = { bun: "bun", deno: "deno run --quiet -A" };

const environment = (runtime, compiler) => ({
  ...(compiler ? { npm_config_nodedir: runtime.root } : { CC: "/bin/false", CXX: "/bin/false" }),
  // yarn reads npm's settings not at all, or in other words.
  YARN_NPM_REGISTRY_SERVER: registry,
  npm_config_registry: registry,
});

/** The cell as the steps see it. */
const open = ({ manager: name, runtime: running, modules, driver, compiler, refuses }, url) => {
  const manager = managers[name];
  const runtime = tool(running);
  const { folder, sh } = newProject({
    files: {
      "package.json": `${JSON.stringify({ name: "app", private: true, type: modules === "esm" ? "module" : "commonjs" })}\n`,
      ...manager.files,
    },
    programs: [...(manager.tool === null ? [] : [tool(manager.tool).bin]), runtime.bin],
    environment: environment(runtime, compiler),
  });
  const plain = runs[running] ?? "node";
  return {
    manager,
    modules,
    driver,
    refuses,
    folder,
    sh,
    url,
    program: plain.split(" ")[0],
    version: runtime.version,
    run: manager.types ? plain : `yarn ${plain}`,
    write: (file, text) => writeFileSync(join(folder, file), text),
  };
};

/** One step after the other, up to the first that fails. */
const first = async (...steps) => {
  for (const step of steps) {
    const wrong = await step();
    if (wrong !== null) return wrong;
  }
  return null;
};

const tryCell = async (row, tarball) => {
  const began = Date.now();
  const database = await databaseFor(row.driver);
  const cell = open(row, database.url);
  const size = { packages: NaN, megabytes: NaN };
  try {
    const wrong = await first(
      () => is(cell),
      () => install(cell, `schema-diff@file:${tarball}`),
      () => fits(Object.assign(size, sizeOf(cell))),
      () => (row.driver === "none" ? null : install(cell, row.driver)),
      () => minute(cell),
      () => library(cell),
      () => types(cell),
    );
    return { ...row, ...size, seconds: (Date.now() - began) / 1000, wrong };
  } finally {
    rmSync(cell.folder, { recursive: true, force: true });
    await database.drop();
  }
};

const smoke = async (runtime, tarball) => {
  const began = Date.now();
  const row = {
    manager: "npm",
    runtime,
    modules: "both",
    driver: "none",
    compiler: false,
    refuses: null,
  };
  const cell = open(row, "");
  try {
    const wrong = await first(
      () => is(cell),
      () => install(cell, `schema-diff@file:${tarball}`),
      () => both(cell),
    );
    return { ...row, ...sizeOf(cell), seconds: (Date.now() - began) / 1000, wrong };
  } finally {
    rmSync(cell.folder, { recursive: true, force: true });
  }
};

const columns = [
  ["manager", ({ manager }) => manager],
  ["runtime", ({ runtime }) => `${runtime.split(" ")[0]} ${tool(runtime).version}`],
  ["modules", ({ modules }) => modules],
  ["driver", ({ driver }) => driver],
  ["packages", ({ packages }) => String(packages)],
  ["MB", ({ megabytes }) => megabytes.toFixed(1)],
  ["seconds", ({ seconds }) => seconds.toFixed(1)],
  [
    "outcome",
    ({ wrong, refuses }) =>
      wrong !== null ? "FAILED" : refuses !== null ? "says what to install" : "ok",
  ],
];

const print = (rows) => {
  const texts = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, text]) => text(row))),
  ];
  const widths = columns.map((_, at) => Math.max(...texts.map((cells) => cells[at].length)));
  const line = (cells) => `| ${cells.map((text, at) => text.padEnd(widths[at])).join(" | ")} |\n`;
  const [head, ...body] = texts;
  process.stdout.write(
    `${line(head)}${line(widths.map((width) => "-".repeat(width)))}${body.map(line).join("")}`,
  );
};

/** Words on the command line pick cells: all of them have to be in a cell's row. */
const picked = ({ manager, runtime, modules, driver }) =>
  process.argv.slice(2).every((word) => [manager, runtime, modules, driver].includes(word));

await setUp();
const folder = mkdtempSync(join(tmpdir(), "schema-diff-pack-"));
const rows = [];
const take = (row) => {
  rows.push(row);
  process.stderr.write(
    `${row.wrong === null ? "ok" : "FAILED"}: ${row.manager}, ${row.runtime}, ${row.modules}, ${row.driver}\n${row.wrong === null ? "" : `${row.wrong}\n`}`,
  );
};
try {
  const tarball = pack(folder);
  for (const row of cells.filter(picked)) take(await tryCell(row, tarball));
  for (const runtime of smoked)
    if (picked({ manager: "npm", runtime, modules: "both", driver: "none" }))
      take(await smoke(runtime, tarball));
} finally {
  rmSync(folder, { recursive: true, force: true });
  await tearDown();
}
print(rows);
const failures = rows.filter(({ wrong }) => wrong !== null).length;
process.stdout.write(`\n${rows.length - failures} passed, ${failures} failed\n`);
if (failures > 0 || rows.length === 0) process.exitCode = 1;
