/** `npm run test:fresh`: demo and tests from a clean clone, in a Debian that has nothing. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { project } from "../servers/places.mjs";
import { carryAll, nodeName } from "./carry.mjs";
import { makeRoot, newFolder, removeRoot, runIn, stopAll, suite, whyNot } from "./root.mjs";

const usage = `npm run test:fresh -- [--keep] [demo] [test [-- JEST ARGUMENTS]]

Makes a minimal Debian (${suite}) with Python, make, a compiler, git and this Node, clones HEAD
into it, and runs there npm ci, npm run demo (demo) and npm test (test); both if none is named.
Only root on a Debian can do that; it takes 15 to 30 minutes and 4 GB.

--keep    leaves the root where it is, and says where`;

const say = (text) => process.stderr.write(`${text}\n`);

const split = process.argv.indexOf("--", 2);
const words = process.argv.slice(2, split < 0 ? undefined : split);
const jestArguments = split < 0 ? [] : process.argv.slice(split + 1);
const keep = words.includes("--keep");
const chosen = words.filter((word) => word !== "--keep");

const steps = {
  demo: ["npm", "run", "demo"],
  test: ["npm", "test", ...(jestArguments.length === 0 ? [] : ["--", ...jestArguments])],
};

const refuse = (text) => {
  say(text);
  process.exit(2);
};

if (chosen.some((word) => !(word in steps))) refuse(usage);
const because = await whyNot();
if (because !== undefined) refuse(because);

const git = (...args) => {
  const { status, stdout, stderr } = spawnSync("git", ["-C", project, ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`git ${args.join(" ")}\n  ${stderr.trim()}`);
  return stdout.trim();
};

const table = [];
const timed = async (step, work) => {
  const started = Date.now();
  say(`\n── ${step}`);
  const outcome = await work().catch((error) => {
    say(error.message);
    return "failed";
  });
  table.push([step, ((Date.now() - started) / 1000).toFixed(1), outcome]);
  return outcome === "fine";
};
const outcomeOf = (status) =>
  status === 0 ? "fine" : typeof status === "number" ? `exit status ${status}` : status;

let root;
const leave = (status) => {
  stopAll();
  if (root !== undefined && !keep) removeRoot(root);
  process.exit(status);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => leave(130));

const main = async () => {
  const commit = git("rev-parse", "--short", "HEAD");
  if (git("status", "--porcelain", "--untracked-files=no") !== "")
    say(`what is not committed is not in it: ${commit} is tested`);
  let env;
  const made = await timed(`Debian ${suite}, ${nodeName}`, async () => {
    root = newFolder();
    await makeRoot(root);
    env = carryAll(root);
    git(
      "clone",
      "--quiet",
      "--depth",
      "1",
      "--no-tags",
      `file://${project}`,
      join(root, "schema-diff"),
    );
    return "fine";
  });
  if (!made) return;
  const run = (command) =>
    timed(command.join(" "), async () =>
      outcomeOf(await runIn(root, "/schema-diff", env, command)),
    );
  if (!(await run(["npm", "ci"]))) return;
  for (const [name, command] of Object.entries(steps)) {
    if (chosen.length === 0 || chosen.includes(name)) await run(command);
  }
};

await main();

const width = Math.max(...table.map(([step]) => step.length));
say(`\n${"step".padEnd(width)}  seconds  outcome`);
for (const [step, seconds, outcome] of table)
  say(`${step.padEnd(width)}  ${seconds.padStart(7)}  ${outcome}`);
if (keep && root !== undefined) say(`\nthe root is left at ${root}`);
leave(table.every(([, , outcome]) => outcome === "fine") ? 0 : 1);
