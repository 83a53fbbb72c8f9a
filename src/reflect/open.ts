/** Opens a live database from a URL or a driver's handle, and finds out its dialect. */
import { alternatives, messageOf, SchemaDiffError } from "../model/index.js";
import type { Backend, Opening } from "./backend.js";
import type { Connection } from "./connection.js";
import { sourceHint } from "./hint.js";
import { described, describedAsUrl } from "./described.js";
import { isUnderstood } from "./secret.js";
import { allBackends, backendNamed } from "./backends.js";
import { unreadableHint } from "./unreadable.js";
import { dialectOfUrl, isDatabaseUrl, isServerUrl, urlBeginnings } from "./urls.js";

/** The schemas that `?schema=a,b` selects; empty: the connection's current one. */
const schemasOf = (source: string): readonly string[] => {
  const query = source.includes("?") ? source.slice(source.indexOf("?") + 1) : "";
  return new URLSearchParams(query)
    .getAll("schema")
    .flatMap((s) => s.split(","))
    .filter((s) => s !== "");
};

export interface OpenDatabase {
  readonly backend: Backend;
  readonly connection: Connection;
  readonly schemas: readonly string[];
}

/** The backend for the server that answered: behind a `mysql://` URL there may be a MariaDB server. */
const answering = async (asked: Backend, connection: Connection): Promise<Backend> =>
  connection.dialect === asked.dialect ? asked : backendNamed(connection.dialect);

/** @throws SchemaDiffError `source` for a text that names no database, with a suggestion of what was meant */
export const checkDatabaseUrl = (source: string, cwd = process.cwd(), from = ""): void => {
  if (isDatabaseUrl(source)) {
    if (!isServerUrl(source) || isUnderstood(source)) return;
    throw new SchemaDiffError(
      "source",
      `${from}"${described(source)}" cannot be read as a URL`,
      unreadableHint(source),
    );
  }
  const general = `use ${alternatives(urlBeginnings())}`;
  const todo = sourceHint(source, cwd, general);
  throw new SchemaDiffError(
    "source",
    `${from}"${todo === general ? describedAsUrl(source) : described(source)}" is no database URL`,
    todo,
  );
};

const openUrl = async (
  source: string,
  cwd: string | undefined,
  opening: Opening,
): Promise<OpenDatabase> => {
  checkDatabaseUrl(source, cwd);
  const dialect = dialectOfUrl(source);
  if (dialect === null) throw new SchemaDiffError("internal", "a checked URL has a dialect");
  const asked = await backendNamed(dialect);
  const connection = await asked.open(source, opening);
  return { backend: await answering(asked, connection), connection, schemas: schemasOf(source) };
};

/** Converts what a driver throws for a handle that is closed, or in a failed transaction, into a SchemaDiffError. */
const unusable = (dialect: string, thrown: unknown): SchemaDiffError =>
  thrown instanceof SchemaDiffError
    ? thrown
    : new SchemaDiffError(
        "connection",
        `the given ${dialect} connection cannot be used: ${messageOf(thrown)}`,
        "give one that is open, and in no transaction that has failed",
        { cause: thrown },
      );

const openHandle = async (handle: object): Promise<OpenDatabase> => {
  const known: string[] = [];
  for (const load of allBackends()) {
    const asked = await load();
    known.push(...asked.handles);
    if (!asked.owns(handle)) continue;
    const connection = await asked.open(handle).catch((thrown: unknown) => {
      throw unusable(asked.dialect, thrown);
    });
    return { backend: await answering(asked, connection), connection, schemas: [] };
  }
  throw new SchemaDiffError(
    "source",
    "this object is no database that can be read",
    `give ${alternatives([...new Set(known), "a URL"])}`,
  );
};

export interface OpenOptions extends Opening {
  /** Where relative paths start, for messages about a text that is no URL; default: the process's directory. */
  readonly cwd?: string | undefined;
  /** Receives which server answered. */
  readonly detail?: ((text: string) => void) | undefined;
}

/** Opens a database. The caller closes `connection`; a handle that was given stays open then. */
export const openDatabase = async (
  source: string | object,
  { cwd, detail, lockTimeout }: OpenOptions = {},
): Promise<OpenDatabase> => {
  const opened = await (typeof source === "string"
    ? openUrl(source, cwd, { lockTimeout })
    : openHandle(source));
  const { description, dialect, driver, version } = opened.connection;
  detail?.(`opened ${description}: ${dialect} ${version.join(".")}, by ${driver}`);
  return opened;
};
