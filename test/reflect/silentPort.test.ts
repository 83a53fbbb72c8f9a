/** A port that takes a connection and never answers ends in one message, in time. */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { reflect } from "schema-diff";

let server: Server;
let port = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
  // How long a driver takes to load is no part of what is measured.
  await import("snowflake-sdk");
  server = createServer((socket) => {
    sockets.push(socket);
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address: AddressInfo | string | null = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterAll(() => {
  server.close();
  for (const socket of sockets) socket.destroy();
});

test.each([
  ["postgres", (at: number) => `postgres://u@127.0.0.1:${at}/db?connect_timeout=1`],
  ["mysql, in seconds", (at: number) => `mysql://u@127.0.0.1:${at}/db?connect_timeout=1`],
  [
    "mysql, as its driver says it",
    (at: number) => `mysql://u@127.0.0.1:${at}/db?connectTimeout=1000`,
  ],
  ["mariadb", (at: number) => `mariadb://u@127.0.0.1:${at}/db?connect_timeout=1`],
  ["snowflake", (at: number) => `snowflake://u:p@127.0.0.1:${at}/db?connect_timeout=1`],
])("%s", async (_, urlAt) => {
  const begun = Date.now();
  await expect(reflect(urlAt(port))).rejects.toMatchObject({
    code: "connection",
    todo: expect.stringContaining("check host, port and firewall"),
  });
  expect(Date.now() - begun).toBeLessThan(8_000);
});
