/**
 * Asks a server through Snowflake's own driver: steps as JSON on standard input, outcomes as JSON on
 * standard output, with every host that this process tried to reach. In a process of its own, since
 * the driver is large and a test's module loader would take seconds for it.
 */
import { subscribe } from "node:diagnostics_channel";
import { createRequire } from "node:module";

process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
process.env.SNOWFLAKE_DISABLE_MINICORE = "true";

const hosts = new Set();
subscribe("net.client.socket", ({ socket }) => {
  socket.once("connectionAttempt", (address) => hosts.add(address));
  socket.once("lookup", (_error, _address, _family, host) => hosts.add(host));
});

const read = async () => {
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
};

const { url, connections } = await read();
const driver = createRequire(import.meta.url)("snowflake-sdk");
driver.configure({ logLevel: "OFF" });

const ask = (connection, { sql, binds, parameters, cancel }) =>
  new Promise((resolve) => {
    const statement = connection.execute({
      sqlText: sql,
      ...(binds === undefined ? {} : { binds }),
      ...(parameters === undefined ? {} : { parameters }),
      complete: (error, done, rows) =>
        resolve(
          error
            ? { code: error.code, sqlState: error.sqlState, message: error.message }
            : { rows: rows ?? [], changed: done.getNumUpdatedRows(), queryId: done.getQueryId() },
        ),
    });
    if (cancel !== undefined) setTimeout(() => statement.cancel(() => {}), cancel);
  });

/** One connection with its options, and its steps one after the other. */
const outcomesOf = async ({ options, steps }) => {
  const connection = driver.createConnection({
    accessUrl: url,
    account: "test",
    username: "anybody",
    password: "anything",
    ...options,
  });
  await new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  const outcomes = [];
  for (const step of steps) {
    const last = outcomes.at(-1)?.queryId;
    outcomes.push(await ask(connection, { ...step, sql: step.sql.replaceAll("{last}", last) }));
  }
  await new Promise((resolve) => connection.destroy(() => resolve()));
  return outcomes;
};

const outcomes = [];
for (const each of connections) outcomes.push(await outcomesOf(each));
// The driver keeps sockets open for a while.
process.stdout.write(JSON.stringify({ outcomes, hosts: [...hosts] }), () => process.exit(0));
