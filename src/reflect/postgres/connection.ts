/** Opens PostgreSQL by URL or wraps a handle of `pg`; the one place that loads the driver. */
import { messageOf, SchemaDiffError, type Sql } from "../../model/index.js";
import { describedPath, describedUser } from "../described.js";
import type { Connection, Row } from "../connection.js";
import { loadDriver, moduleOf } from "../../module/driver.js";
import { connectTimeout, noAnswer } from "../connectTimeout.js";
import { interruptible } from "../interruption.js";

/** The part of a `pg` client that is used; a handle is recognised by its shape, since a project may have its own copy of the driver. */
interface Client {
  readonly query: (sql: string, values?: unknown[]) => Promise<{ readonly rows: readonly Row[] }>;
  readonly connect: () => Promise<unknown>;
  readonly end?: () => Promise<void>;
  readonly release?: () => void;
}

interface Pool {
  readonly connect: () => Promise<Client>;
  readonly totalCount: number;
}

const has = (handle: object, name: string, type: "function" | "number"): boolean =>
  typeof Reflect.get(handle, name) === type;

const isPool = (handle: unknown): handle is Pool =>
  typeof handle === "object" &&
  handle !== null &&
  has(handle, "totalCount", "number") &&
  has(handle, "connect", "function");

const isClient = (handle: unknown): handle is Client =>
  typeof handle === "object" &&
  handle !== null &&
  has(handle, "query", "function") &&
  has(handle, "connect", "function") &&
  has(handle, "escapeIdentifier", "function");

export const owns = (handle: unknown): boolean => isPool(handle) || isClient(handle);

/** The SQLSTATE, or the code of a socket error. */
export const codeOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0]);
  const code: unknown =
    typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "code") : undefined;
  return typeof code === "string" ? code : "";
};

/** What to do, by the error's code. */
const wayOut: readonly (readonly [RegExp, string])[] = [
  [/^(?:28P01|28000)$/, "check the user and the password"],
  [/^3D000$/, "create the database, or correct its name in the URL"],
  [/^(?:ECONNREFUSED|ENOENT)$/, "check that the server runs, and that this is its port"],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, "check the host's name"],
  [/^(?:ETIMEDOUT|EHOSTUNREACH|ECONNRESET)$/, "check that the host can be reached from here"],
  [/^53300$/, "the server has no connection left: close some"],
  [/^57P0/, "the server is starting or stopping: try again"],
];

const cannotConnect = (description: string, thrown: unknown): SchemaDiffError => {
  // the driver's own message for a server that does not answer in time
  if (messageOf(thrown) === "timeout expired")
    return noAnswer(description, "a PostgreSQL server", thrown);
  const code = codeOf(thrown);
  return new SchemaDiffError(
    "connection",
    `no connection to ${description}: ${messageOf(thrown)}`,
    wayOut.find(([pattern]) => pattern.test(code))?.[1] ?? "check the URL",
    { cause: thrown },
  );
};

interface Session {
  readonly client: Client;
  readonly release: () => Promise<void>;
  /** Runs a statement on a second connection; null where there can be none. */
  readonly beside: ((sql: Sql) => Promise<readonly Row[]>) | null;
}

const versionQuestion =
  "SELECT pg_catalog.current_setting('server_version_num') AS version, pg_catalog.current_database()::text AS name, current_user::text AS user, pg_catalog.pg_backend_pid() AS pid";

/** 150020 → [15, 20] */
const versionOf = (row: Row | undefined): readonly number[] => {
  const number = Number(row?.["version"] ?? 0);
  return [Math.floor(number / 10000), number % 10000];
};

const pids = new WeakMap<Connection, number>();

/** The server process of a connection that `open` returned. */
export const pidOf = (connection: Connection): number | null => pids.get(connection) ?? null;

const connectionOf = async (
  { client, release, beside }: Session,
  where: string | null,
): Promise<Connection> => {
  const [row] = (await client.query(versionQuestion)).rows;
  const pid = Number(row?.["pid"]);
  const held = interruptible(async () => {
    await beside?.(`SELECT pg_catalog.pg_cancel_backend(${pid})`);
  });
  const query = (sql: Sql, parameters?: readonly unknown[]): Promise<readonly Row[]> =>
    held.ask(
      async () =>
        (parameters === undefined
          ? await client.query(sql)
          : await client.query(sql, [...parameters])
        ).rows,
    );
  const connection: Connection = {
    dialect: "postgres",
    description: where ?? `${String(row?.["user"])}, database ${String(row?.["name"])}`,
    driver: "pg",
    version: versionOf(row),
    query,
    // The simple protocol answers several statements with a list of results, a single one with one result.
    queryAll: (statements) =>
      held.ask(async () => {
        const answer = await client.query(statements.join(";\n"));
        return [answer].flat().map(({ rows }) => rows);
      }),
    execute: (sql) =>
      held.run(async () => {
        await client.query(sql);
      }),
    ...(beside === null ? {} : { beside }),
    close: async () => {
      held.closed();
      await release();
    },
  };
  pids.set(connection, pid);
  return connection;
};

/** The URL for the driver, without our own parameters; and a description without the password. */
const readUrl = (source: string): { readonly url: string; readonly where: string } => {
  let url: URL;
  try {
    url = new URL(source);
  } catch {
    throw new SchemaDiffError(
      "source",
      "this is no URL of a PostgreSQL database",
      "write postgres://user:password@host:port/database",
    );
  }
  url.searchParams.delete("schema");
  const user = url.username === "" ? "" : `${describedUser(decodeURIComponent(url.username))}@`;
  const host = url.hostname === "" ? "localhost" : decodeURIComponent(url.hostname);
  return {
    url: url.href,
    where: `${user}${host}${url.port === "" ? "" : `:${url.port}`}${decodeURIComponent(describedPath(url.pathname))}`,
  };
};

type Module = typeof import("pg");

const isModule = (value: unknown): value is Module =>
  typeof value === "object" &&
  value !== null &&
  "default" in value &&
  typeof Reflect.get(Object(value.default), "Client") === "function";

const openUrl = async (source: string): Promise<Connection> => {
  const { url, where } = readUrl(source);
  const { default: pg } = moduleOf(
    await loadDriver({ name: "pg" }, () => import("pg"), isModule),
    "PostgreSQL",
    "pg",
  );
  const clientOf = () => {
    const made = new pg.Client({
      connectionTimeoutMillis: connectTimeout(new URL(url)),
      connectionString: url,
      application_name: "schema-diff",
    });
    // Without a listener, a connection that breaks between two statements would end the process; the next statement reports it.
    made.on("error", () => undefined);
    return made;
  };
  const client = clientOf();
  const beside = async (sql: Sql): Promise<readonly Row[]> => {
    const other = clientOf();
    try {
      await other.connect();
      return (await other.query<Row>(sql)).rows;
    } finally {
      await other.end().catch(() => undefined);
    }
  };
  try {
    await client.connect();
    return await connectionOf({ client, release: () => client.end(), beside }, where);
  } catch (thrown) {
    await client.end().catch(() => undefined);
    throw cannotConnect(where, thrown);
  }
};

const asking =
  (sql: Sql) =>
  async (client: Client): Promise<{ readonly rows: readonly Row[] }> =>
    client.query(sql).finally(() => client.release?.());

/** Takes one client of a pool, because everything has to happen in one session. */
const openPool = async (pool: Pool): Promise<Connection> => {
  try {
    const client = await pool.connect();
    return await connectionOf(
      {
        client,
        release: async () => {
          client.release?.();
        },
        beside: async (sql) => (await pool.connect().then(asking(sql))).rows,
      },
      null,
    );
  } catch (thrown) {
    throw cannotConnect("the pool's database", thrown);
  }
};

/** Is the client unconnected? `pg` queues the questions of such a client until somebody connects it (lib/client.js, _pulseQueryQueue), which may never happen. */
const isIdle = (client: Client): boolean =>
  Reflect.get(client, "_connecting") === false && Reflect.get(client, "_connected") === false;

const openClient = async (client: Client): Promise<Connection> => {
  if (isIdle(client))
    throw new SchemaDiffError(
      "source",
      "this client of pg is not connected",
      "await client.connect() before it is given away",
    );
  return connectionOf({ client, release: async () => undefined, beside: null }, null);
};

export const open = async (source: string | object): Promise<Connection> => {
  if (typeof source === "string") return openUrl(source);
  if (isPool(source)) return openPool(source);
  if (isClient(source)) return openClient(source);
  throw new SchemaDiffError(
    "source",
    "this object is no client and no pool of pg",
    "give a Client or a Pool",
  );
};
