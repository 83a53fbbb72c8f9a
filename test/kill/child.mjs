/**
 * Upgrades on a driver's handle that counts what it is asked, and dies by SIGKILL at one of its questions: before it is
 * sent, while the server has it, or behind the answer.
 * Arguments: URL, folder of scripts, number of the question (0: none), `before`, `during` or `after`.
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

const counted =
  (ask) =>
  (...args) => {
    asked += 1;
    const isIt = asked === Number(number);
    if (isIt && when === "before") forEver();
    const answer = ask(...args);
    if (isIt && when === "during") setTimeout(die, Math.random() * 4);
    return answer instanceof Promise
      ? answer.finally(() => {
          if (isIt) forEver();
        })
      : answer;
  };

const opened = {
  postgres: async () => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    client.query = counted(client.query.bind(client));
    return [client, () => client.end()];
  },
  mysql: async () => {
    const { createConnection } = await import("mysql2/promise");
    const connection = await createConnection(url.replace(/^mariadb:/, "mysql:"));
    connection.query = counted(connection.query.bind(connection));
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
await new Migrator({ source, directory }).upgrade();
await close();
console.log(`asked ${asked}`);
