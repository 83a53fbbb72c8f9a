/**
 * Upgrades on a driver's handle that counts what it is asked, and dies by SIGKILL at one of its questions: before it is
 * sent, while the server has it, or after the answer; or has its connection killed on the server while that has it, or
 * the server restarted by whoever reads `crash`.
 * Arguments: URL, folder of scripts, number of the question (0: none), `before`, `during`, `after`, `cut` or `crash`.
 */
import { Migrator } from "../../dist/index.js";

const [url = "", directory = "", number = "0", when = "after"] = process.argv.slice(2);

let asked = 0;
const die = () => process.kill(process.pid, "SIGKILL");

/** SIGKILL ends nothing at once by itself: what comes next in this turn would still run. */
const forEver = () => {
  die();
  for (;;);
};

/** It goes on when its connection is lost. */
const survives = when === "cut" || when === "crash";

/** @param cut kills the connection from another one */
const counted =
  (ask, cut = async () => {}) =>
  (...args) => {
    asked += 1;
    const isIt = asked === Number(number);
    if (isIt && when === "before") forEver();
    const answer = ask(...args);
    if (isIt && when === "cut") void cut();
    if (isIt && when === "crash") console.log("crash");
    if (isIt && when === "during") setTimeout(die, Math.random() * 4);
    return answer instanceof Promise
      ? answer.finally(() => {
          if (isIt && !survives) forEver();
        })
      : answer;
  };

const opened = {
  postgres: async () => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    client.on("error", () => {});
    const other = new pg.Client({ connectionString: url });
    if (when === "cut") await other.connect();
    client.query = counted(client.query.bind(client), async () => {
      await other.query("SELECT pg_terminate_backend($1)", [client.processID]);
      await other.end();
    });
    return [client, () => client.end()];
  },
  mysql: async () => {
    const { createConnection } = await import("mysql2/promise");
    const connection = await createConnection(url.replace(/^mariadb:/, "mysql:"));
    connection.on("error", () => {});
    const address = url.replace(/^mariadb:/, "mysql:");
    const other = when === "cut" ? await createConnection(address) : null;
    connection.query = counted(connection.query.bind(connection), async () => {
      await other.query(`KILL ${connection.threadId}`);
      await other.end();
    });
    return [connection, () => connection.end()];
  },
  sqlite: async () => {
    const { default: Database } = await import("better-sqlite3");
    const database = new Database(url.replace(/^sqlite:/, ""));
    const exec = database.exec.bind(database);
    database.exec = (sql) => {
      asked += 1;
      if (asked === Number(number) && when !== "after") forEver();
      exec(sql);
      if (asked === Number(number)) forEver();
      return database;
    };
    return [database, async () => void database.close()];
  },
};

const scheme = url.slice(0, url.indexOf(":"));
const [source, close] = await opened[scheme === "mariadb" ? "mysql" : scheme]();
console.log("begun");
try {
  await new Migrator({ source, directory }).upgrade();
  console.log(`asked ${asked}`);
} catch (error) {
  if (!survives) throw error;
  console.log("cut");
}
await close().catch(() => {});
if (survives) process.exit();
