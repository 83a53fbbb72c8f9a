/** What holds for this run: flags win over the config file, and DATABASE_URL is the last resort for the URL. */
import { dialects } from "../dialects/index.js";
import type { DiffOptions, Source } from "../flow/index.js";
import { SchemaDiffError } from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import { configNames, type FoundConfig } from "./config.js";
import type { Io } from "./io.js";
import type { Given } from "./options.js";
import { keepSecret } from "./secrets.js";
import { fromHere, sourceFromHere } from "./sqliteFile.js";

export interface Settings {
  /** The database; throws `usage` where nothing names one. */
  readonly url: () => string;
  /** The same, undefined where nothing names one. */
  readonly urlIfAny: string | undefined;
  readonly metadata: () => Source;
  /** The same, undefined where nothing names one. */
  readonly metadataIfAny: Source | undefined;
  /** The folder of the migration scripts, relative to the working directory where it lies in it. */
  readonly migrations: string;
  /** What `diff` and `reflect` take besides their sources. */
  readonly sources: Omit<DiffOptions, "from" | "to">;
  readonly namingConvention: NamingConvention | undefined;
  readonly schemas: readonly string[];
}

const oneOf = <const C extends string>(choices: readonly C[], text: string | undefined): C | undefined => choices.find((c) => c === text);

/** @param also another way out than the flag and the config */
const missing = (what: string, flag: string, key: string, { file }: FoundConfig, also = ""): SchemaDiffError =>
  new SchemaDiffError(
    file === null ? "config" : "usage", `nothing says ${what}`,
    file === null
      ? `give ${flag}, ${also}or write a config file (${configNames[0]}) with \`schema-diff init\``
      : `give ${flag}, ${also}or set ${key} in ${file}`,
  );

/** A variable that is empty is as good as none: `url: process.env["DATABASE_URL"]` in a config says nothing then. */
const unlessEmpty = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

export const settingsOf = (given: Given, found: FoundConfig, io: Io): Settings => {
  const { config, folder } = found;
  const inConfig = (source: string | undefined): string | undefined => (source === undefined ? undefined : sourceFromHere(source, folder, io.cwd));
  const url = given.url ?? inConfig(unlessEmpty(config.url)) ?? unlessEmpty(io.env["DATABASE_URL"]);
  const metadata: Source | undefined = given.metadata ?? (typeof config.metadata === "string" ? inConfig(config.metadata) : config.metadata);
  const devUrl = given["dev-url"] ?? inConfig(config.devUrl);
  for (const text of [url, metadata, devUrl, given.from, given.to]) if (typeof text === "string") keepSecret(text);
  const dialect = oneOf(Object.values(dialects).map((d) => d.name), given.dialect) ?? config.dialect;
  const unnamedChecks = oneOf(["skip", "compare"], given["unnamed-checks"]) ?? config.unnamedChecks;
  const names = oneOf(["compare", "ignore"], given.names) ?? config.names;
  const schemas = given.schema ?? config.schemas ?? [];
  return {
    url: () => {
      if (url === undefined) throw missing("which database", "--url", "url", found, "set the environment variable DATABASE_URL, ");
      return url;
    },
    urlIfAny: url,
    metadata: () => {
      if (metadata === undefined) throw missing("what the database is to be", "--metadata", "metadata", found);
      return metadata;
    },
    metadataIfAny: metadata,
    migrations: given.migrations ?? fromHere(config.migrations ?? "migrations", folder, io.cwd),
    namingConvention: config.namingConvention,
    schemas,
    sources: {
      cwd: io.cwd,
      progress: io.progress,
      schemas,
      exclude: [...(config.exclude ?? []), ...(given.exclude ?? [])],
      ...(dialect === undefined ? {} : { dialect }),
      ...(devUrl === undefined ? {} : { devUrl }),
      ...(config.namingConvention === undefined ? {} : { namingConvention: config.namingConvention }),
      ...(unnamedChecks === undefined ? {} : { unnamedChecks }),
      ...(names === undefined ? {} : { names }),
    },
  };
};
