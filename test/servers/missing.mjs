/** Which of the programs, libraries and files in a row of `needs` are missing, by name. */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { systemLibraries } from "./needs.mjs";

const executable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Debian keeps servers in /usr/sbin, which is not on every user's PATH. */
export const locate = (program, path = process.env.PATH ?? "") =>
  (program.includes("/")
    ? [program]
    : [...path.split(":"), "/usr/sbin"].map((folder) => join(folder, program))
  ).find(executable);

const run = ([command, ...args], path) =>
  new Promise((resolve) => {
    const env = { ...process.env, ...(path === undefined ? {} : { PATH: path }), LC_ALL: "C" };
    execFile(command, args, { encoding: "utf8", env }, (error, stdout, stderr) =>
      resolve({ error, output: `${stdout}\n${stderr}` }),
    );
  });

/** The libraries that a file is linked to and that the loader does not find; none for a script. */
const unresolved = async (file, loader, path) => {
  const { output } = await run(
    loader === undefined ? ["ldd", file] : [...loader, "--list", file],
    path,
  );
  return [...new Set([...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name))];
};

/** dpkg knows whose a file is also when that is gone. */
const ownerOf = async (pattern) => {
  const { error, output } = await run(["dpkg-query", "--search", pattern]);
  return error ? undefined : /^([^:,\s]+)/.exec(output)?.[1];
};

/** A tree of our own has its libraries in it, but for those of the system. */
const packageOf = async (library, deb) =>
  systemLibraries[library] ?? (deb === undefined ? undefined : ownerOf(`*/${library}`));

/** `spawn ENOENT` of a file that is there is about the interpreter that its first line names. */
const interpreter = (file) => /^#!\s*(\S+)/.exec(readFileSync(file, "latin1").slice(0, 200))?.[1];

const failure = async (name, place, { error, output }, deb) => {
  if (error.code !== "ENOENT") {
    const said = output.trim().split("\n").at(-1) || error.message;
    return lack(`${name}: it does not run: ${said}`, deb, true);
  }
  const runs = interpreter(place);
  const owner = runs === undefined ? undefined : await ownerOf(runs);
  return lack(`${name}: ${runs ?? "its loader"}, which runs it, is missing`, owner ?? deb, true);
};

const lack = (what, deb, damaged = false) => ({
  what,
  damaged,
  ...(deb === undefined ? {} : { deb }),
});

const lacking = async ({ program, library, file, ask = ["--version"], loader, deb }, path) => {
  const name = program ?? library ?? file;
  const place = program === undefined ? name : locate(program, path);
  if (place === undefined || !existsSync(place)) return [lack(`${name} is missing`, deb)];
  if (file !== undefined) return [];
  const [libraries, answer] = await Promise.all([
    unresolved(place, loader, path),
    program === undefined || ask === null ? {} : run([...(loader ?? []), place, ...ask], path),
  ]);
  const told = /error while loading shared libraries: ([^:\s]+)/.exec(answer.output ?? "")?.[1];
  const absent = new Set([...libraries, ...(told === undefined ? [] : [told])]);
  if (absent.size > 0) {
    const about = async (each) =>
      lack(`the library ${each} of ${basename(name)} is missing`, await packageOf(each, deb), true);
    return Promise.all([...absent].map(about));
  }
  return answer.error ? [await failure(basename(name), place, answer, deb)] : [];
};

/**
 * What is missing of a row, as `{ what, deb, damaged }`; nothing when all is there and runs.
 * Damaged: a package may count as installed, and yet it has to be installed again.
 */
export const missing = async (row, path) =>
  (await Promise.all(row().map((need) => lacking(need, path)))).flat();

/** The same as a text, with the Debian packages that bring it. */
export const telling = (lacks) => {
  const debs = [...new Set(lacks.flatMap(({ deb }) => deb ?? []))];
  const install = lacks.some(({ damaged }) => damaged) ? "install --reinstall" : "install";
  const told = lacks.map(({ what }) => what).join("; ");
  return debs.length === 0 ? told : `${told} (Debian: apt-get ${install} ${debs.join(" ")})`;
};
