/** What is not there is said: a database's file, a directory of scripts; only `upgrade` and `generate` begin a database. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./program.js";

const folder = newFolder();
afterAll(() => folder.remove());

const at = (path: string): string => join(folder.path, path);

beforeAll(() => {
  writeFileSync(
    at("schema.ts"),
    `import { integer, MetaData, table } from "schema-diff";
export const metadata = new MetaData();
export const t = table("t", metadata, { id: integer().primaryKey() });
`,
  );
});

test.each([
  [["current"]],
  [["check", "--metadata", "schema.ts"]],
  [["downgrade", "base"]],
  [["stamp", "base"]],
])("%s looks at a database that is there, and makes none", async ([command = "", ...rest]) => {
  writeFileSync(at("keep"), "");
  const { status, stderr } = await folder.run(
    command,
    ...rest,
    "--url",
    "sqlite:typo.db",
    ...(command === "check" ? [] : ["--migrations", "."]),
  );
  expect([status, stderr]).toEqual([
    2,
    "error: the database typo.db does not exist\n  → check the path; `upgrade` and `generate` begin a new one\n",
  ]);
  expect(existsSync(at("typo.db"))).toBe(false);
});

test.each(["upgrade", "downgrade", "history", "heads"])(
  "%s says that there is no such directory of scripts",
  async (command) => {
    writeFileSync(at("app.db"), "");
    const { status, stdout, stderr } = await folder.run(
      command,
      "--migrations",
      "typo",
      ...(command === "upgrade" || command === "downgrade" || command === "history"
        ? ["--url", "sqlite:app.db"]
        : []),
    );
    expect([status, stdout, stderr]).toEqual([
      2,
      "",
      "error: there is no directory typo\n  → check --migrations, or write the first script with `schema-diff generate`\n",
    ]);
  },
);

test("generate and upgrade say that they begin a database", async () => {
  const generate = ["generate", "-m", "start", "--rev-id", "1", "--metadata", "schema.ts"];
  const first = await folder.run(...generate, "--url", "sqlite:new.db");
  expect([first.status, first.stderr]).toEqual([
    0,
    expect.stringMatching(/^begins the database new\.db\n/),
  ]);
  const second = await folder.run("upgrade", "--url", "sqlite:other.db");
  expect(second).toEqual({
    status: 0,
    stdout: "ran 1 start\n",
    stderr: expect.stringMatching(/^begins the database other\.db\n/),
  });
  const third = await folder.run("upgrade", "--url", "sqlite:other.db");
  expect(third).toEqual({ status: 0, stdout: "", stderr: "nothing to run\n" });
});

test("generate begins no database where there are scripts, for none of them has run there", async () => {
  folder.write(
    "begun/1_start.ts",
    'export const revision = "1";\nexport const downRevision = null;\nexport async function up() {}\nexport async function down() {}\n',
  );
  const asked = ["generate", "--metadata", "schema.ts", "--migrations", "begun"];
  expect(await folder.run(...asked, "--url", "sqlite:typo.db")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "error: the database typo.db does not exist, so that none of the scripts in begun has run\n  → check the path, or begin the database with `schema-diff upgrade`\n",
  });
  expect(existsSync(at("typo.db"))).toBe(false);
});

test.each([".", "..", "-1", "a/b", "a\\b", "a b", "head", "a'b", "x".repeat(250), "ä".repeat(60)])(
  "%s is no revision",
  async (revision) => {
    const { status, stdout, stderr } = await folder.run(
      "generate",
      "--metadata",
      "schema.ts",
      "--url",
      "sqlite:third.db",
      `--rev-id=${revision}`,
      "--migrations",
      "none",
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/cannot be a revision|too long for the name of a file/);
    expect(existsSync(at("none"))).toBe(false);
  },
);
