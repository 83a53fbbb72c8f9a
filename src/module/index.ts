/** Loads the user's TypeScript and JavaScript modules: config, metadata, migration scripts. */
import { fileWayOut } from "./fileErrors.js";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inFile, messageOf, SchemaDiffError, stackOf, type ErrorPlace } from "../model/index.js";
import { loadJiti } from "./jiti.js";
import { transpilerBy } from "./transpile.js";

export type LoadedModule = Readonly<Record<string, unknown>>;

/** Receives details of a run for verbose output. */
export type Detail = (text: string) => void;

/** Loads modules until it is closed, when transpiled code is saved for the next run. */
export interface Loader {
  /**
   * @param path absolute
   * @throws SchemaDiffError `source` where there is no such file or it may not be read, `metadata` where it throws or does not parse: with file and line
   */
  readonly load: (path: string) => Promise<LoadedModule>;
  /** All modules that were transpiled, imported ones included, with their source texts. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * This package's own entry, so that a user's `import … from "schema-diff"` finds the same copy that
 * is running.
 */
const ownEntry = (): string => {
  const here = fileURLToPath(import.meta.url);
  return fileURLToPath(new URL(`../index${extname(here)}`, import.meta.url));
};

export { fileWayOut };

/** The place of the first line of a stack that is in the user's own file. */
const placeIn = (thrown: unknown, path: string): ErrorPlace => {
  const line = stackOf(thrown)
    .split("\n")
    .find((l) => l.includes(path));
  const at = line === undefined ? null : /:(\d+):\d+\)?\s*$/.exec(line);
  return inFile(path, at === null ? null : Number(at[1]));
};

/**
 * Node loads a native JavaScript module only once a process; a transpiled one is loaded every time,
 * as TypeScript is.
 */
const isNativeModule = (ending: string, text: string): boolean =>
  ending === ".mjs" || (ending === ".js" && /^\s*(?:import|export)\b/m.test(text));

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT")
      throw new SchemaDiffError("source", `${path} does not exist`, "check the path", {
        cause,
        place: inFile(path),
      });
    throw new SchemaDiffError(
      "source",
      `${path} cannot be read: ${messageOf(cause)}`,
      fileWayOut(cause, "read", "check the file and its permissions"),
      { cause, place: inFile(path) },
    );
  }
};

/**
 * Finds out early whether a module can be read, without evaluating it.
 * @param path absolute
 * @throws SchemaDiffError `source`, as `load` does
 */
export const checkModule = (path: string): void => {
  textOf(path);
};

const isEvaluated = (value: unknown): value is LoadedModule =>
  typeof value === "object" && value !== null;

/** @param base where bare imports of a module are resolved if it has no path of its own */
const loaderFrom = (base: string): Loader & { readonly save: () => string } => {
  const { createJiti } = loadJiti();
  const settings = {
    alias: { "schema-diff": ownEntry() },
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    tryNative: false,
  };
  const plain = createJiti(pathToFileURL(base).href, settings);
  const { transform, sources, save } = transpilerBy((options) => plain.transform(options));
  const jiti = createJiti(pathToFileURL(base).href, { ...settings, transform });
  const load = async (path: string): Promise<LoadedModule> => {
    const [text, ext] = [textOf(path), extname(path)];
    try {
      const how = {
        id: path,
        filename: path,
        ext,
        async: true,
        ...(isNativeModule(ext, text) ? { forceTranspile: true } : {}),
      };
      const loaded = await jiti.evalModule(text, how);
      return isEvaluated(loaded) ? loaded : { default: loaded };
    } catch (cause) {
      if (cause instanceof Error && cause.name === "SchemaDiffError") throw cause;
      const place = placeIn(cause, path);
      throw new SchemaDiffError(
        "metadata",
        `${path}${place.line === null ? "" : `:${place.line}`} cannot be loaded: ${messageOf(cause)}`,
        "mend the module",
        { cause, place },
      );
    }
  };
  return {
    load,
    sources,
    save: () => {
      const { fresh, known, places } = save();
      const kept = places.length === 0 ? "" : `, kept in ${places.join(", ")}`;
      return `${known} from the cache, ${fresh} transpiled${kept}`;
    },
  };
};

/** @param base a file or folder near the modules */
export const withLoader = async <T>(
  base: string,
  use: (loader: Loader) => Promise<T>,
  detail?: Detail,
): Promise<T> => {
  const loader = loaderFrom(base);
  try {
    return await use(loader);
  } finally {
    const kept = loader.save();
    detail?.(`modules of ${base}: ${kept}`);
  }
};

/** One module, and what it imports. */
export const loadModule = (path: string, detail?: Detail): Promise<LoadedModule> =>
  withLoader(path, ({ load }) => load(path), detail);
