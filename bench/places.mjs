/** Databases for the benchmarks: one on PostgreSQL (given by a variable, or started for the time of the run), one in memory. */
import pg from "pg";
import { given } from "../test/servers/given.mjs";
import { start } from "../test/servers/run.mjs";

/** A server of the tests' table; `stop` ends it if we started it. */
export const server = async (name) => {
  const url = given(name);
  return url === undefined ? start(name) : { url, stop: async () => {} };
};

/** Makes an empty database, hands over its URL and a client of it, and removes it. */
export const withPostgres = async (admin, use) => {
  const database = `sd_bench_${process.pid}`;
  const run = async (statement) => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${database}`);
  const url = new URL(admin);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await use(url.href, client);
  } finally {
    await client.end();
    await run(`DROP DATABASE ${database} WITH (FORCE)`);
  }
};
