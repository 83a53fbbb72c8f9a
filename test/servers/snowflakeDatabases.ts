/** For tests: databases of a test's own on the Snowflake server, and one statement on them, through the real driver. */
import { snowflake } from "../../src/reflect/snowflake/index.js";
import type { Connection, Row } from "../../src/reflect/connection.js";

/** Signing in costs more than most statements, so that each database has one connection for the test's own questions. */
const open = new Map<string, Promise<Connection>>();

const connectionTo = (url: string): Promise<Connection> => {
  const known = open.get(url) ?? snowflake.open(url);
  open.set(url, known);
  return known;
};

export const querySnowflake = async (url: string, statement: string): Promise<readonly Row[]> =>
  (await connectionTo(url)).query(statement);

const closed = async (url: string): Promise<void> => {
  const known = open.get(url);
  open.delete(url);
  await (await known)?.close();
};

let made = 0;

/** @param admin the URL of the server or account, with whatever else signs in */
export const freshSnowflake = async (
  admin: string,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> => {
  made += 1;
  const database =
    `SD_TEST_${process.pid}_${process.env["JEST_WORKER_ID"] ?? "0"}_${Date.now().toString(36)}_${made}`.toUpperCase();
  const run = async (statement: string): Promise<void> => {
    const connection = await snowflake.open(admin);
    try {
      await connection.execute(statement);
    } finally {
      await connection.close();
    }
  };
  await run(`CREATE DATABASE ${database}`);
  const url = new URL(admin);
  url.pathname = `/${database}/PUBLIC`;
  return {
    url: url.href,
    drop: async () => {
      await closed(url.href);
      await run(`DROP DATABASE IF EXISTS ${database}`);
    },
  };
};
