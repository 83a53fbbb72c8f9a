/** How long a command waits for a lock, and how often it tries again: by flags, and by the config. */
import { join } from "node:path";
import Database from "../sqlite/database.mjs";
import { newFolder, type Folder } from "./program.js";

let folder: Folder;
let held: {
  readonly exec: (sql: string) => unknown;
  readonly prepare: (sql: string) => { readonly all: () => unknown };
  readonly close: () => unknown;
};
beforeEach(() => {
  folder = newFolder();
  folder.write(
    "migrations/1.ts",
    'export const revision = "1";\nexport const downRevision = null;\nexport async function up(op) {\nawait op.createTable("a", [{ name: "id", type: "INTEGER" }]);\n}\nexport async function down() {}\n',
  );
  held = new Database(join(folder.path, "app.db"));
  held.exec("BEGIN IMMEDIATE");
});
afterEach(() => {
  held.close();
  folder.remove();
});

const url = ["--url", "sqlite:app.db"];
const locked = (seconds: string): RegExp => new RegExp(`waited ${seconds} s for`);

const took = async (...args: readonly string[]): Promise<readonly [string, number]> => {
  const since = Date.now();
  const { status, stderr } = await folder.run(...args);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: /)]);
  return [stderr, (Date.now() - since) / 1000];
};

test.each([
  ["upgrade", ["upgrade"]],
  ["stamp", ["stamp", "head"]],
])("%s --lock-timeout", async (_name, command) => {
  const [stderr] = await took(...command, ...url, "--lock-timeout", "300ms");
  expect(stderr).toMatch(locked("0\\.3"));
});

describe("a file that somebody holds EXCLUSIVE is not even read", () => {
  beforeEach(() => {
    held.exec("COMMIT; BEGIN EXCLUSIVE");
    folder.write(
      "schema.ts",
      'import { MetaData } from "schema-diff";\nexport default new MetaData();\n',
    );
  });

  test.each([
    ["upgrade", ["upgrade", "--lock-timeout", "300ms"]],
    ["check, by the config", ["check", "--metadata", "schema.ts"]],
  ])("%s", async (_name, command) => {
    folder.write("schema-diff.config.json", '{ "lockTimeout": "0.3s" }\n');
    const [stderr, seconds] = await took(...command, ...url);
    expect(stderr).toMatch(/could not be opened: database is locked.*; waited 0\.3 s for it/);
    expect(stderr).toContain("another program holds the file: end it, or wait longer with --lock-");
    if (process.platform === "linux") expect(stderr).toContain(` by process ${process.pid} (`);
    expect(seconds).toBeLessThan(4);
  });

  test("it is waited for", async () => {
    const running = folder.run("upgrade", ...url, "--lock-timeout", "20s");
    await new Promise((wake) => setTimeout(wake, 1500));
    held.exec("COMMIT");
    expect(await running).toMatchObject({ status: 0, stdout: "ran 1\n" });
  });
});

test("who holds it is said: any program, not only a migration", async () => {
  const [stderr] = await took("upgrade", ...url, "--lock-timeout", "100ms");
  expect(stderr).toContain("app.db is locked");
  expect(stderr).not.toContain("another migration is running");
  if (process.platform === "linux") expect(stderr).toContain(` by process ${process.pid} (`);
});

test("a reader that holds a commit back is named, and not the program that waits", async () => {
  held.exec("COMMIT");
  expect(await folder.run("upgrade", ...url)).toMatchObject({ status: 0 });
  folder.write(
    "migrations/2.ts",
    'export const revision = "2";\nexport const downRevision = "1";\nexport async function up(op) {\nawait op.execute("INSERT INTO a VALUES (1)");\n}\nexport async function down() {}\n',
  );
  held.exec("BEGIN");
  held.prepare("SELECT count(*) FROM a").all();
  const [stderr] = await took("upgrade", ...url, "--lock-timeout", "300ms");
  expect(stderr).toMatch(/^error: 2\.ts \(up of 2\) failed: .*app\.db is locked.*waited 0\.3 s/);
  expect(stderr).toContain("Nothing of the script stays");
  if (process.platform === "linux") expect(stderr).toContain(` by process ${process.pid} (`);
});

test("--retries tries again, after a pause", async () => {
  const [stderr, seconds] = await took(
    ...["upgrade", ...url, "--lock-timeout", "100ms", "--retries", "1"],
  );
  expect(stderr).toMatch(locked("0\\.1"));
  expect(seconds).toBeGreaterThan(1.1);
});

test("the config's lockTimeout and retries, over which the flags win", async () => {
  folder.write(
    "schema-diff.config.json",
    '{ "url": "sqlite:app.db", "lockTimeout": "0.2s", "retries": 1 }\n',
  );
  const [stderr, seconds] = await took("upgrade");
  expect(stderr).toMatch(locked("0\\.2"));
  expect(seconds).toBeGreaterThan(1.2);
  const [again] = await took("upgrade", "--lock-timeout", "50ms", "--retries", "0");
  expect(again).toMatch(locked("0\\.05"));
});

test.each([
  [["upgrade", "--lock-timeout", "soon"], "--lock-timeout soon is no length of time"],
  [["stamp", "head", "--lock-timeout", "-1"], "is no length of time"],
  [["upgrade", "--retries", "often"], "--retries often is no number of times"],
  [["stamp", "head", "--retries", "1"], "--retries"],
])("%j is refused in words", async (args, words) => {
  const [stderr] = await took(...args, ...url);
  expect(stderr).toContain(words);
});

test.each([
  ["lockTimeout", '"soon"'],
  ["lockTimeout", "-1"],
  ["retries", "1.5"],
  ["retries", '"5"'],
])("a config's %s of %s is refused in words", async (key, value) => {
  folder.write("schema-diff.config.json", `{ "url": "sqlite:app.db", "${key}": ${value} }\n`);
  const [stderr] = await took("upgrade");
  expect(stderr).toContain(key);
});
