/** What is done in a cell, one step after the other; each gives null, or what was wrong. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project as own } from "../servers/places.mjs";
import { firstMinute, matches } from "./readme.mjs";

/** Installed without a driver, at most. */
export const bounds = { packages: 20, megabytes: 20 };

const { paste, printed, script } = firstMinute(readFileSync(join(own, "README.md"), "utf8"));

const failed = (what, { status, output }) => `${what} (exit status ${status}):\n${output}`;

const lines = (text) => text.trimEnd().split("\n");

/** Is the runtime the one that the table will name? */
export const is = async ({ sh, program, version }) => {
  const { status, output } = await sh(`${program} --version`);
  return status === 0 && output.includes(version)
    ? null
    : failed(`this is not ${program} ${version}`, { status, output });
};

export const install = async ({ sh, manager }, ...packages) => {
  const done = await sh(`${manager.add} ${packages.join(" ")}`);
  return done.status === 0 ? null : failed("it was not installed", done);
};

export const sizeOf = ({ folder, manager }) => {
  const { packages, bytes } = manager.measure(folder);
  return { packages, megabytes: bytes / 1e6 };
};

export const fits = ({ packages, megabytes }) =>
  packages <= bounds.packages && megabytes <= bounds.megabytes
    ? null
    : `more than ${bounds.packages} packages or ${bounds.megabytes} MB without a driver`;

/**
 * The README's first block, but for its first command, in the words of the cell's manager and with
 * the cell's database.
 */
const pasted = ({ manager, url }) => {
  const rest = paste
    .replace(/^npm install schema-diff$/m, "")
    .replaceAll(
      "npx schema-diff",
      `${manager.exec}${manager.exec.endsWith(":") ? "" : " "}schema-diff`,
    );
  return rest.replaceAll("sqlite:app.db", `'${url}'`);
};

const tells = (refuses, { status, output }) => {
  if (status === 2 && refuses.every((pattern) => pattern.test(output))) return null;
  return failed(`it should have ended with 2 and said ${refuses.join(" and ")}`, {
    status,
    output,
  });
};

export const minute = async (cell) => {
  const done = await cell.sh(pasted(cell));
  if (cell.refuses !== null) return tells(cell.refuses, done);
  if (done.status !== 0 || !matches(lines(printed), lines(done.output)))
    return failed("it printed something else than the README says", done);
  const written = readFileSync(join(cell.folder, script.shows), "utf8");
  return !cell.url.startsWith("sqlite:") || written === script.text
    ? null
    : `it wrote another script than the README shows:\n${written}`;
};

const program = {
  esm: ["library.mjs", 'import { diff } from "schema-diff";\n'],
  cjs: ["library.cjs", 'const { diff } = require("schema-diff");\n'],
};

/** The library in a program of the user's: after the first minute nothing is left to do. */
export const library = async ({ sh, modules, run, url, refuses, write }) => {
  if (refuses !== null) return null;
  const [file, first] = program[modules];
  write(
    file,
    `${first}diff({ from: ${JSON.stringify(url)}, to: "schema.ts" }).then((plan) => console.log("changes:", plan.changes.length));\n`,
  );
  const done = await sh(`${run} ${file}`);
  return done.status === 0 && done.output === "changes: 0"
    ? null
    : failed("the library says something else than the command", done);
};

/** The user's own compiler, strict, without any types but the package's. */
export const types = async ({ sh, manager, modules, write }) => {
  if (!manager.types) return null;
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        lib: ["es2022"],
        module: "nodenext",
        types: [],
        strict: true,
        noEmit: true,
        skipLibCheck: false,
      },
      include: ["schema.ts", "migrations/*.ts"],
    }),
  );
  const done = await sh(
    `"${process.execPath}" "${join(own, "node_modules/typescript/bin/tsc")}" -p .`,
  );
  return done.status === 0
    ? null
    : failed(`its types do not fit a project of ${modules} modules`, done);
};

/** Import and require give the same module, without a word of warning. */
export const both = async ({ sh, run, write }) => {
  write(
    "smoke.mjs",
    `
    import { createRequire } from "node:module";
    import * as imported from "schema-diff";
    console.log(typeof imported.table, createRequire(import.meta.url)("schema-diff").MetaData === imported.MetaData);
  `,
  );
  write(
    "smoke.cjs",
    'const { table, MetaData } = require("schema-diff");\nconsole.log(typeof table, typeof MetaData);\n',
  );
  const done = await sh(`${run} smoke.mjs\n${run} smoke.cjs`);
  return done.status === 0 && done.output === "function true\nfunction function"
    ? null
    : failed("import and require do not meet", done);
};
