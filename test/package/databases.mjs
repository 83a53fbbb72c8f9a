/** A database of a cell's own, where its driver reaches one. */
import { servers } from "../servers/servers.mjs";

const statement = {
  postgres: async (url, sql) => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  },
  mysql: async (url, sql) => {
    const { createConnection } = await import("mysql2/promise");
    const connection = await createConnection(url);
    await connection.query(sql).finally(() => connection.end());
  },
};

const onServer = async (name) => {
  const admin = process.env[servers[name].variable];
  const database = `sd_package_${process.pid}_${Date.now().toString(36)}`;
  await statement[name](admin, `CREATE DATABASE ${database}`);
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return { url: url.href, drop: () => statement[name](admin, `DROP DATABASE ${database}`) };
};

const file = async () => ({ url: "sqlite:app.db", drop: async () => {} });

const byDriver = {
  pg: () => onServer("postgres"),
  mysql2: () => onServer("mysql"),
  "better-sqlite3": file,
  none: file,
};

/** @param driver as it is installed, maybe with a version */
export const databaseFor = (driver) => byDriver[driver.replace(/@.*/, "")]();
