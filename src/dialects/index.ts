/** The registry of dialects: one line for each. */
import { alternatives, SchemaDiffError } from "../model/index.js";
import type { Dialect } from "./dialect.js";
import { mariadb } from "./mariadb/index.js";
import { mysql } from "./mysql/index.js";
import { postgres } from "./postgres/index.js";
import { snowflake } from "./snowflake/index.js";
import { sqlite } from "./sqlite/index.js";

/** The built-in dialects. */
export const dialects = {
  postgres,
  mysql,
  mariadb,
  sqlite,
  snowflake,
} satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;

/** The name of a built-in dialect, which editors complete, or of a registered one. */
export type AnyDialectName = DialectName | (string & Record<never, never>);

const registered = new Map<string, Dialect>(Object.entries(dialects));

export const allDialects = (): readonly Dialect[] => [...registered.values()];

export const dialectNames = (): readonly string[] => [...registered.keys()];

/** @throws SchemaDiffError `usage` where no dialect has this name */
export const dialectNamed = (name: string): Dialect => {
  const found = registered.get(name);
  if (found !== undefined) return found;
  throw new SchemaDiffError(
    "usage",
    `there is no dialect ${JSON.stringify(name)}`,
    `give ${alternatives(dialectNames())}`,
  );
};

/** Adds a dialect that is not built in; the function that it returns removes it again. */
export const addDialect = (dialect: Dialect): (() => void) => {
  if (registered.has(dialect.name))
    throw new SchemaDiffError(
      "usage",
      `there is a dialect ${JSON.stringify(dialect.name)} already`,
      "give it another name",
    );
  registered.set(dialect.name, dialect);
  return () => {
    registered.delete(dialect.name);
  };
};

export { strangeTexts, strangeTextsOfTable, strangeTextSays } from "./texts.js";
export type { Dialect, Facts, PrintedScript, Support } from "./dialect.js";
export type { RowCondition, RowsAsked, RowsRead } from "./rowCondition.js";
export type { Version } from "./conversion.js";
export type { PortableType } from "./types.js";
