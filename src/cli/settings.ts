/** The settings of a run: flags take precedence over the config file, and DATABASE_URL is the last resort for the URL. */
import { namesChoices } from "../compare/index.js";
import { dialectNames } from "../dialects/index.js";
import { isSource, kindOf, type DiffOptions, type Source } from "../flow/index.js";
import {
  hazardCodes,
  onDependentsChoices,
  SchemaDiffError,
  type DependentsOption,
} from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { HazardPolicy } from "../plan/index.js";
import { checkDatabaseUrl, described } from "../reflect/index.js";
import { configNames, type FoundConfig } from "./config.js";
import type { Io } from "./io.js";
import type { Given } from "./options.js";
import { keepSecret } from "./secrets.js";
import { fromHere, sourceFromHere } from "./databaseFile.js";
import { durationOf } from "./duration.js";
import { unknown, usage } from "./usage.js";
import { strictOf, type Strict } from "./strict.js";

export interface Settings {
  /** The database; throws `usage` where nothing names one. */
  readonly url: () => string;
  /** The same, undefined where nothing names one. */
  readonly urlIfAny: string | undefined;
  readonly metadata: () => Source;
  /** The same, undefined where nothing names one. */
  readonly metadataIfAny: Source | undefined;
  /** The folder of the migration scripts, relative to the working directory where it is inside it. */
  readonly migrations: string;
  /** The options of `diff` and `reflect` besides their sources. */
  readonly sources: Omit<DiffOptions, "from" | "to">;
  readonly versionTable: string | undefined;
  /** The config's own, which applies where the metadata has none. */
  readonly namingConvention: NamingConvention | undefined;
  readonly schemas: readonly string[];
  /** What is done with a plan that has a hazard: as in the config, plus the hazards that are allowed this time. */
  readonly hazards: HazardPolicy;
  /** What happens to the dependents of what is dropped, for a plan that will be written; empty where it is not specified. */
  readonly dependents: DependentsOption;
  /** What counts as a difference besides changes. */
  readonly strict: readonly Strict[];
  /** In milliseconds; undefined where it is not specified. */
  readonly lockTimeout: number | undefined;
  readonly retries: number | undefined;
}

const oneOf = <const C extends string>(
  choices: readonly C[],
  text: string | undefined,
): C | undefined => choices.find((c) => c === text);

/** @param also another remedy besides the flag and the config */
const missing = (
  what: string,
  flag: string,
  key: string,
  { file }: FoundConfig,
  also = "",
): SchemaDiffError =>
  new SchemaDiffError(
    file === null ? "config" : "usage",
    `nothing says ${what}`,
    file === null
      ? `give ${flag}, ${also}or write a config file (${configNames[0]}) with \`schema-diff init\``
      : `give ${flag}, ${also}or set ${key} in ${file}`,
  );

/** A source, and where it was given. */
interface Named<S extends Source> {
  /** Relative to the working directory. */
  readonly source: S;
  /** As the user wrote it. */
  readonly said: S;
  readonly by: string;
  /** Where its relative paths start, for the message about a text that is not a source. */
  readonly cwd: string;
}

/** A text of the config, converted to one from the working directory; a text that is not a source stays, so that it is reported as written. */
const ofConfig = <S extends Source>(
  said: S,
  key: string,
  { file, folder }: FoundConfig,
  { cwd }: Io,
): Named<S | string> => ({
  source: typeof said === "string" && isSource(said) ? sourceFromHere(said, folder, cwd) : said,
  said,
  by: `${file}: ${key}`,
  cwd: folder,
});

const given = <S extends Source>(said: S, by: string, { cwd }: Io): Named<S> => ({
  source: said,
  said,
  by,
  cwd,
});

/** An empty variable counts as none: `url: process.env["DATABASE_URL"]` in a config then sets nothing. */
const databaseOf = ({ url }: Given, found: FoundConfig, io: Io): Named<string> | undefined => {
  if (url !== undefined) return given(url, "--url", io);
  if (found.config.url !== undefined && found.config.url !== "")
    return ofConfig(found.config.url, "url", found, io);
  const environment = io.env["DATABASE_URL"] ?? "";
  return environment === "" ? undefined : given(environment, "DATABASE_URL", io);
};

const metadataOf = ({ metadata }: Given, found: FoundConfig, io: Io): Named<Source> | undefined => {
  if (metadata !== undefined) return given(metadata, "--metadata", io);
  return found.config.metadata === undefined
    ? undefined
    : ofConfig(found.config.metadata, "metadata", found, io);
};

const lockTimeoutOf = (said: string | number | undefined): number | undefined => {
  if (said === undefined) return undefined;
  const found = durationOf(said);
  if (found === null)
    throw usage(`--lock-timeout ${said} is no length of time`, "write 30s, 500ms or 2min");
  return found;
};

const retriesOf = (said: string | number | undefined): number | undefined => {
  if (said === undefined) return undefined;
  if (!/^\d+$/.test(String(said)))
    throw usage(`--retries ${said} is no number of times`, "write 5");
  return Number(said);
};

export const settingsOf = (options: Given, found: FoundConfig, io: Io): Settings => {
  const { config, folder } = found;
  const [database, metadata] = [databaseOf(options, found, io), metadataOf(options, found, io)];
  const devUrl =
    options["dev-url"] ??
    (config.devUrl === undefined ? undefined : ofConfig(config.devUrl, "devUrl", found, io).source);
  for (const text of [database?.said, metadata?.said, devUrl, options.from, options.to])
    if (typeof text === "string") keepSecret(text);
  // Only after the config has been read, which may add dialects.
  if (options.dialect !== undefined && !dialectNames().includes(options.dialect))
    throw unknown("--dialect", options.dialect, dialectNames(), "choices");
  const dialect = options.dialect ?? config.dialect;
  const unnamedChecks =
    oneOf(["skip", "compare"], options["unnamed-checks"]) ?? config.unnamedChecks;
  const undeclaredObjects =
    oneOf(["skip", "compare"], options["undeclared-objects"]) ?? config.undeclaredObjects;
  const names = oneOf(namesChoices, options.names) ?? config.names;
  const columnOrder = oneOf(["ignore", "compare"], options["column-order"]) ?? config.columnOrder;
  const onDependents = oneOf(onDependentsChoices, options["on-dependents"]) ?? config.onDependents;
  const allowed = options["allow-hazard"] ?? [];
  for (const code of allowed)
    if (!hazardCodes.some((known) => known === code))
      throw unknown("--allow-hazard", code, hazardCodes, "hazards");
  const schemas = options.schema ?? config.schemas ?? [];
  const lockTimeout = lockTimeoutOf(options["lock-timeout"] ?? config.lockTimeout);
  return {
    url: () => {
      if (database === undefined)
        throw missing(
          "which database",
          "--url",
          "url",
          found,
          "set the environment variable DATABASE_URL, ",
        );
      const { source, said, by, cwd } = database;
      if (!isSource(said)) checkDatabaseUrl(said, cwd, `${by} `);
      io.detail(`database, by ${by}: ${described(source)}`);
      return source;
    },
    urlIfAny: database?.source,
    metadata: () => {
      if (metadata === undefined)
        throw missing("what the database is to be", "--metadata", "metadata", found);
      const { source, said, by, cwd } = metadata;
      kindOf(said, cwd, `${by} `);
      if (typeof source === "string") io.detail(`metadata, by ${by}: ${described(source)}`);
      return source;
    },
    metadataIfAny: metadata?.source,
    migrations: options.migrations ?? fromHere(config.migrations ?? "migrations", folder, io.cwd),
    versionTable: config.versionTable,
    namingConvention: config.namingConvention,
    schemas,
    hazards: {
      ...config.hazards,
      ...Object.fromEntries(allowed.map((code) => [code, "allow" as const])),
    },
    dependents: onDependents === undefined ? {} : { onDependents },
    strict: strictOf(options.strict, config.strict),
    lockTimeout,
    retries: retriesOf(options.retries ?? config.retries),
    sources: {
      cwd: io.cwd,
      progress: io.progress,
      detail: io.detail,
      schemas,
      ...(lockTimeout === undefined ? {} : { lockTimeout }),
      include: [...(config.include ?? []), ...(options.include ?? [])],
      exclude: [...(config.exclude ?? []), ...(options.exclude ?? [])],
      ...(dialect === undefined ? {} : { dialect }),
      ...(devUrl === undefined ? {} : { devUrl }),
      ...(config.namingConvention === undefined
        ? {}
        : { namingConvention: config.namingConvention }),
      ...(unnamedChecks === undefined ? {} : { unnamedChecks }),
      ...(undeclaredObjects === undefined ? {} : { undeclaredObjects }),
      ...(names === undefined ? {} : { names }),
      ...(columnOrder === undefined ? {} : { columnOrder }),
    },
  };
};
