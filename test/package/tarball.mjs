/** Packs this package as it would be published. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { project } from "../servers/places.mjs";

/** @returns the path of the tarball, in `folder` */
export const pack = (folder) => {
  const output = execFileSync("npm", ["pack", "--json", "--silent", "--pack-destination", folder], {
    cwd: project,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const packed = JSON.parse(output);
  // npm 12 answers with an object by name, earlier ones with a list.
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return join(folder, filename);
};
