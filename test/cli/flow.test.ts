/** The commands as a user calls them one after the other, on SQLite: what they print, write and exit with. */
import Database from "../sqlite/database.mjs";
import { join } from "node:path";
import { newFolder, type Folder } from "./program.js";

const declared = (columns: string): string =>
  `import { integer, MetaData, table, varchar } from "schema-diff";\nexport const metadata = new MetaData({ namingConvention: { uq: "uq_%(table_name)s_%(column_0_name)s" } });\ntable("user", metadata, { ${columns} });\n`;

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  folder.write("schema-diff.config.json", '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n');
  folder.write("schema.ts", declared("id: integer().primaryKey(), name: varchar(30).notNull()"));
});
afterEach(() => folder.remove());

const ok = async (...args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await folder.run(...args);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

const refused = async (...args: readonly string[]): Promise<string> => {
  const before = folder.files();
  const { status, stderr } = await folder.run(...args);
  expect(status).toBe(2);
  expect(folder.files()).toEqual(before);
  return stderr;
};

const sql = (statements: string): void => {
  const database = new Database(join(folder.path, "app.db"));
  database.exec(statements);
  database.close();
};

const firstScript = (): Promise<string> => ok("generate", "-m", "users", "--rev-id", "0001");

test("generate, upgrade, check, and the way back", async () => {
  expect(await firstScript()).toBe("wrote migrations/0001_users.ts\n");
  expect(await ok("upgrade")).toBe("ran 0001 users\n");
  expect(await ok("check")).toMatch(/in sync\n$/);
  const files = folder.files();
  expect(await ok("generate", "-m", "nothing")).toBe("");
  expect(folder.files()).toEqual(files);
  folder.write(
    "schema.ts",
    declared("id: integer().primaryKey(), name: varchar(30).notNull().unique()"),
  );
  const drift = await folder.run("check");
  expect([drift.status, drift.stderr]).toEqual([1, ""]);
  expect(drift.stdout).toContain("uq_user_name");
  await ok("generate", "-m", "names are unique", "--rev-id", "0002");
  expect(folder.read("migrations/0002_names_are_unique.ts")).toContain('downRevision = "0001"');
  await ok("upgrade");
  await ok("check");
  expect(await ok("downgrade")).toBe("took back 0002 names are unique\n");
  expect((await folder.run("check")).stdout).toBe(
    `${drift.stdout}the database is behind the scripts: 0002 has not run\n`,
  );
  expect(await ok("downgrade", "base")).toBe("took back 0001 users\n");
  expect(await ok("upgrade")).toBe("ran 0001 users\nran 0002 names are unique\n");
});

test("check --format json is one document, and says what the contract says", async () => {
  sql("SELECT 1 FROM sqlite_schema");
  const { status, stdout } = await folder.run("check", "--format", "json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    formatVersion: 1,
    dialect: "sqlite",
    inSync: false,
    undecided: [],
    skipped: [],
    notCompared: [],
    changes: [
      { verb: "add", kind: "table", schema: null, table: "user", name: "user", from: null },
    ],
  });
});

test("check, diff and reflect do not make a database that is not there", async () => {
  const before = folder.files();
  for (const args of [
    ["check"],
    ["diff", "--from", "sqlite:typo.db", "--to", "schema.ts"],
    ["reflect", "sqlite:typo.db"],
  ]) {
    expect(await refused(...args)).toMatch(/the database (?:app|typo)\.db does not exist/);
  }
  expect(folder.files()).toEqual(before);
});

test("generate --dry-run prints the script and writes nothing", async () => {
  folder.write("app.db", "");
  const before = folder.files();
  expect(await ok("generate", "--dry-run")).toContain("export async function up(op: Operations)");
  expect(folder.files()).toEqual(before);
});

test("the revision of a script is the time, and unique", async () => {
  await ok("generate", "-m", "first");
  await ok("upgrade");
  folder.write("schema.ts", declared("id: integer().primaryKey()"));
  await ok("generate", "-m", "second");
  const scripts = folder.files().filter((file) => file.startsWith("migrations/"));
  expect(scripts).toEqual([
    expect.stringMatching(/^migrations\/\d{14}_first\.ts$/),
    expect.stringMatching(/^migrations\/\d{14}_second\.ts$/),
  ]);
});

describe("generate refuses", () => {
  test("when the database is behind", async () => {
    await firstScript();
    expect(await refused("generate", "-m", "again")).toMatch(
      /the database is behind: a script has not run \(0001\)\n.*upgrade/,
    );
  });

  test("when the database is ahead", async () => {
    await firstScript();
    await ok("upgrade");
    sql("UPDATE schema_diff_version SET version_num = '0009'");
    expect(await refused("generate", "-m", "again")).toMatch(
      /the database is at 0009, which no script in migrations has/,
    );
  });

  test("two heads, until they are merged", async () => {
    await firstScript();
    const script = folder
      .read("migrations/0001_users.ts")
      .replace(/\{[^{}]*createTable[\s\S]*?\n\}/, "{}")
      .replace(/\{[^{}]*dropTable[\s\S]*?\n\}/, "{}");
    folder.write(
      "migrations/0002_a.ts",
      script.replace('"0001"', '"0002"').replace("null", '"0001"'),
    );
    folder.write(
      "migrations/0003_b.ts",
      script.replace('"0001"', '"0003"').replace("null", '"0001"'),
    );
    expect(await ok("heads")).toMatch(/^0002.*\n0003.*\n$/);
    expect(await refused("generate", "-m", "again")).toMatch(
      /there are 2 heads: 0002, 0003\n.*merge/,
    );
    expect(await refused("upgrade")).toMatch(/there are 2 heads/);
    expect(await ok("merge", "--rev-id", "0004")).toMatch(/^wrote migrations\/0004_.*\.ts\n$/);
    expect(await ok("upgrade")).toMatch(/^ran 0001 .*\nran 0002 .*\nran 0003 .*\nran 0004 .*\n$/);
    expect(await ok("current")).toBe("0004 (head)\n");
    expect(await ok("history")).toMatch(/^0004 .*\(head, current, joins 0002 and 0003\)\n/);
  });

  test("a revision that is taken, or cannot be one", async () => {
    await firstScript();
    await ok("upgrade");
    folder.write("schema.ts", declared("id: integer().primaryKey()"));
    expect(await refused("generate", "--rev-id", "0001")).toMatch(
      /there is a script of revision 0001 already/,
    );
    expect(await refused("generate", "--rev-id", "head")).toMatch(/"head" cannot be a revision/);
    expect(await refused("generate", "--rev-id", "../../evil")).toMatch(/cannot be a revision/);
  });
});

test("check and current --check-heads tell that scripts have not run", async () => {
  await firstScript();
  await ok("upgrade");
  expect((await folder.run("current", "--check-heads")).status).toBe(0);
  folder.write(
    "schema.ts",
    declared("id: integer().primaryKey(), name: varchar(30).notNull().unique()"),
  );
  await ok("generate", "-m", "names are unique", "--rev-id", "0002");
  const { status, stdout, stderr } = await folder.run("check");
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(/\nthe database is behind the scripts: 0002 has not run\n$/);
  const json = await folder.run("check", "--format", "json");
  expect([json.status, JSON.parse(json.stdout)]).toEqual([
    1,
    expect.objectContaining({ inSync: false, behind: ["0002"] }),
  ]);
  const current = await folder.run("current", "--check-heads");
  expect([current.status, current.stdout]).toEqual([1, "0001\n"]);
  expect((await folder.run("current")).status).toBe(0);
  expect((await folder.run("current", "--check-heads", "--format", "json")).status).toBe(1);
  await ok("upgrade");
  expect(await ok("check")).toBe("in sync\n");
  expect(JSON.parse(await ok("check", "--format", "json"))).not.toHaveProperty("behind");
  expect(await ok("current", "--check-heads")).toBe("0002 (head)\n");
});

test("a script that throws half-way leaves nothing behind, and says where", async () => {
  await firstScript();
  folder.write(
    "migrations/0002_broken.ts",
    'import type { Operations } from "schema-diff";\nexport const revision = "0002";\nexport const downRevision = "0001";\nexport async function up(op: Operations): Promise<void> {\n  await op.addColumn("user", { name: "age", type: "INTEGER" });\n  throw new Error("no luck");\n}\nexport async function down(): Promise<void> {}\n',
  );
  const { status, stdout, stderr } = await folder.run("upgrade");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/0001[\s\S]*0002_broken\.ts[\s\S]*no luck/);
  expect(await ok("current")).toBe("0001\n");
  await ok("check");
});

test("upgrade --sql and downgrade --sql print what would run, and run nothing", async () => {
  await firstScript();
  expect(await ok("upgrade", "--sql")).toMatch(/CREATE TABLE/);
  expect(await ok("current")).toBe("");
  await ok("upgrade");
  expect(await ok("downgrade", "--sql")).toMatch(/DROP TABLE/);
  expect(await ok("current")).toBe("0001 (head)\n");
});

test("stamp marks without running", async () => {
  await firstScript();
  expect(await ok("stamp", "head")).toBe("the database is marked as being at 0001\n");
  expect(
    await ok("current", "--format", "json").then((text): unknown => JSON.parse(text)),
  ).toMatchObject({ current: ["0001"], pending: [], unknown: [] });
  expect((await folder.run("check")).status).toBe(1);
  expect(await ok("stamp", "base")).toBe("the database is marked as being at base\n");
  expect(await refused("stamp", "0007")).toMatch(/no script has the revision "0007"/);
});

test("reflect prints TypeScript, JSON and SQL; each of them is a source that is in sync with the database", async () => {
  sql(
    "CREATE TABLE user (id INTEGER PRIMARY KEY, name VARCHAR(30) DEFAULT 'x''y' CONSTRAINT uq_user_name UNIQUE, CHECK (id > 0)); CREATE INDEX ix ON user (lower(name))",
  );
  for (const [format, file] of [
    ["typescript", "reflected.ts"],
    ["json", "snapshot.json"],
    ["sql", "dump.sql"],
  ] as const) {
    folder.write(file, await ok("reflect", "sqlite:app.db", "--format", format));
    expect(
      await ok(
        "diff",
        "--from",
        "sqlite:app.db",
        "--to",
        file,
        "--exit-code",
        "--dialect",
        "sqlite",
      ),
    ).toMatch(/in sync\n$/);
  }
});

test("reflect draws the tables as a diagram", async () => {
  expect(await ok("reflect", "schema.ts", "--dialect", "sqlite", "--format", "mermaid")).toMatch(
    /^erDiagram\n[^]*user/,
  );
});

test("diff exits with 1 only where it is asked to, and its SQL runs", async () => {
  folder.write("old.sql", "CREATE TABLE a (x integer);");
  folder.write("new.sql", "CREATE TABLE a (x integer); CREATE TABLE b (y integer);");
  const args = ["diff", "--from", "old.sql", "--to", "new.sql", "--dialect", "sqlite"];
  expect((await folder.run(...args)).status).toBe(0);
  expect((await folder.run(...args, "--exit-code")).status).toBe(1);
  const statements = await ok(...args, "--format", "sql");
  sql(`CREATE TABLE a (x integer); ${statements}`);
  expect(await ok("diff", "--from", "sqlite:app.db", "--to", "new.sql", "--exit-code")).toMatch(
    /in sync\n$/,
  );
  expect(
    await ok(
      "diff",
      "--from",
      "new.sql",
      "--to",
      "new.sql",
      "--dialect",
      "sqlite",
      "--format",
      "sql",
    ),
  ).toBe("");
  folder.write("broken.sql", "CREATE TABLE a (x integer);\nCREATE TABEL b (y integer);");
  expect(
    await refused("diff", "--from", "old.sql", "--to", "broken.sql", "--dialect", "sqlite"),
  ).toMatch(/broken\.sql.*TABEL/s);
});
