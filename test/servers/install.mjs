/** Fetches the servers that the tests run on, as far as they are missing; `npm test` runs it first. Quick when all is there. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { installed, isRoot } from "./places.mjs";
import { servers } from "./servers.mjs";
import { given } from "./given.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

const run = (command, args) => {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8", maxBuffer: 2 ** 28, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (error === undefined && status === 0) return;
  const tail = `${stdout ?? ""}\n${stderr ?? ""}`.trim().split("\n").slice(-8).join("\n  ");
  throw new Error(`${[command, ...args].join(" ")}\n  ${error?.message ?? `exit status ${status}`}\n  ${tail}`);
};

let listsAreFresh = false;

const aptInstall = (...packages) => {
  if (!isRoot) throw new Error(`the Debian packages ${packages.join(", ")} are missing; as root: apt-get install ${packages.join(" ")}`);
  if (!listsAreFresh) run("apt-get", ["update", "-q"]);
  listsAreFresh = true;
  run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages]);
};

const has = (program) => spawnSync("sh", ["-c", `command -v ${program} || test -x /usr/sbin/${program}`]).status === 0;

/** Made beside its place and moved there when it is whole, so an interrupted run leaves nothing half-made in use. */
const make = (folder, fill) => {
  const place = join(installed, folder);
  const part = `${place}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  fill(part);
  rmSync(place, { recursive: true, force: true });
  renameSync(part, place);
};

/** npm packs no symbolic links; the package lists those that the server's libraries need. */
const restoreLinks = (folder) => {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
};

const recipes = {
  npm: ({ folder, package: name }) => make(`${folder}`, (part) => {
    const box = join(part, "npm");
    run("npm", ["install", "--prefix", box, "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", `server@npm:${name}`]);
    renameSync(join(box, "node_modules/server/native"), join(part, "native"));
    rmSync(box, { recursive: true });
    restoreLinks(part);
  }),
  apt: (name) => aptInstall(name),
  debs: ({ folder, suite, package: name }) => {
    if (!has("debootstrap")) aptInstall("debootstrap");
    make(folder, (part) => {
      const box = join(part, "box");
      run("debootstrap", ["--variant=minbase", "--download-only", `--include=${name}`, suite, box]);
      const archives = join(box, "var/cache/apt/archives");
      for (const file of readdirSync(archives).filter((f) => f.endsWith(".deb"))) run("dpkg-deb", ["-x", join(archives, file), part]);
      rmSync(box, { recursive: true });
    });
  },
};

const started = Date.now();
const failures = [];

const need = (title, there, get, wayOut) => {
  if (there()) return;
  say(`getting ${title} …`);
  try {
    for (const [how, what] of Object.entries(get)) recipes[how](what);
    if (!there()) throw new Error("it was installed and is still not to be found");
  } catch (error) {
    failures.push(`${title} could not be had: ${error.message}\n  → ${wayOut}`);
  }
};

for (const [name, { title, variable, there, get }] of Object.entries(servers)) {
  if (given(name) === undefined) need(title, there, get, `set ${variable} to the URL of a server that is running, e.g. ${servers[name].url(12345)}`);
}
need("pg_dump", () => has("pg_dump"), { apt: "postgresql-client" }, "install PostgreSQL's client programs");
need("the sqlite3 command line", () => has("sqlite3"), { apt: "sqlite3" }, "install SQLite's command line");

if (failures.length > 0) {
  say(failures.join("\n"));
  process.exit(1);
}
say(`test servers are installed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
