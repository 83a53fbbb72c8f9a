/** A command that is told to end cancels what it runs, takes back what can be taken back, and says what stays; an error that nobody caught does the same. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freshDatabase, query } from "../servers/urls.js";
import { newFolder, type Folder, type Outcome } from "./program.js";

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist/cli/main.js");

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const script = (up: string): void =>
  folder.write(
    "migrations/1.ts",
    `export const revision = "1";\nexport const downRevision = null;\nexport async function up(op) {\n${up}\n}\nexport async function down() {}\n`,
  );

/** Runs a command, and sends the signals one by one once `ready` is so. */
const runUntil = async (
  ready: (said: () => string) => Promise<boolean>,
  signals: readonly NodeJS.Signals[],
  ...args: readonly string[]
): Promise<Outcome & { readonly seconds: number }> => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder.path,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk: Buffer) => (stderr += String(chunk)));
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const pause = () => new Promise((wake) => setTimeout(wake, 100));
  for (let i = 0; i < 200 && !(await ready(() => stdout + stderr)); i += 1) await pause();
  const since = Date.now();
  for (const signal of signals) {
    child.kill(signal);
    await pause();
  }
  return { status: await closed, stdout, stderr, seconds: (Date.now() - since) / 1000 };
};

const servers = [
  [
    "postgres",
    "SELECT pg_sleep(60)",
    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%' AND datname = current_database()",
    "Nothing of the script stays",
  ],
  [
    "mysql",
    "ALTER TABLE held ADD COLUMN n int",
    "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'ALTER TABLE held%' AND DB = DATABASE()",
    "These statements ran and stay",
  ],
  [
    "mariadb",
    "ALTER TABLE held ADD COLUMN n int",
    "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'ALTER TABLE held%' AND DB = DATABASE()",
    "These statements ran and stay",
  ],
] as const;

describe.each(servers)("%s", (name, slow, running, stays) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeEach(async () => {
    database = await freshDatabase(name);
  });
  afterEach(() => database.drop());

  const isRunning = async (): Promise<boolean> => (await query(database.url, running)).length > 0;
  const create = 'await op.createTable("a", [{ name: "id", type: "int" }]);\n';

  /** Reads the table in a transaction that stays open. */
  const held = async (): Promise<() => Promise<void>> => {
    if (name === "postgres") return async () => undefined;
    const { createConnection } = await import("mysql2/promise");
    await query(database.url, "CREATE TABLE held (id int)");
    const connection = await createConnection(database.url.replace(/^mariadb:/, "mysql:"));
    await connection.query("START TRANSACTION");
    await connection.query("SELECT * FROM held");
    return () => connection.end();
  };

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s while a statement runs: it is cancelled on the server, and the next upgrade reaches the end",
    async (signal) => {
      script(`${create}await op.execute(${JSON.stringify(slow)});`);
      const letGo = await held();
      const { status, stderr, seconds } = await runUntil(
        isRunning,
        [signal],
        "upgrade",
        "--url",
        database.url,
      );
      expect([status, stderr]).toEqual([2, expect.stringContaining(stays)]);
      expect(stderr).toMatch(
        new RegExp(
          `^${signal}: what runs is cancelled.*interrupted by ${signal}.*run it again`,
          "s",
        ),
      );
      expect(seconds).toBeLessThan(10);
      expect(await isRunning()).toBe(false);
      await letGo();
      if (name === "postgres") script(create);
      expect(await folder.run("upgrade", "--url", database.url)).toMatchObject({
        status: 0,
        stdout: "ran 1\n",
      });
    },
  );

  test("while a script waits for something else", async () => {
    script(
      `${create}console.error("waits");\nawait new Promise(() => setInterval(() => 0, 1000));`,
    );
    const { status, stderr } = await runUntil(
      async (said) => said().includes("waits"),
      ["SIGINT"],
      "upgrade",
      "--url",
      database.url,
    );
    expect([status, stderr]).toEqual([2, expect.stringContaining(stays)]);
  });

  test("an error that nobody catches is one message, status 2, and the script is taken back", async () => {
    script(
      `${create}setTimeout(() => { throw new Error("boom"); }, 10);\nawait new Promise(() => setInterval(() => 0, 1000));`,
    );
    const { status, stdout, stderr } = await folder.run("upgrade", "--url", database.url);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringContaining(stays)]);
    expect(stderr).toMatch(/^error: 1\.ts .*an error that nobody caught.*: boom\n/);
    expect(stderr.match(/^error:/gm)).toHaveLength(1);
  });

  test("process.exit in a script is status 2, and the next upgrade reaches the end", async () => {
    script(`${create}if (process.env["LEAVE"] === "yes") process.exit(1);`);
    const { status, stderr } = await folder.runWith(
      { LEAVE: "yes" },
      "upgrade",
      "--url",
      database.url,
    );
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^error: a module ended the program/),
    ]);
    expect((await folder.run("upgrade", "--url", database.url)).status).toBe(0);
  });
});

test("a second signal ends at once", async () => {
  const database = await freshDatabase("postgres");
  script(
    'console.error("waits");\nfor (const until = Date.now() + 1500; Date.now() < until; );\nawait op.execute("SELECT pg_sleep(60)");',
  );
  const { status, seconds } = await runUntil(
    async (said) => said().includes("waits"),
    ["SIGINT", "SIGINT", "SIGINT"],
    "upgrade",
    "--url",
    database.url,
  );
  await database.drop();
  expect(status).toBe(2);
  expect(seconds).toBeLessThan(6);
});

test("a command that reads is ended by the first", async () => {
  const database = await freshDatabase("postgres");
  await query(database.url, "CREATE TABLE a (id int)");
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("BEGIN");
  await client.query("LOCK TABLE pg_catalog.pg_attrdef IN ACCESS EXCLUSIVE MODE");
  const waits =
    "SELECT 1 FROM pg_catalog.pg_locks WHERE NOT granted AND relation = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
  const outcome = await runUntil(
    async () => (await client.query(waits)).rows.length > 0,
    ["SIGTERM"],
    "reflect",
    database.url,
  );
  expect((await client.query(waits)).rows).toEqual([]);
  await client.end();
  await database.drop();
  expect(outcome).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/error: interrupted by SIGTERM\n/),
  });
});

test("SQLite: nothing of the script stays", async () => {
  script(
    'await op.createTable("a", [{ name: "id", type: "INTEGER" }]);\nconsole.error("waits");\nawait new Promise(() => setInterval(() => 0, 1000));',
  );
  const { status, stderr } = await runUntil(
    async (said) => said().includes("waits"),
    ["SIGINT"],
    "upgrade",
    "--url",
    "sqlite:app.db",
  );
  expect([status, stderr]).toEqual([2, expect.stringContaining("Nothing of the script stays")]);
});

test.each([
  [
    "a timer",
    "setTimeout(() => { throw new Error('boom'); }, 0);\nawait new Promise((wake) => setTimeout(wake, 2000));",
  ],
  [
    "an unhandled rejection",
    "void Promise.reject(new Error('boom'));\nawait new Promise((wake) => setTimeout(wake, 2000));",
  ],
  [
    "a rejection with no error",
    "void Promise.reject('boom');\nawait new Promise((wake) => setTimeout(wake, 2000));",
  ],
])("%s in a config is one message with status 2", async (_what, text) => {
  folder.write("app.db", "");
  folder.write(
    "schema.ts",
    'import { MetaData } from "schema-diff";\nexport const metadata = new MetaData();\n',
  );
  folder.write(
    "schema-diff.config.ts",
    `${text}\nexport default { url: "sqlite:app.db", metadata: "schema.ts" };\n`,
  );
  const { status, stdout, stderr } = await folder.run("check");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: an error that nobody caught.*: boom\n {2}→ .*\n$/);
});
