/** The config file: where it is found, what wins over it, and what is said of one that is broken. */
import { newFolder, type Folder } from "./program.js";

const schema = 'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\n';

let folder: Folder;
beforeEach(() => { folder = newFolder(); });
afterEach(() => folder.remove());

const failure = async (...args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await folder.run(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: [^]*\n {2}→ /);
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr;
};

describe("is found", () => {
  test.each([
    ["schema-diff.config.ts", 'import { defineConfig } from "schema-diff";\nexport default defineConfig({ url: "sqlite:app.db", metadata: "schema.ts" });\n'],
    ["schema-diff.config.mjs", 'export default { url: "sqlite:app.db", metadata: "schema.ts" };\n'],
    ["schema-diff.config.json", '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n'],
  ])("as %s", async (file, text) => {
    folder.write(file, text);
    folder.write("schema.ts", schema);
    const { status, stdout } = await folder.run("generate", "--dry-run");
    expect([status, stdout]).toEqual([0, expect.stringContaining('op.createTable("t"')]);
  });

  test("elsewhere by --config, and its paths start there", async () => {
    folder.write("db/schema-diff.config.json", '{ "url": "sqlite:app.db", "metadata": "schema.ts", "migrations": "scripts" }\n');
    folder.write("db/schema.ts", schema);
    const { status, stdout } = await folder.run("generate", "--config", "db/schema-diff.config.json", "--rev-id", "1", "-m", "start");
    expect([status, stdout]).toEqual([0, "wrote db/scripts/1_start.ts\n"]);
    expect(folder.files()).toEqual(["db/app.db", "db/schema-diff.config.json", "db/schema.ts", "db/scripts/1_start.ts"]);
  });
});

test("flags win over the config, which wins over DATABASE_URL", async () => {
  folder.write("schema.ts", schema);
  const env = { DATABASE_URL: "sqlite:env.db" };
  await folder.runWith(env, "generate", "--metadata", "schema.ts", "--dry-run");
  expect(folder.files()).toContain("env.db");
  folder.write("schema-diff.config.json", '{ "url": "sqlite:config.db", "metadata": "schema.ts" }\n');
  await folder.runWith(env, "generate", "--dry-run");
  expect(folder.files()).toContain("config.db");
  await folder.runWith(env, "generate", "--dry-run", "--url", "sqlite:flag.db");
  expect(folder.files()).toContain("flag.db");
});

describe("that is broken", () => {
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ["schema-diff.config.json", "{ not json", /schema-diff\.config\.json cannot be read/],
    ["schema-diff.config.json", "[]", /schema-diff\.config\.json exports no config/],
    ["schema-diff.config.json", '{ "uri": "sqlite:a.db" }', /there is no setting "uri"[\s\S]*did you mean "url"\?/],
    ["schema-diff.config.json", '{ "schemas": "public" }', /schemas is not an array of names/],
    ["schema-diff.config.json", '{ "dialect": "oracle" }', /dialect is not postgres, mysql, mariadb, sqlite/],
    ["schema-diff.config.ts", "export const config = {};", /schema-diff\.config\.ts exports no config/],
    ["schema-diff.config.ts", 'throw new Error("no luck");', /schema-diff\.config\.ts:1 cannot be loaded: no luck/],
    ["schema-diff.config.ts", "export default {", /schema-diff\.config\.ts.* cannot be loaded/],
  ];

  test.each(broken)("%s: %s", async (file, text, message) => {
    folder.write(file, text);
    expect(await failure("check")).toMatch(message);
  });

  test("by there being two", async () => {
    folder.write("schema-diff.config.json", "{}");
    folder.write("schema-diff.config.ts", "export default {};");
    expect(await failure("check")).toMatch(/two config files here: schema-diff\.config\.ts and schema-diff\.config\.json/);
  });
});

describe("metadata that is broken", () => {
  const broken: readonly (readonly [string, RegExp])[] = [
    ['throw new Error("no luck");', /schema\.ts:1 cannot be loaded: no luck/],
    ["await new Promise(() => {});\nexport const metadata = 1;", /waits for something that never comes/],
    ["export const metadata = {};", /schema\.ts exports no MetaData/],
    ['import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer().references("u.id") });', /\bu\b/],
    ['import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\ntable("t", metadata, { a: integer() });', /table t is declared twice/],
  ];

  test.each(broken)("%s", async (text, message) => {
    folder.write("schema.ts", text);
    expect(await failure("check", "--url", "sqlite::memory:", "--metadata", "schema.ts")).toMatch(message);
  });

  test("by not being there", async () => {
    expect(await failure("check", "--url", "sqlite::memory:", "--metadata", "schema.ts")).toMatch(/schema\.ts does not exist/);
  });
});
