/** A port that takes a connection and never answers ends in one message, in time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { reflect } from "schema-diff";
import { newFolder } from "../cli/program.js";

const library = new URL("../../dist/index.js", import.meta.url).href;

const portOf = (listening: Server): number => {
  const address = listening.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

const viaProxy = (at: number): string =>
  `snowflake://u:p@account/db?connect_timeout=1&proxyHost=127.0.0.1&proxyPort=${at}`;

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
  port = portOf(server);
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

// In processes of their own: what Snowflake's driver would still ask for keeps a process alive.
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

/** A program that calls the library, and says when it caught the error. */
const caller = (url: string): string => `
  import { reflect } from ${JSON.stringify(library)};
  try {
    await reflect(${JSON.stringify(url)});
  } catch (error) {
    console.log(JSON.stringify({ at: Date.now(), message: error.message }));
  }
`;

const called = async (url: string): Promise<{ message: string; milliseconds: number }> => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", caller(url)], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 20_000,
  });
  const out: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  await once(child, "close");
  const { at, message }: { at: number; message: string } = JSON.parse(
    Buffer.concat(out).toString(),
  );
  return { message, milliseconds: Date.now() - at };
};

describe("a program that calls the library ends by itself after the error", () => {
  // All names and addresses of this machine are loopback to Node; only to the first of them is plain HTTP spoken.
  test.each([
    ["snowflake", () => `snowflake://u:p@127.0.0.1:${port}/db?connect_timeout=1`],
    ["snowflake, by TLS", () => `snowflake://u:p@0.0.0.0:${port}/db?connect_timeout=1`],
    ["snowflake, by a proxy", () => viaProxy(port)],
    ["postgres", () => `postgres://u@127.0.0.1:${port}/db?connect_timeout=1`],
    ["mysql", () => `mysql://u@127.0.0.1:${port}/db?connect_timeout=1`],
  ])(
    "%s",
    async (_, url) => {
      const { message, milliseconds } = await called(url());
      expect(message).toContain("nothing answered in time");
      expect(milliseconds).toBeLessThan(1_500);
    },
    40_000,
  );

  test("snowflake, where every answer is 503", async () => {
    let asked = 0;
    const busy = createHttpServer((_request, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    await new Promise<void>((done) => {
      busy.listen(0, "127.0.0.1", done);
    });
    try {
      const { message, milliseconds } = await called(
        `snowflake://u:p@127.0.0.1:${portOf(busy)}/db?connect_timeout=2`,
      );
      expect(message).toMatch(/no connection to u@127\.0\.0\.1/);
      expect(milliseconds).toBeLessThan(1_500);
      expect(asked).toBeGreaterThan(1);
    } finally {
      busy.close();
    }
  }, 40_000);
});
