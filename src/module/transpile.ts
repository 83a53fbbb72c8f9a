/**
 * Transpiles modules, each text once: the result is kept in memory while a loader is open, and on
 * disk between runs.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { once } from "../model/index.js";
import { addToPack, digest, readPack, type Pack, type Transpiled } from "./pack.js";

const versionIn = (path: string | URL): string => {
  const found: unknown = JSON.parse(readFileSync(path, "utf8"));
  return typeof found === "object" && found !== null && "version" in found
    ? String(found.version)
    : "";
};

/** Another version of this package or of jiti may transpile differently. */
const versions = once(() => [
  versionIn(new URL("../../package.json", import.meta.url)),
  versionIn(createRequire(import.meta.url).resolve("jiti/package.json")),
]);

/**
 * Babel replaces `Error.prepareStackTrace` for good, and on Bun its function fails for a value that
 * is no Error: mysql2 captures a stack on a plain object just after it has connected, so that the
 * connection was never closed and the process never ended. Both settings are global to the process.
 */
const withStackTracesKept = <T>(work: () => T): T => {
  const { stackTraceLimit } = Error;
  const prepareStackTrace: unknown = Reflect.get(Error, "prepareStackTrace");
  try {
    return work();
  } finally {
    // By assignment: Bun does not notice a property that is defined or deleted.
    Reflect.set(Error, "prepareStackTrace", prepareStackTrace);
    Error.stackTraceLimit = stackTraceLimit;
  }
};

/** What is transpiled: the module's text, and options that affect the result. */
interface Work {
  readonly source: string;
  readonly filename?: string;
}

export interface Transpiler<W extends Work> {
  readonly transform: (work: W) => { readonly code: string };
  /** Every module that was requested, with its source text. */
  readonly sources: ReadonlyMap<string, string>;
  /**
   * Saves new code for the next run. @returns how many modules were transpiled, how many were in
   * the cache, and where it is
   */
  readonly save: () => {
    readonly fresh: number;
    readonly known: number;
    readonly places: readonly string[];
  };
}

interface Shelf {
  readonly stored: Pack;
  readonly used: Map<string, Transpiled>;
  fresh: number;
}

/** @param transpile turns a module's text into code that runs */
export const transpilerBy = <W extends Work>(transpile: (work: W) => string): Transpiler<W> => {
  const shelves = new Map<string, Shelf>();
  const sources = new Map<string, string>();
  const shelfOf = (folder: string): Shelf => {
    const found = shelves.get(folder) ?? { stored: readPack(folder), used: new Map(), fresh: 0 };
    shelves.set(folder, found);
    return found;
  };
  return {
    sources,
    transform: (work) => {
      const { filename: file, source } = work;
      if (file === undefined) return { code: withStackTracesKept(() => transpile(work)) };
      sources.set(file, source);
      const shelf = shelfOf(dirname(file));
      const key = digest(JSON.stringify([versions(), work]));
      const known = shelf.used.get(key) ?? shelf.stored.get(key);
      const { code } = known ?? { code: withStackTracesKept(() => transpile(work)) };
      // A module that does not parse becomes one that throws; its message is made again each time.
      if (code.includes("__JITI_ERROR__")) return { code };
      if (known === undefined) shelf.fresh += 1;
      shelf.used.set(key, { file, code });
      return { code };
    },
    save: () => {
      const all = [...shelves];
      const places = all.flatMap(([folder, { used, fresh }]) => {
        const written = fresh === 0 ? null : addToPack(folder, used);
        return written === null ? [] : [written];
      });
      const fresh = all.reduce((sum, [, shelf]) => sum + shelf.fresh, 0);
      const used = all.reduce((sum, [, shelf]) => sum + shelf.used.size, 0);
      return { fresh, known: used - fresh, places };
    },
  };
};
