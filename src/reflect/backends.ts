/** The registry of backends, one line per dialect; each loads its driver only when it is needed. */
import { argumentsOf } from "../decode/arguments.js";
import { typeError, type Decoder } from "../decode/decode.js";
import { addDialect, dialectNamed, type Dialect, type DialectName } from "../dialects/index.js";
import { SchemaDiffError } from "../model/index.js";
import type { Backend } from "./backend.js";

type Load = () => Promise<Backend>;

const builtIn: Readonly<Record<DialectName, Load>> = {
  postgres: async () => (await import("./postgres/index.js")).postgres,
  mysql: async () => (await import("./mysql/index.js")).mysql,
  mariadb: async () => (await import("./mariadb/index.js")).mariadb,
  sqlite: async () => (await import("./sqlite/index.js")).sqlite,
  snowflake: async () => (await import("./snowflake/index.js")).snowflake,
};

const registered = new Map<string, Load>(Object.entries(builtIn));

export const allBackends = (): readonly Load[] => [...registered.values()];

/** @throws SchemaDiffError `usage` where no dialect has this name */
export const backendNamed = async (name: string): Promise<Backend> => {
  const load = registered.get(name);
  if (load === undefined)
    throw new SchemaDiffError(
      "usage",
      `no database of the dialect ${dialectNamed(name).name} can be opened`,
      "register its backend with it",
    );
  return load();
};

/** A dialect that is not part of this package: its facts, and how its databases are reached. */
export interface DialectPlugin {
  readonly dialect: Dialect;
  /** Called when one of its databases is first needed, so that the driver can be loaded then. */
  readonly backend: () => Promise<Backend>;
}

export const isDialectPlugin = (value: unknown): value is DialectPlugin =>
  typeof value === "object" &&
  value !== null &&
  "backend" in value &&
  typeof value.backend === "function" &&
  "dialect" in value &&
  typeof value.dialect === "object" &&
  value.dialect !== null &&
  "name" in value.dialect &&
  typeof value.dialect.name === "string";

const dialectPlugin: Decoder<DialectPlugin> = (value, at) => {
  if (!isDialectPlugin(value)) throw typeError(at, "{ dialect, backend }", value);
  return value;
};

/**
 * Registers a dialect everywhere: URLs, sources, comparison, scripts and migrations. Returns a function that removes it again.
 * @throws SchemaDiffError `usage` where the name is taken
 */
export const registerDialect = (plugin: DialectPlugin): (() => void) => {
  const { dialect, backend } = argumentsOf(
    "usage",
    "registerDialect",
    "registerDialect({ dialect, backend: async () => … })",
  ).one("plugin", dialectPlugin, plugin);
  const remove = addDialect(dialect);
  registered.set(dialect.name, backend);
  return () => {
    registered.delete(dialect.name);
    remove();
  };
};
