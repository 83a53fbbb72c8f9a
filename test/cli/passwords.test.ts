/** A password that stands where none is expected is not shown either: by whatever way the source came, nothing is told of it but what was understood. */
import { run } from "../../src/cli/run.js";
import { diff, MetaData, Migrator, reflect } from "../../src/index.js";
import { described } from "../../src/reflect/described.js";
import { ioWithin, newFolder } from "./program.js";

const folder = newFolder();
afterAll(() => folder.remove());

const secret = "P4SSWORD";

/** Each with what is shown of it. */
const forms: readonly (readonly [source: string, shown: string])[] = [
  ["user/P4SSWORD@host", "***"],
  ["user/P4SSWORD@//host:1521/x", "***"],
  ["jdbc:oracle:thin:u/P4SSWORD@h:1521:db", "***"],
  ["u@h:P4SSWORD", "***"],
  ["u:P4SSWORD", "***"],
  ["u:P4SSWORD@", "***"],
  ["@P4SSWORD", "***"],
  ["u P4SSWORD h", "***"],
  ["env:P4SSWORD", "***"],
  ["h:5432:db:u:P4SSWORD", "***"],
  ["vault:secret/db#P4SSWORD", "***"],
  ["snowflake://P4SSWORD", "snowflake://***"],
  ["snowflake://P4SSWORD/db", "snowflake://***/db"],
  ["snowflake://:P4SSWORD", "snowflake://***"],
  ["postgres//u:P4SSWORD@h/db", "***"],
  ["postgres:u:P4SSWORD", "***"],
  ["postgres;//u:P4SSWORD@h", "***"],
  ["postgres:\\\\u:P4SSWORD@h", "***"],
  ["postgres:/\u200b/u:P4SSWORD@h", "postgres:/***/***"],
  ["postgres\uff1a//u:P4SSWORD@h", "***"],
  ["postgres://u:PASS\nP4SSWORD@h/db", "postgres://u@h/db"],
  ["postgres://u:PASS\tP4SSWORD@h/db", "postgres://u@h/db"],
  ["postgres://u:P4SSWORD%zz@h/db", "postgres://u@h/db"],
  ["postgres://u:P4SSWORD@[::1", "postgres://u@***"],
  ["postgres://h:5432:P4SSWORD/db", "postgres://h/db"],
  ["postgres://u:P4SSWORD@h/a, mysql://v:P4SSWORD@k/b", "postgres://u@k/b"],
  ["postgres%3A%2F%2Fu%3AP4SSWORD%40h%2Fdb", "***"],
  ["<postgres://u:P4SSWORD@h/db>", "***"],
  ["`postgres://u:P4SSWORD@h/db`", "***"],
  ['export DATABASE_URL="postgres://u:P4SSWORD@h/db"', "***"],
  ["url: postgres://u:P4SSWORD@h", "***"],
  ['{"url":"postgres://u:P4SSWORD@h"}', "***"],
  ["password: PASS P4SSWORD, host: h", "password: ***, host: h"],
  ["{ user: 'u', password: 'it is P4SSWORD' }", "{ user: 'u', password: '***' }"],
  ['host=h password="it is P4SSWORD"', "host=h password=***"],
  ["host=h password=it is P4SSWORD", "***"],
  ["user=u;P4SSWORD", "***"],
  ["Server=h;Uid=u;Pwd=P4SSWORD", "Server=***;Uid=***;Pwd=***"],
  ['Server=h;User Id=u;Password="a;P4SSWORD"', "Server=***;User Id=***;Password=***"],
  ["Data Source=h;Password=PASS P4SSWORD;x=1", "***"],
  ["Driver={MySQL};Pwd={P4SSWORD}", "Driver=***;Pwd=***"],
  ["jdbc:sqlserver://h;user=u;password=P4SSWORD;", "jdbc:sqlserver://h;user=u;password=***;"],
  ["sqlserver://h;P4SSWORD", "sqlserver://h/***"],
  ["https://u:P4SSWORD@h", "https://u@h"],
  ["psql -U u -W P4SSWORD", "***"],
  ["PGPASSWORD=P4SSWORD psql -h h", "***"],
  ["mysql --user=u --password=P4SSWORD", "mysql --user=*** --password=***"],
  ["mysql -u root -p P4SSWORD", "***"],
  ["-u root -pP4SSWORD", "***"],
];

/** Those that are URLs as they stand, and are told when nothing answers. */
const urls: readonly (readonly [source: string, shown: string])[] = [
  ["postgres://u%3AP4SSWORD@h.invalid", "postgres://***@h.invalid"],
  ["postgres://u P4SSWORD@h.invalid", "postgres://***@h.invalid"],
  ["mysql://u;P4SSWORD@h.invalid", "mysql://***@h.invalid"],
  ["mysql://u,P4SSWORD@h.invalid/d", "mysql://***@h.invalid/d"],
  ["mysql://u|P4SSWORD@h.invalid", "mysql://***@h.invalid"],
  ["postgres://h.invalid/db;password=P4SSWORD", "postgres://h.invalid/db;password=***"],
  ["postgres://h.invalid/db?user=u:P4SSWORD", "postgres://h.invalid/db?user=***"],
  ["postgres://h.invalid/db?options=-cx%3DP4SSWORD", "postgres://h.invalid/db?options=***"],
];

test.each([...forms, ...urls])("%j", (source, shown) => {
  expect(described(source)).toBe(shown);
});

test.each([
  "postgres://u@h:5432/db?schema=a,b&sslmode=require",
  "postgres:///db?host=/tmp",
  "postgres://me@h1:5432,h2:5433/db",
  "postgres://[::1]:5432/my%20db",
  "mysql://me%40server@h/db",
  "snowflake://me@account/app/public?warehouse=compute_wh",
  "snowflake://account/app?authenticator=EXTERNALBROWSER",
  "jdbc:postgresql://host/db?sslmode=require",
  "C:\\a folder\\schema.ts",
  "../a folder/schema.sql",
  "localhost:5432/db",
  "host=h dbname=d",
  "oracle://x",
])("%s is shown as it is", (source) => {
  expect(described(source)).toBe(source);
});

let env: Readonly<Record<string, string>> = {};

/** What the program prints without its last safeguard, which removes known passwords from every text. */
const said = async (...args: readonly string[]): Promise<string> => {
  const out: string[] = [];
  const hear = (text: string): void => void out.push(text);
  const status = await run(
    args,
    ioWithin({ cwd: folder.path, env, detail: hear, print: hear, say: hear }),
  );
  return `${status} ${out.join("\n")}`;
};

const inMemory = "sqlite::memory:";

beforeAll(() => {
  folder.write("old.sql", "CREATE TABLE t (a INTEGER);\n");
});

const dev = ["--from", "old.sql", "--to", "old.sql", "--dialect", "postgres", "--dev-url"] as const;

test.each(forms)("%j, by every way in", async (source) => {
  const config = "config/schema-diff.config.json";
  folder.write(config, JSON.stringify({ url: source, metadata: source }));
  const ways: readonly (readonly string[])[] = [
    ["check", `--url=${source}`, "--metadata", "schema.json"],
    ["check", "--url", inMemory, `--metadata=${source}`],
    ["upgrade", `--url=${source}`],
    ["diff", `--from=${source}`, "--to", inMemory],
    ["diff", ...dev.slice(0, -1), `--dev-url=${source}`],
    ["reflect", "--", source],
    ["check", "--", source],
    ["current", "--config", config],
    ["check", "--config", config, "--url", inMemory],
  ];
  for (const [command = "", ...args] of ways) {
    const text = await said(command, "--verbose", ...args);
    expect(text).toMatch(/^2 /);
    expect([command, text.includes(secret) ? text : ""]).toEqual([command, ""]);
  }
  env = { DATABASE_URL: source };
  expect(await said("current")).not.toContain(secret);
  env = {};
  for (const work of [
    async () => reflect(source),
    async () => diff({ from: new MetaData(), to: source }),
    async () => new Migrator({ source, directory: folder.path }).current(),
  ])
    await expect(work()).rejects.toMatchObject({
      message: expect.not.stringContaining(secret),
      todo: expect.not.stringContaining(secret),
    });
});

test.each(urls)("%j, where nothing answers", async (source) => {
  for (const args of [["current"], ["check", "--verbose", "--metadata", "schema.json"]]) {
    const text = await said(...args, "--url", source);
    expect(text).toMatch(/^2 /);
    expect(text).not.toContain(secret);
  }
});

test("a bare word is not shown where a URL is expected", async () => {
  for (const word of [secret, `scott/${secret}`]) {
    expect(await said("current", "--url", word)).not.toContain(secret);
    env = { DATABASE_URL: word };
    expect(await said("current")).toMatch(/DATABASE_URL "\*\*\*" is no database URL/);
    env = {};
  }
});
