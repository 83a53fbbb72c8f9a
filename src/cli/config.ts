/** The config file: its keys, and how it is found and checked. */
import { fileWayOut } from "../module/index.js";
import { existsSync, readFileSync } from "node:fs";
import { extname, relative, resolve } from "node:path";
import { dialectNames, type AnyDialectName } from "../dialects/index.js";
import { namesChoices, type NamesOption } from "../compare/index.js";
import type { Source } from "../flow/index.js";
import { suggestion } from "../decode/suggest.js";
import {
  alternatives,
  hazardCodes,
  inFile,
  messageOf,
  onDependentsChoices,
  SchemaDiffError,
  type OnDependents,
} from "../model/index.js";
import { loadModule, type Detail } from "../module/index.js";
import type { NamingConvention } from "../naming/index.js";
import { hazardDecisions, type HazardPolicy } from "../plan/index.js";
import { isSelector, type Selector } from "../normalize/index.js";
import { isDialectPlugin, type DialectPlugin } from "../reflect/index.js";
import { durationOf } from "./duration.js";
import { strictChoices, type Strict } from "./strict.js";
import { configsAbove, folderOfPaths } from "./configFiles.js";

export interface Config {
  /**
   * The database, or a function that returns it (for example, to fetch a password somewhere); DATABASE_URL where it is undefined or
   * empty. Relative SQLite paths start at the config file.
   */
  readonly url?: string | (() => string | Promise<string>) | undefined;
  /** The declared schema: the path of a module, .sql file or snapshot, a database URL, or the MetaData itself. */
  readonly metadata?: Source;
  /** The folder of the migration scripts; default: `migrations`. */
  readonly migrations?: string;
  /** The table in which the revisions are kept; default: `schema_diff_version`. */
  readonly versionTable?: string;
  /** The schemas to read, instead of the connection's current one. */
  readonly schemas?: readonly string[];
  /** Applies where the metadata has none of its own. */
  readonly namingConvention?: NamingConvention;
  readonly dialect?: AnyDialectName;
  /** Dialects that are not part of this package; only in a config module, because they are values. */
  readonly dialects?: readonly DialectPlugin[];
  /** The server on which .sql files are loaded into a scratch database. */
  readonly devUrl?: string;
  readonly unnamedChecks?: "skip" | "compare";
  /** Views that are not declared. */
  readonly undeclaredObjects?: "skip" | "compare";
  readonly names?: NamesOption;
  /** Whether a different order of columns is reported. */
  readonly columnOrder?: "ignore" | "compare";
  /** What `generate` does with the dependents of what is dropped: it drops them before, by name, or refuses with a list. */
  readonly onDependents?: OnDependents;
  /** What `generate` does with a plan that has a hazard, by its code: it refuses, asks at a terminal, or (the default) continues. */
  readonly hazards?: HazardPolicy;
  /** How long a migration waits for another one, or for a lock: `"30s"`, `"500ms"`, or milliseconds; default: 10 s. */
  readonly lockTimeout?: string | number;
  /** How often a script that did not get a lock in time is tried again; default: 0. */
  readonly retries?: number;
  /** What counts as a difference besides changes: `true` means the same as `--strict`, `["undecided"]`. */
  readonly strict?: boolean | readonly Strict[];
  /** What is compared, where it is not everything: patterns (`app_*`, `index:ix_*`), rules (`{ kind: "index", table: "log" }`) or, in a module, functions. */
  readonly include?: readonly Selector[];
  /** What is left alone, in the same forms. */
  readonly exclude?: readonly Selector[];
}

/** Gives a config file its types. */
export const defineConfig = (config: Config): Config => config;

export { configNames } from "./configFiles.js";

/** The config, with its URL evaluated where it has one. */
type SaidConfig = Omit<Config, "url"> & { readonly url?: string };

export interface FoundConfig {
  readonly config: SaidConfig;
  /** Where its relative paths start. */
  readonly folder: string;
  /** The file's path as the user would write it; null where there is no config file. */
  readonly file: string | null;
}

/** `names` are those of all known dialects, including the config's own. */
type Fit = (value: unknown, names: readonly string[]) => boolean;

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTexts: Fit = (value) => Array.isArray(value) && value.every(isText);
const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf =
  (...choices: readonly string[]): Fit =>
  (value) =>
    typeof value === "string" && choices.includes(value);

const isSelectors: Fit = (value) => Array.isArray(value) && value.every((one) => isSelector(one));
const selectorWords =
  'an array of patterns ("tmp_*", "index:ix_*"), rules ({ kind: "index", name: "ix_*" }) and functions';

const pluginsIn = (config: object): readonly DialectPlugin[] =>
  "dialects" in config && Array.isArray(config.dialects)
    ? config.dialects.filter(isDialectPlugin)
    : [];

const keys: {
  readonly [K in keyof Required<Config>]: readonly [
    Fit,
    string | ((names: readonly string[]) => string),
  ];
} = {
  url: [
    (value) => typeof value === "string" || typeof value === "function",
    "a database URL, or a function that gives one",
  ],
  metadata: [(value) => isText(value) || isObject(value), "a path, a URL or a MetaData"],
  migrations: [isText, "the path of a folder"],
  versionTable: [isText, "a name"],
  schemas: [isTexts, "an array of names"],
  namingConvention: [isObject, "an object of templates"],
  dialect: [
    (value, names) => typeof value === "string" && names.includes(value),
    (names) => names.join(", "),
  ],
  dialects: [
    (value) => Array.isArray(value) && value.every(isDialectPlugin),
    "an array of dialects, each { dialect, backend }",
  ],
  devUrl: [isText, "a database URL"],
  unnamedChecks: [oneOf("skip", "compare"), '"skip" or "compare"'],
  undeclaredObjects: [oneOf("skip", "compare"), '"skip" or "compare"'],
  columnOrder: [oneOf("ignore", "compare"), '"ignore" or "compare"'],
  names: [oneOf(...namesChoices), alternatives(namesChoices.map((name) => `"${name}"`))],
  onDependents: [oneOf(...onDependentsChoices), '"cascade" or "restrict"'],
  hazards: [
    (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.entries(value).every(
        ([code, decision]) =>
          hazardCodes.some((c) => c === code) && hazardDecisions.some((d) => d === decision),
      ),
    `an object of hazards (${hazardCodes.join(", ")}), each "refuse", "ask" or "allow"`,
  ],
  lockTimeout: [
    (value) =>
      (typeof value === "string" || typeof value === "number") && durationOf(value) !== null,
    'a length of time: "30s", "500ms", or milliseconds',
  ],
  retries: [(value) => Number.isInteger(value) && Number(value) >= 0, "a whole number, 0 or more"],
  strict: [
    (value) =>
      typeof value === "boolean" ||
      (Array.isArray(value) && value.every((one) => strictChoices.some((c) => c === one))),
    `true, or an array of ${strictChoices.map((c) => `"${c}"`).join(" and ")}`,
  ],
  include: [isSelectors, selectorWords],
  exclude: [isSelectors, selectorWords],
};

const broken = (
  message: string,
  todo: string,
  file: string,
  cause?: unknown,
  line: number | null = null,
): SchemaDiffError =>
  new SchemaDiffError("config", message, todo, { cause, place: inFile(file, line) });

const isKey = (name: string): name is keyof Config => Object.hasOwn(keys, name);

const isConfig = (value: unknown, file: string): value is Config => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw broken(
      `${file} exports no config`,
      "write: export default defineConfig({ url, metadata })",
      file,
    );
  }
  const names = [...dialectNames(), ...pluginsIn(value).map(({ dialect }) => dialect.name)];
  for (const [name, content] of Object.entries(value)) {
    if (name === "$schema") continue;
    if (!isKey(name))
      throw broken(
        `${file}: there is no setting ${JSON.stringify(name)}`,
        suggestion(name, Object.keys(keys), "settings"),
        file,
      );
    const [fits, words] = keys[name];
    const wanted = typeof words === "string" ? words : words(names);
    if (content !== undefined && !fits(content, names))
      throw broken(
        `${file}: ${name} is not ${wanted}`,
        `give ${wanted}, or leave ${name} out`,
        file,
      );
  }
  return true;
};

const readJson = (path: string, file: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw broken(
      `${file} cannot be read: ${messageOf(cause)}`,
      fileWayOut(cause, "read", "mend the file"),
      file,
      cause,
    );
  }
};

const readModule = async (path: string, file: string, detail?: Detail): Promise<unknown> => {
  try {
    return (await loadModule(path, detail))["default"];
  } catch (cause) {
    if (cause instanceof SchemaDiffError)
      throw broken(
        cause.message.replace(path, file),
        cause.code === "metadata" ? "mend the config file" : cause.todo,
        file,
        cause,
        cause.place?.line,
      );
    throw broken(
      `${file} cannot be loaded: ${messageOf(cause)}`,
      "mend the config file",
      file,
      cause,
    );
  }
};

const said = async ({ url, ...rest }: Config, file: string): Promise<SaidConfig> => {
  if (typeof url !== "function") return url === undefined ? rest : { ...rest, url };
  let given: unknown;
  try {
    given = await url();
  } catch (cause) {
    throw broken(
      `${file}: the function url failed: ${messageOf(cause)}`,
      "mend the function",
      file,
      cause,
    );
  }
  if (typeof given !== "string")
    throw broken(`${file}: the function url gives no text`, "have it return a database URL", file);
  return { ...rest, url: given };
};

/** @param asked the file that --config names; undefined: the one in `cwd`, or in the nearest folder above that has one */
export const findConfig = async (
  asked: string | undefined,
  cwd: string,
  detail?: Detail,
): Promise<FoundConfig> => {
  const { files, looked } =
    asked === undefined ? configsAbove(cwd) : { files: [resolve(cwd, asked)], looked: [] };
  const shown = files.map((path) => asked ?? relative(cwd, path));
  const [[path, other], [file = "", ...others]] = [files, shown];
  if (path === undefined) {
    detail?.(`config: none in ${looked.join(", ")}`);
    return { config: {}, folder: cwd, file: null };
  }
  if (other !== undefined)
    throw broken(
      `there are two config files here: ${[file, ...others].join(" and ")}`,
      "remove one, or name one with --config",
      file,
    );
  if (!existsSync(path))
    throw broken(
      `the config file ${file} does not exist`,
      "check --config, or write one with `schema-diff init`",
      file,
    );
  detail?.(`config: ${file}`);
  const config =
    extname(path) === ".json" ? readJson(path, file) : await readModule(path, file, detail);
  if (!isConfig(config, file))
    throw broken(
      `${file} exports no config`,
      "write: export default defineConfig({ url, metadata })",
      file,
    );
  return { config: await said(config, file), folder: folderOfPaths(path), file };
};
