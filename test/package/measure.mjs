/** How many packages a project has installed, and how many bytes they are. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder once, whatever links point to it. */
const bytesBelow = (folder, seen = new Set()) => {
  let bytes = 0;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = lstatSync(path);
    if (entry.isDirectory()) bytes += bytesBelow(path, seen);
    else if (!seen.has(entry.ino)) {
      seen.add(entry.ino);
      bytes += entry.size;
    }
  }
  return bytes;
};

/**
 * The packages that lie in a folder `node_modules` and in those below it; a link counts where it
 * leads to.
 */
const packagesIn = (modules) =>
  readdirSync(modules).flatMap((name) => {
    const folder = join(modules, name);
    if (!lstatSync(folder).isDirectory()) return [];
    if (name === ".pnpm")
      return readdirSync(folder)
        .map((p) => join(folder, p, "node_modules"))
        .filter((p) => existsSync(p))
        .flatMap(packagesIn);
    if (name.startsWith("@")) return packagesIn(folder);
    if (name.startsWith(".") || !existsSync(join(folder, "package.json"))) return [];
    const { name: own, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const inner = join(folder, "node_modules");
    return [`${own}@${version}`, ...(existsSync(inner) ? packagesIn(inner) : [])];
  });

/** A folder `node_modules`, as every manager but yarn's Plug'n'Play makes one. */
export const modules = (project) => ({
  packages: new Set(packagesIn(join(project, "node_modules"))).size,
  bytes: bytesBelow(join(project, "node_modules")),
});

/** Plug'n'Play keeps the packages as archives. */
export const archives = (project) => {
  const folder = join(project, ".yarn/cache");
  return {
    packages: readdirSync(folder).filter((name) => name.endsWith(".zip")).length,
    bytes: bytesBelow(folder),
  };
};
