/** `--format json` of every command: one document on standard output, nothing else there, and nothing at all where the command failed. */
import { allCommands } from "../../src/cli/commands/index.js";
import { readPlan } from "schema-diff";
import { newFolder, type Folder } from "./program.js";

const declared = (columns: string): string =>
  `import { integer, MetaData, table, varchar } from "schema-diff";\nexport const metadata = new MetaData();\ntable("user", metadata, { ${columns} });\n`;

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  folder.write("schema-diff.config.json", '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n');
  folder.write("schema.ts", declared("id: integer().primaryKey()"));
});
afterEach(() => folder.remove());

const json = async (...args: readonly string[]): Promise<unknown> => {
  const { status, stdout } = await folder.run(...args, "--format", "json");
  expect(status).toBe(0);
  expect(stdout.endsWith("}\n")).toBe(true);
  return JSON.parse(stdout);
};

const first = {
  revision: "0001",
  downRevisions: [],
  message: "users",
  file: "migrations/0001_users.ts",
};

test("every command prints JSON", async () => {
  expect(
    (await allCommands())
      .filter(({ formats }) => !formats.includes("json"))
      .map(({ name }) => name),
  ).toEqual([]);
});

test("the whole way", async () => {
  const script = {
    revision: "0001",
    downRevision: null,
    message: "users",
    file: "migrations/0001_users.ts",
  };
  const change = { verb: "add", kind: "table", name: "user" };
  expect(await json("generate", "-m", "users", "--rev-id", "0001", "--dry-run")).toMatchObject({
    formatVersion: 1,
    inSync: false,
    changes: [change],
    script: { ...script, written: false },
  });
  expect(folder.files()).not.toContain(script.file);
  const written = await json("generate", "-m", "users", "--rev-id", "0001");
  expect(written).toMatchObject({
    dialect: "sqlite",
    statements: [expect.stringMatching(/^CREATE TABLE/)],
    script: { ...script, written: true, text: folder.read(script.file) },
  });
  expect(await json("heads")).toEqual({ formatVersion: 1, revisions: [first] });
  expect(await json("current")).toEqual({
    formatVersion: 1,
    current: [],
    heads: ["0001"],
    pending: [first],
    unknown: [],
  });
  expect(await json("upgrade", "--sql")).toMatchObject({
    formatVersion: 1,
    executed: false,
    revisions: [first],
    statements: expect.arrayContaining([expect.stringMatching(/^CREATE TABLE/)]),
  });
  expect(await json("upgrade")).toMatchObject({
    formatVersion: 1,
    executed: true,
    revisions: [first],
    statements: expect.arrayContaining([expect.stringMatching(/^CREATE TABLE/)]),
  });
  expect(await json("upgrade")).toEqual({
    formatVersion: 1,
    executed: true,
    revisions: [],
    statements: [],
  });
  expect(await json("history")).toEqual({
    formatVersion: 1,
    revisions: [{ ...first, applied: true, current: true, head: true }],
  });
  expect(await json("generate", "-m", "nothing")).toMatchObject({
    formatVersion: 1,
    inSync: true,
    changes: [],
    script: null,
  });
  expect(await json("downgrade", "base")).toMatchObject({
    formatVersion: 1,
    executed: true,
    revisions: [first],
    statements: expect.arrayContaining([expect.stringMatching(/^DROP TABLE/)]),
  });
  expect(await json("stamp", "head")).toMatchObject({
    formatVersion: 1,
    executed: true,
    revisions: [first],
  });
  expect(await json("stamp", "base", "--sql")).toMatchObject({
    formatVersion: 1,
    executed: false,
    revisions: [],
    statements: [expect.stringContaining("schema_diff_version")],
  });
});

test("merge and init say what they wrote", async () => {
  await folder.run("generate", "-m", "users", "--rev-id", "0001");
  const empty = (revision: string): string =>
    `export const revision = "${revision}";\nexport const downRevision = "0001";\nexport async function up() {}\nexport async function down() {}\n`;
  folder.write("migrations/0002_a.ts", empty("0002"));
  folder.write("migrations/0003_b.ts", empty("0003"));
  expect(await json("merge", "-m", "both", "--rev-id", "0004")).toEqual({
    formatVersion: 1,
    revision: "0004",
    file: "migrations/0004_both.ts",
  });
  expect(await json("init", "--url", "sqlite::memory:", "--metadata", "db/schema.ts")).toEqual({
    formatVersion: 1,
    config: "schema-diff.config.json",
    metadata: "db/schema.ts",
    reflected: true,
    wrote: ["db/schema.ts"],
    kept: ["schema-diff.config.json"],
    baseline: null,
    next: { set: null, run: 'schema-diff generate -m "first tables"' },
  });
  expect(folder.files()).toContain("db/schema.ts");
});

test("a failure prints nothing on standard output", async () => {
  await folder.run("generate", "-m", "users", "--rev-id", "0001");
  folder.write(
    "migrations/0002_broken.ts",
    'export const revision = "0002";\nexport const downRevision = "0001";\nexport async function up() { console.log("noise"); throw new Error("no luck"); }\nexport async function down() {}\n',
  );
  const wrong = [
    ["upgrade"],
    ["downgrade", "0009"],
    ["stamp", "0009"],
    ["merge"],
    ["init", "--baseline"],
    ["generate", "-m", "again"],
    ["check", "--metadata", "none.ts"],
    ["diff", "--from", "sqlite:none.db", "--to", "schema.ts"],
    ["reflect", "none.ts"],
    ["history", "--migrations", "schema.ts"],
  ];
  for (const args of wrong) {
    const { status, stdout, stderr } = await folder.run(...args, "--format", "json");
    expect([args, status, stdout]).toEqual([args, 2, ""]);
    expect(stderr).toMatch(/error: /);
  }
});

test("diff --format plan is a document that reads back", async () => {
  folder.write("empty.sql", "");
  const { status, stdout } = await folder.run(
    ...["diff", "--from", "empty.sql", "--to", "schema.ts", "--dialect", "sqlite", "-f", "plan"],
  );
  expect(status).toBe(0);
  expect(readPlan(stdout)).toMatchObject({
    dialect: "sqlite",
    from: { origin: "read" },
    to: { origin: "declared" },
    operations: [{ do: "createTable" }],
    statements: [{ operation: 0, changes: "schema", sql: expect.stringContaining("CREATE TABLE") }],
  });
});
