/** Snowflake's own driver talks to the tests' server, and to nothing else. */
import { spawn, type ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

process.env["SNOWFLAKE_DISABLE_PLATFORM_DETECTION"] = "true";
process.env["SNOWFLAKE_DISABLE_MINICORE"] = "true";

type Row = Readonly<Record<string, unknown>>;

interface Statement {
  readonly cancel: (done: (error?: Error) => void) => void;
  readonly getNumUpdatedRows: () => number | undefined;
}

interface Failure extends Error {
  readonly code?: string | number;
  readonly sqlState?: string;
}

interface Connection {
  readonly connect: (done: (error?: Error) => void) => void;
  readonly destroy: (done: () => void) => void;
  readonly execute: (options: {
    readonly sqlText: string;
    readonly binds?: readonly unknown[];
    readonly parameters?: Row;
    readonly complete: (error: Failure | undefined, statement: Statement, rows?: Row[]) => void;
  }) => Statement;
}

interface Driver {
  readonly configure: (options: Row) => void;
  readonly createConnection: (options: Row) => Connection;
}

const isDriver = (value: unknown): value is Driver =>
  typeof value === "object" && value !== null && "createConnection" in value;

const loaded: unknown = createRequire(import.meta.url)("snowflake-sdk");
if (!isDriver(loaded)) throw new Error("snowflake-sdk is not what it was");
const driver = loaded;
driver.configure({ logLevel: "OFF" });

let server: ChildProcess;
let connection: Connection;
const hosts = new Set<string>();

const open = async (url: string): Promise<Connection> => {
  const made = driver.createConnection({
    accessUrl: url,
    account: "test",
    username: "anybody",
    password: "anything",
  });
  await new Promise<void>((resolve, reject) => {
    made.connect((error) => (error ? reject(error) : resolve()));
  });
  return made;
};

const ask = (sqlText: string, binds: readonly unknown[] = [], parameters: Row = {}) =>
  new Promise<{ readonly rows: readonly Row[]; readonly changed: number | undefined }>(
    (resolve, reject) => {
      connection.execute({
        sqlText,
        binds,
        parameters,
        complete: (error, statement, rows) =>
          error
            ? reject(error)
            : resolve({ rows: rows ?? [], changed: statement.getNumUpdatedRows() }),
      });
    },
  );

const noted = (message: unknown): void => {
  if (typeof message !== "object" || message === null || !("socket" in message)) return;
  const { socket } = message;
  if (!(socket instanceof Socket)) return;
  socket.once("connectionAttempt", (address: string) => hosts.add(address));
  socket.once("lookup", (_error, _address, _family, host: string) => hosts.add(host));
};

beforeAll(async () => {
  // Every connection that this process tries, the driver's too.
  subscribe("net.client.socket", noted);
  const main = fileURLToPath(new URL("main.mjs", import.meta.url));
  server = spawn(process.execPath, [main, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const said: unknown[] = await once(server.stdout ?? server, "data");
  const url = String(said[0]).trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  connection = await open(url);
  await ask("CREATE DATABASE wire");
});

afterAll(async () => {
  await new Promise<void>((resolve) => connection.destroy(resolve));
  server.kill("SIGTERM");
  const [status]: unknown[] = await once(server, "exit");
  unsubscribe("net.client.socket", noted);
  expect(status).toBe(0);
  expect([...hosts]).toEqual(["127.0.0.1"]);
});

test("values come in the types of JavaScript", async () => {
  await ask(
    "CREATE TABLE kinds (i INTEGER, d NUMBER(10, 2), f FLOAT, t VARCHAR, b BOOLEAN, v VARIANT)",
  );
  await ask(`INSERT INTO kinds SELECT 7, 1.5, 0.25, 'x''y', TRUE, PARSE_JSON('{"a": [1]}')`);
  const { rows } = await ask("SELECT * FROM kinds");
  expect(rows).toEqual([{ I: 7, D: 1.5, F: 0.25, T: "x'y", B: true, V: { a: [1] } }]);
});

test("dates and timestamps come as the driver's dates", async () => {
  const { rows } = await ask(
    "SELECT '2026-02-03'::DATE AS d, '2026-02-03 04:05:06.789'::TIMESTAMP_NTZ AS m, CURRENT_TIMESTAMP() AS n",
  );
  expect(rows[0]).toEqual({
    D: new Date("2026-02-03T00:00:00Z"),
    M: new Date("2026-02-03T04:05:06.789Z"),
    N: expect.any(Date) as unknown,
  });
});

test("binds: one value each, and lists for many rows at once", async () => {
  await ask("CREATE TABLE bound (a INTEGER, b VARCHAR)");
  expect((await ask("INSERT INTO bound VALUES (?, ?)", [1, "one"])).changed).toBe(1);
  const many = await ask("INSERT INTO bound VALUES (?, ?)", [
    [2, "two"],
    [3, null],
  ] as unknown[]);
  expect(many.rows).toEqual([{ "number of rows inserted": 2 }]);
  const { rows } = await ask("SELECT b FROM bound WHERE a >= :1 ORDER BY a", [2]);
  expect(rows).toEqual([{ B: "two" }, { B: null }]);
});

test("a long result comes in pages", async () => {
  const { rows } = await ask(
    "SELECT SEQ4() AS n, 'row ' || SEQ4() AS t FROM TABLE(GENERATOR(ROWCOUNT => 3500)) ORDER BY n",
  );
  expect(rows).toHaveLength(3500);
  expect(rows.at(-1)).toEqual({ N: 3499, T: "row 3499" });
});

test.each([
  ["SELEC 1", "001003", "42000", "syntax error line 1 at position 0 unexpected 'SELEC'."],
  ["SELECT * FROM absent", "002003", "02000", "Object 'ABSENT' does not exist or not authorized."],
  ["CREATE SCHEMA wire.public", "002002", "42710", "Object 'WIRE.PUBLIC' already exists."],
  ["SELECT nothing", "000904", "42000", "invalid identifier 'NOTHING'"],
  ["SELECT 1 / 0", "100051", "22012", "Division by zero"],
])("%s fails with code and SQLSTATE", async (sql, code, sqlState, text) => {
  const failure = await ask(sql).then(
    () => undefined,
    (error: Failure) => error,
  );
  expect(failure).toMatchObject({ code, sqlState });
  expect(failure?.message).toContain(text);
});

test("several statements in one need their number", async () => {
  await expect(ask("SELECT 1; SELECT 2")).rejects.toThrow(
    "Actual statement count 2 did not match the desired statement count 1.",
  );
  await ask("CREATE TABLE first (a INT); CREATE TABLE second (a INT);", [], {
    MULTI_STATEMENT_COUNT: 2,
  });
  expect((await ask("SHOW TABLES LIKE 'second'")).rows).toHaveLength(1);
});

test("a statement that runs is taken back", async () => {
  const failure = await new Promise<Failure | undefined>((resolve) => {
    const statement = connection.execute({
      sqlText: "SELECT SYSTEM$WAIT(60)",
      complete: (error) => resolve(error),
    });
    setTimeout(() => statement.cancel(() => {}), 100);
  });
  expect(failure).toMatchObject({ code: "000604", sqlState: "57014" });
});
