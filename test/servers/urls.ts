/** For tests: the URLs of the servers, and databases of a test's own on them. */
import type { RowDataPacket } from "mysql2/promise";
import { servers } from "./servers.mjs";
import { querySnowflake } from "./snowflakeDatabases.js";

export type ServerName = "postgres" | "postgresOld" | "mysql" | "mariadb";

export const serverNames: readonly ServerName[] = ["postgres", "postgresOld", "mysql", "mariadb"];

/** The URL of an administrator's connection, as jest's global set-up left it in the environment. */
export const serverUrl = (name: ServerName | "snowflake"): string => {
  const { variable, title } = servers[name];
  const url = process.env[variable];
  if (url === undefined || url === "")
    throw new Error(
      `${title}: ${variable} is not set; run the tests by npm test or by jest with jest.config.mjs`,
    );
  return url;
};

type Rows = readonly Readonly<Record<string, unknown>>[];

/** One statement; the rows, with column names as keys. */
export type Query = (statement: string) => Promise<Rows>;

/** What `use` asks, all on one connection. */
export const onConnection = async <T>(
  url: string,
  use: (query: Query) => Promise<T>,
): Promise<T> => {
  if (url.startsWith("snowflake")) return use((statement) => querySnowflake(url, statement));
  if (url.startsWith("postgres")) {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await use(
        async (statement) => (await client.query<Record<string, unknown>>(statement)).rows,
      );
    } finally {
      await client.end();
    }
  }
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection(url.replace(/^mariadb:/, "mysql:"));
  try {
    return await use(async (statement) => {
      const [rows] = await connection.query<RowDataPacket[]>(statement);
      return Array.isArray(rows) ? rows : [];
    });
  } finally {
    await connection.end();
  }
};

/** One statement on a connection of its own. */
export const query = (url: string, statement: string): Promise<Rows> =>
  onConnection(url, (ask) => ask(statement));

let made = 0;

/** An empty database of the test's own; `drop` also throws out connections that are still open. */
export const freshDatabase = async (
  name: ServerName,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> => {
  const admin = serverUrl(name);
  made += 1;
  const database = `sd_test_${process.pid}_${process.env.JEST_WORKER_ID ?? "0"}_${Date.now().toString(36)}_${made}`;
  await query(admin, `CREATE DATABASE ${database}`);
  const url = new URL(admin);
  url.pathname = `/${database}`;
  const isPostgres = admin.startsWith("postgres");
  return {
    url: url.href,
    drop: () =>
      onConnection(admin, async (run) => {
        // Tables of another database may refer to this one's.
        if (!isPostgres) await run("SET foreign_key_checks = 0");
        await run(`DROP DATABASE IF EXISTS ${database}${isPostgres ? " WITH (FORCE)" : ""}`);
      }),
  };
};
