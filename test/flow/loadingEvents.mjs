/** Compares a database, by the handle of its driver, with a module that logs when it is evaluated: `node loadingEvents.mjs URL MODULE`. Prints what happened, one event a line. */
import { diff } from "schema-diff";

const [url = "", declared = ""] = process.argv.slice(2);

/** The driver's handle, and how it is closed. */
const connected = async () => {
  if (url.startsWith("postgres")) {
    const { Client } = (await import("pg")).default;
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  }
  const { createConnection } = await import("mysql2/promise");
  return createConnection({ uri: url.replace(/^mariadb:/, "mysql:") });
};

const client = await connected();
const ask = client.query.bind(client);
client.query = (...given) => {
  process.stdout.write("statement\n");
  return ask(...given);
};
const { changes } = await diff({ from: client, to: declared });
process.stdout.write(`changes: ${changes.length}\n`);
await client.end();
