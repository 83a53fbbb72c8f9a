/** Loads a driver, which the user installs, and says what to do where it is missing. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf, SchemaDiffError } from "../model/index.js";
import { commands, packageManagerOf, type Commands } from "./packageManager.js";

/** The commands of the package manager that the project in the working directory uses. */
export const commandsHere = (): Commands => commands[packageManagerOf(process.cwd(), process.env)];

const codeOf = (thrown: unknown): unknown =>
  typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "code") : undefined;

/** Is the package itself missing, rather than something that it imports? */
const isAbsent = (thrown: unknown, name: string): boolean =>
  ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes(String(codeOf(thrown))) &&
  messageOf(thrown).split("\n", 1).join("").includes(name);

/** A program that is installed elsewhere (by npx, or globally) finds the drivers of the project. */
const fromWorkingDirectory = async (specifier: string): Promise<unknown> => {
  const path = createRequire(join(process.cwd(), "package.json")).resolve(specifier);
  return import(pathToFileURL(path).href);
};

/** A driver that could not be loaded: `because` completes the sentence "pg …". */
export interface Failure {
  readonly because: string;
  readonly todo: string;
  readonly cause: unknown;
}

export type Loaded<T> = { readonly module: T } | { readonly failure: Failure };

interface Package {
  readonly name: string;
  /** What is imported from it; by default the package itself. */
  readonly specifier?: string;
  /** What to install: a version that this runtime can use. */
  readonly wanted?: string;
}

/**
 * @param own imports it from this package; where it is not found, the working directory is tried
 */
export const loadDriver = async <T>(
  { name, specifier = name, wanted = name }: Package,
  own: () => Promise<T>,
  isModule: (value: unknown) => value is T,
): Promise<Loaded<T>> => {
  const failed = (cause: unknown): Loaded<T> => ({
    failure: {
      because: isAbsent(cause, name) ? "is not installed" : `cannot be loaded: ${messageOf(cause)}`,
      todo: commandsHere().install(wanted),
      cause,
    },
  });
  try {
    return { module: await own() };
  } catch (thrown) {
    if (!isAbsent(thrown, name)) return failed(thrown);
    try {
      const found = await fromWorkingDirectory(specifier);
      return isModule(found) ? { module: found } : failed(thrown);
    } catch (again) {
      return failed(again);
    }
  }
};

/**
 * The module of a driver that has no substitute.
 * @param database which database it is for, for the message
 * @throws SchemaDiffError `driver`
 */
export const moduleOf = <T>(loaded: Loaded<T>, database: string, name: string): T => {
  if ("module" in loaded) return loaded.module;
  const { because, todo, cause } = loaded.failure;
  throw new SchemaDiffError("driver", `the driver of ${database}, ${name}, ${because}`, todo, {
    cause,
  });
};
