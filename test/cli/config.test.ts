/** The config file: where it is found, what wins over it, and what is said of one that is broken. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { newFolder, type Folder } from "./program.js";

const schema =
  'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\n';

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
});
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
    [
      "schema-diff.config.ts",
      'import { defineConfig } from "schema-diff";\nexport default defineConfig({ url: "sqlite:app.db", metadata: "schema.ts" });\n',
    ],
    ["schema-diff.config.mjs", 'export default { url: "sqlite:app.db", metadata: "schema.ts" };\n'],
    ["schema-diff.config.json", '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n'],
  ])("as %s", async (file, text) => {
    folder.write(file, text);
    folder.write("schema.ts", schema);
    const { status, stdout } = await folder.run("generate", "--dry-run");
    expect([status, stdout]).toEqual([0, expect.stringContaining('op.createTable("t"')]);
  });

  test("elsewhere by --config, and its paths start there", async () => {
    folder.write(
      "db/schema-diff.config.json",
      '{ "url": "sqlite:app.db", "metadata": "schema.ts", "migrations": "scripts" }\n',
    );
    folder.write("db/schema.ts", schema);
    const { status, stdout } = await folder.run(
      "generate",
      "--config",
      "db/schema-diff.config.json",
      "--rev-id",
      "1",
      "-m",
      "start",
    );
    expect([status, stdout]).toEqual([0, "wrote db/scripts/1_start.ts\n"]);
    expect(folder.files()).toEqual([
      "db/app.db",
      "db/schema-diff.config.json",
      "db/schema.ts",
      "db/scripts/1_start.ts",
    ]);
  });
});

test("its URL may be a function, and what that does wrong is told without what it knows", async () => {
  const saying = (url: string): void =>
    folder.write(
      "schema-diff.config.mjs",
      `export default { metadata: "schema.ts", url: ${url} };\n`,
    );
  folder.write("schema.ts", schema);
  saying('async () => "sqlite:app.db"');
  const { status, stdout } = await folder.run("generate", "--dry-run");
  expect([status, stdout]).toEqual([0, expect.stringContaining('op.createTable("t"')]);
  saying("async () => ({ host: 1 })");
  expect(await failure("check")).toContain(
    "schema-diff.config.mjs: the function url gives no text",
  );
  saying('() => { throw new Error("the vault is shut") }');
  expect(await failure("check")).toContain("the function url failed: the vault is shut");
});

describe("is found upwards", () => {
  const json = '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n';
  const config = async (cwd: string): Promise<string> => {
    const { stderr } = await folder.at(cwd).run("heads", "--verbose");
    return stderr.split("\n").find((line) => line.startsWith("config: ")) ?? stderr;
  };

  test("from a folder below it, its paths starting where it lies", async () => {
    folder.write("schema-diff.config.json", json);
    folder.write("schema.ts", schema);
    folder.write("src/deep/x.txt", "");
    const { status, stdout } = await folder
      .at("src/deep")
      .run("generate", "-m", "start", "--rev-id", "1");
    expect([status, stdout]).toEqual([0, "wrote ../../migrations/1_start.ts\n"]);
    expect(folder.files()).toEqual([
      "app.db",
      "migrations/1_start.ts",
      "schema-diff.config.json",
      "schema.ts",
      "src/deep/x.txt",
    ]);
    expect(await config("src/deep")).toBe("config: ../../schema-diff.config.json");
    expect((await folder.at("src/deep").run("upgrade")).stdout).toBe("ran 1 start\n");
    expect((await folder.at("src/deep").run("check")).stdout).toBe("in sync\n");
  });

  test("the nearest one", async () => {
    folder.write("schema-diff.config.json", json);
    folder.write("a/schema-diff.config.mjs", "export default {};\n");
    folder.write("a/b/x.txt", "");
    expect(await config("a/b")).toBe("config: ../schema-diff.config.mjs");
  });

  test.each([
    "schema-diff.config.ts",
    "schema-diff.ts",
    "schema-diff.config.json",
    "schema-diff.mjs",
  ])("as .config/%s, its paths starting beside .config", async (file) => {
    folder.write(`.config/${file}`, file.endsWith("json") ? json : `export default ${json}`);
    folder.write("schema.ts", schema);
    folder.write("src/x.txt", "");
    expect(await config("src")).toBe(`config: ../.config/${file}`);
    const { status } = await folder.at("src").run("generate", "-m", "start", "--rev-id", "1");
    expect([status, folder.files()]).toEqual([
      0,
      [`.config/${file}`, "app.db", "migrations/1_start.ts", "schema.ts", "src/x.txt"],
    ]);
    expect((await folder.run("upgrade", "--config", `.config/${file}`)).stdout).toBe(
      "ran 1 start\n",
    );
  });

  test.each(["repository", "worktree"])("and not from above a %s", async (kind) => {
    folder.write("schema-diff.config.json", json);
    folder.write(kind === "worktree" ? "inner/.git" : "inner/.git/HEAD", "");
    folder.write("inner/src/x.txt", "");
    expect(await config("inner/src")).toBe(
      `config: none in ${folder.path}/inner/src, ${folder.path}/inner`,
    );
    folder.write("inner/schema-diff.config.json", json);
    expect(await config("inner/src")).toBe("config: ../schema-diff.config.json");
  });

  test("and not in the home folder, unless that is where one works", async () => {
    folder.write(".config/schema-diff.json", json);
    folder.write("project/x.txt", "");
    const env = { HOME: folder.path };
    expect((await folder.runWith(env, "heads", "--verbose")).stderr).toContain(
      "config: .config/schema-diff.json",
    );
    expect((await folder.at("project").run("heads", "--verbose")).stderr).toContain(
      "config: ../.config/schema-diff.json",
    );
    expect((await folder.at("project").runWith(env, "heads", "--verbose")).stderr).toContain(
      `config: none in ${folder.path}/project\n`,
    );
  });

  test("two in one folder are one too many", async () => {
    folder.write("schema-diff.config.json", json);
    folder.write(".config/schema-diff.json", json);
    expect(await failure("check")).toMatch(
      /two config files here: schema-diff\.config\.json and \.config\/schema-diff\.json/,
    );
  });

  test("what it says that is no source is told as it was written, and by which file", async () => {
    folder.write("schema-diff.config.json", '{ "url": "file:app.db", "metadata": "app.db" }\n');
    folder.write("src/x.txt", "");
    const url = (await folder.at("src").run("current")).stderr;
    expect(url).toBe(
      'error: ../schema-diff.config.json: url "file:app.db" is no database URL\n  → did you mean sqlite:app.db?\n',
    );
    const metadata = (await folder.at("src").run("check", "--url", "sqlite::memory:")).stderr;
    expect(metadata).toBe(
      'error: ../schema-diff.config.json: metadata "app.db" is no source\n  → did you mean sqlite:app.db?\n',
    );
  });
});

test("--verbose tells what a run goes by, on standard error, and no password", async () => {
  folder.write("schema-diff.config.json", '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n');
  folder.write("schema.ts", schema);
  folder.write("app.db", "");
  const { status, stdout, stderr } = await folder.run("check", "--verbose");
  expect([status, stdout]).toEqual([1, (await folder.run("check")).stdout]);
  for (const fact of [
    /^schema-diff \d.* on Node\.js \d/,
    /^config: schema-diff\.config\.json$/m,
    /^database, by schema-diff\.config\.json: url: sqlite:app\.db$/m,
    /^metadata, by .*: schema\.ts$/m,
    /^opened sqlite:.*: sqlite 3\./m,
    /^modules of .*schema\.ts: /m,
  ]) {
    expect(stderr).toMatch(fact);
  }
  expect((await folder.run("check")).stderr).toBe("");
  const secret = await folder.run(
    "current",
    "--verbose",
    "--url",
    "postgres://me:s3cr3t@127.0.0.1:1/x",
  );
  expect(secret.stderr).toContain("database, by --url: postgres://me@127.0.0.1:1/x");
  expect(secret.stderr).not.toContain("s3cr3t");
});

test("flags win over the config, which wins over DATABASE_URL", async () => {
  folder.write("schema.ts", schema);
  const env = { DATABASE_URL: "sqlite:env.db" };
  await folder.runWith(env, "generate", "--metadata", "schema.ts", "--dry-run");
  expect(folder.files()).toContain("env.db");
  folder.write(
    "schema-diff.config.json",
    '{ "url": "sqlite:config.db", "metadata": "schema.ts" }\n',
  );
  await folder.runWith(env, "generate", "--dry-run");
  expect(folder.files()).toContain("config.db");
  await folder.runWith(env, "generate", "--dry-run", "--url", "sqlite:flag.db");
  expect(folder.files()).toContain("flag.db");
});

describe("that is broken", () => {
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ["schema-diff.config.json", "{ not json", /schema-diff\.config\.json cannot be read/],
    ["schema-diff.config.json", "[]", /schema-diff\.config\.json exports no config/],
    [
      "schema-diff.config.json",
      '{ "uri": "sqlite:a.db" }',
      /there is no setting "uri"[\s\S]*did you mean "url"\?/,
    ],
    ["schema-diff.config.json", '{ "schemas": "public" }', /schemas is not an array of names/],
    [
      "schema-diff.config.json",
      '{ "dialect": "oracle" }',
      /dialect is not postgres, mysql, mariadb, sqlite/,
    ],
    [
      "schema-diff.config.ts",
      "export const config = {};",
      /schema-diff\.config\.ts exports no config/,
    ],
    [
      "schema-diff.config.ts",
      'throw new Error("no luck");',
      /schema-diff\.config\.ts:1 cannot be loaded: no luck/,
    ],
    ["schema-diff.config.ts", "export default {", /schema-diff\.config\.ts.* cannot be loaded/],
  ];

  test.each(broken)("%s: %s", async (file, text, message) => {
    folder.write(file, text);
    expect(await failure("check")).toMatch(message);
  });

  test("by there being two", async () => {
    folder.write("schema-diff.config.json", "{}");
    folder.write("schema-diff.config.ts", "export default {};");
    expect(await failure("check")).toMatch(
      /two config files here: schema-diff\.config\.ts and schema-diff\.config\.json/,
    );
  });
});

describe("metadata that is broken", () => {
  const broken: readonly (readonly [string, RegExp])[] = [
    ['throw new Error("no luck");', /schema\.ts:1 cannot be loaded: no luck/],
    [
      "await new Promise(() => {});\nexport const metadata = 1;",
      /waits for something that never comes/,
    ],
    ["export const metadata = {};", /schema\.ts exports no MetaData/],
    [
      'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer().references("u.id") });',
      /\bu\b/,
    ],
    [
      'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\ntable("t", metadata, { a: integer() });',
      /table t is declared twice/,
    ],
  ];

  test.each(broken)("%s", async (text, message) => {
    folder.write("schema.ts", text);
    expect(await failure("check", "--url", "sqlite::memory:", "--metadata", "schema.ts")).toMatch(
      message,
    );
  });

  test("by not being there", async () => {
    expect(await failure("check", "--url", "sqlite::memory:", "--metadata", "schema.ts")).toMatch(
      /schema\.ts does not exist/,
    );
  });
});

describe("dialects from outside", () => {
  const plugin = pathToFileURL(resolve("test/dialects/outside/index.ts")).pathname;
  const config = (more = ""): string =>
    `import { defineConfig } from "schema-diff";\nimport { plugin } from ${JSON.stringify(plugin)};\nexport default defineConfig({ dialects: [plugin], metadata: "schema.ts"${more} });\n`;

  test("are known by the config that brings them along: their URLs, and --dialect", async () => {
    folder.write("schema-diff.config.ts", config());
    folder.write("schema.ts", schema);
    const generated = await folder.run("generate", "--dry-run", "--url", "toy://box");
    expect([generated.status, generated.stderr]).toEqual([0, expect.any(String)]);
    expect(generated.stdout).toContain("In the words of toy.");
    const named = await folder.run("reflect", "schema.ts", "--dialect", "toy", "-f", "json");
    expect([named.status, JSON.parse(named.stdout)]).toEqual([
      0,
      expect.objectContaining({ dialect: "toy" }),
    ]);
    folder.write("schema-diff.config.ts", config(', dialect: "toy"'));
    expect((await folder.run("reflect", "schema.ts", "-f", "sql")).stdout).toContain(
      '{"do":"createTable"',
    );
  });

  test("are unknown without it, and the way out names those that are known", async () => {
    folder.write("schema.ts", schema);
    expect(await failure("reflect", "schema.ts", "--dialect", "toy")).toContain(
      'there is no --dialect "toy"',
    );
    folder.write("schema-diff.config.ts", config());
    expect(await failure("reflect", "schema.ts", "--dialect", "tony")).toContain(
      'did you mean "toy"?',
    );
  });

  test("are refused where they are none, or bear a name that is taken", async () => {
    folder.write("schema-diff.config.json", '{ "dialects": ["toy"] }\n');
    expect(await failure("check")).toContain(
      "dialects is not an array of dialects, each { dialect, backend }",
    );
    rmSync(join(folder.path, "schema-diff.config.json"));
    folder.write(
      "schema-diff.config.mjs",
      'export default { dialects: [{ dialect: { name: "sqlite" }, backend: async () => null }] };\n',
    );
    expect(await failure("check")).toContain(
      'schema-diff.config.mjs: dialects: there is a dialect "sqlite" already',
    );
  });
});
