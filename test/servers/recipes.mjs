/** The ways to get what is missing: npm, apt, and packages of another suite of Debian unpacked. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { missing, telling } from "./missing.mjs";
import { needs } from "./needs.mjs";
import { installed, isRoot } from "./places.mjs";

const run = (command, args) => {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (error === undefined && status === 0) return;
  const tail = `${stdout ?? ""}\n${stderr ?? ""}`.trim().split("\n").slice(-8).join("\n  ");
  throw new Error(
    `${[command, ...args].join(" ")}\n  ${error?.message ?? `exit status ${status}`}\n  ${tail}`,
  );
};

let listsAreFresh = false;

const packagesOf = (lacks) => [...new Set(lacks.flatMap(({ deb }) => deb ?? []))];

/** A package that counts as installed, and whose files are gone, has to be installed again. */
const aptInstall = (lacks) => {
  if (!listsAreFresh) run("apt-get", ["update", "-q"]);
  listsAreFresh = true;
  const quietly = ["-y", "-q", "--no-install-recommends", "--reinstall"];
  run("apt-get", ["install", ...quietly, ...packagesOf(lacks)]);
};

/** Made beside its place and moved there when it is whole: nothing half-made is ever in use. */
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

const npmInstall = (folder, name) =>
  run("npm", [
    "install",
    "--prefix",
    folder,
    "--no-save",
    "--no-package-lock",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    name,
  ]);

const recipes = {
  npm: {
    needsRoot: false,
    follow: ({ folder, package: name, take }) =>
      make(folder, (part) => {
        const box = join(part, "npm");
        npmInstall(box, `server@npm:${name}`);
        renameSync(join(box, "node_modules/server", take), join(part, take));
        rmSync(box, { recursive: true });
        restoreLinks(part);
      }),
  },
  /** A package with all that it needs, which the project's own modules then find. */
  npmLinked: {
    needsRoot: false,
    follow: ({ folder, package: name, from, link }) => {
      if (!existsSync(from)) make(folder, (part) => npmInstall(part, name));
      rmSync(link, { recursive: true, force: true });
      symlinkSync(from, link);
    },
  },
  apt: {
    needsRoot: true,
    follow: (_get, lacks) => aptInstall(lacks),
  },
  debs: {
    needsRoot: true,
    follow: ({ folder, suite, package: name }) =>
      make(folder, (part) => {
        const box = join(part, "box");
        run("debootstrap", [
          "--variant=minbase",
          "--download-only",
          `--include=${name}`,
          suite,
          box,
        ]);
        const archives = join(box, "var/cache/apt/archives");
        for (const file of readdirSync(archives).filter((f) => f.endsWith(".deb")))
          run("dpkg-deb", ["-x", join(archives, file), part]);
        rmSync(box, { recursive: true });
      }),
  },
};

const aptIsHere = async () => isRoot && (await missing(needs.apt)).length === 0;

/** What the recipe itself calls is asked for first, and got. */
const prepare = async (row) => {
  const lacks = await missing(row);
  if (lacks.length === 0) return;
  if (!(await aptIsHere())) throw new Error(`to install it, ${telling(lacks)}`);
  aptInstall(lacks);
  const still = await missing(row);
  if (still.length > 0) throw new Error(`to install it, ${telling(still)}`);
};

/** Gets what is missing of a row, and says what is missing after that. */
export const supply = async ({ needs: row, get }, lacks) => {
  const { needsRoot, follow } = recipes[get.how];
  if (needsRoot && !isRoot) throw new Error("to install it, one has to be root");
  await prepare(needs[get.how]);
  // A tree of our own can be whole and still lack a library of the system's.
  if (get.how === "apt" || lacks.some(({ deb }) => deb === undefined)) follow(get, lacks);
  const still = await missing(row);
  if (still.length === 0 || get.how === "apt" || !(await aptIsHere())) return still;
  aptInstall(still);
  return missing(row);
};
