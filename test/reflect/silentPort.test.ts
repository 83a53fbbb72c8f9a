/** A port that takes a connection and never answers ends in one message, in time. */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { reflect } from "schema-diff";
import { newFolder } from "../cli/program.js";

let server: Server;
let port = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
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
])("%s", async (_, urlAt) => {
  const begun = Date.now();
  await expect(reflect(urlAt(port))).rejects.toMatchObject({
    code: "connection",
    todo: expect.stringContaining("check host, port and firewall"),
  });
  expect(Date.now() - begun).toBeLessThan(8_000);
});

// In a process of its own: Snowflake's driver goes on asking for minutes, and has no way to be told to stop.
test("snowflake", async () => {
  const folder = newFolder();
  try {
    const begun = Date.now();
    const { status, stderr } = await folder.run(
      "reflect",
      `snowflake://u:p@127.0.0.1:${port}/db?connect_timeout=1`,
    );
    expect(status).toBe(2);
    expect(stderr).toContain("nothing answered in time");
    expect(stderr).toContain("check host, port and firewall");
    expect(Date.now() - begun).toBeLessThan(30_000);
  } finally {
    folder.remove();
  }
}, 60_000);
