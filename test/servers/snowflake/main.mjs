/** A Snowflake server for tests, on loopback: `node main.mjs --port N` prints where it listens. */
import { parseArgs } from "node:util";
import { snowflakeServer } from "./wire/server.mjs";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  process.stderr.write(`--port ${values.port}: a number from 0 to 65535 is needed, 0 for any\n`);
  process.exit(2);
}

const server = snowflakeServer();

const stop = () => void server.close().then(() => process.exit(0));
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

try {
  process.stdout.write(`${await server.listen(port)}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
