/** Servers that run already: named by an environment variable, or by `.servers/urls.json` on a developer's machine. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "./places.mjs";
import { servers } from "./servers.mjs";

const file = join(project, ".servers/urls.json");

const written = () => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw new Error(`${file}: ${error.message}`);
  }
};

/** The URL of a server that somebody else runs; undefined where we start our own. */
export const given = (name) => process.env[servers[name].variable] || written()[name];
