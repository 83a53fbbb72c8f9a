/** What is said in two places has one home: the naming convention (the metadata's), and the version table (what it looks like). */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff, integer, MetaData, Migrator, reflect, varchar } from "../../src/index.js";
import { newFolder } from "../cli/program.js";
import Database from "../sqlite/database.mjs";
import { freshDatabase, query } from "../servers/urls.js";

const script = (body: string): string =>
  `export const revision = "1";\nexport const downRevision = null;\nexport async function up(op) { ${body} }\nexport async function down() {}\n`;

const withScript = async (
  body: string,
  use: (directory: string) => Promise<void>,
): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), "one-home-"));
  try {
    await writeFile(join(directory, "1_start.mjs"), script(body));
    await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const declared = (): MetaData => {
  const metadata = new MetaData();
  metadata.table("t", { a: integer() });
  return metadata;
};

const createT = 'await op.createTable("t", [{ name: "a", type: "integer" }]);';

describe("a version table of another name is nobody's difference", () => {
  test.each(["postgres", "mysql", "mariadb"] as const)("%s", async (server) => {
    const { url, drop } = await freshDatabase(server);
    try {
      await withScript(createT, async (directory) => {
        await new Migrator({ source: url, directory, versionTable: "ran" }).upgrade("head");
        const plan = await diff({ from: url, to: declared() });
        expect(plan.changes).toEqual([]);
        expect((await reflect(url)).tables.map(({ name }) => name)).toEqual(["t"]);
        // What stopped half-way leaves the journal as well.
        if (server === "postgres") return;
        await writeFile(
          join(directory, "2_more.mjs"),
          script('op.createIndex("i", "t", ["a"]); await op.execute("no SQL");')
            .replace('revision = "1"', 'revision = "2"')
            .replace("downRevision = null", 'downRevision = "1"'),
        );
        const again = new Migrator({ source: url, directory, versionTable: "ran" });
        await expect(again.upgrade("head")).rejects.toThrow("2_more.mjs");
        expect(await query(url, "SELECT 1 FROM ran_journal")).not.toEqual([]);
        const half = await diff({ from: url, to: declared() });
        expect(half.changes.map(({ kind, name }) => `${kind} ${name ?? ""}`)).toEqual(["index i"]);
      });
    } finally {
      await drop();
    }
  });

  test("SQLite, by the config's versionTable", async () => {
    const folder = newFolder();
    try {
      folder.write(
        "schema-diff.config.json",
        '{ "url": "sqlite:app.db", "metadata": "schema.ts", "versionTable": "ran" }\n',
      );
      folder.write(
        "schema.ts",
        'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\n',
      );
      const said = async (...args: readonly string[]): Promise<string> => {
        const { status, stdout, stderr } = await folder.run(...args);
        expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
        return stdout;
      };
      await said("generate", "-m", "t", "--rev-id", "0001");
      await said("upgrade");
      expect(await said("current")).toBe("0001 (head)\n");
      expect(await said("check")).toMatch(/in sync\n$/);
      expect(await said("generate", "-m", "nothing")).toBe("");
      const database = new Database(join(folder.path, "app.db"));
      expect(
        database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all(),
      ).toEqual([{ name: "ran" }, { name: "t" }]);
      database.close();
    } finally {
      folder.remove();
    }
  });

  test("a table of the author's own that only shares a column is compared", async () => {
    const folder = newFolder();
    const path = join(folder.path, "own.db");
    const database = new Database(path);
    database.exec(
      "CREATE TABLE t (a integer); CREATE TABLE ran (version_num varchar(255) PRIMARY KEY, at text)",
    );
    database.close();
    const plan = await diff({ from: `sqlite:${path}`, to: declared() });
    expect(plan.changes.map(({ verb, name }) => `${verb} ${name ?? ""}`)).toEqual(["drop ran"]);
    folder.remove();
  });
});

describe("the metadata's naming convention wins", () => {
  const ofMetadata = { uq: "uq_of_metadata_%(column_0_name)s" };
  const elsewhere = { uq: "uq_of_option_%(column_0_name)s" };

  test("in a comparison, for what is declared and for what is lent", async () => {
    const metadata = new MetaData({ namingConvention: ofMetadata });
    metadata.table("t", { a: integer(), b: varchar(9).unique() });
    const plan = await diff({
      from: await reflectOf("CREATE TABLE t (a integer, b varchar(9), UNIQUE (a))"),
      to: metadata,
      namingConvention: elsewhere,
    });
    expect(plan.changes.map(({ verb, name }) => `${verb} ${name ?? ""}`)).toEqual([
      "drop uq_of_metadata_a",
      "add uq_of_metadata_b",
    ]);
    const silent = new MetaData();
    silent.table("t", { a: integer(), b: varchar(9).unique() });
    const other = await diff({
      from: await reflectOf("CREATE TABLE t (a integer, b varchar(9), UNIQUE (a))"),
      to: silent,
      namingConvention: elsewhere,
    });
    expect(other.changes.map(({ verb, name }) => `${verb} ${name ?? ""}`)).toEqual([
      "drop uq_of_option_a",
      "add uq_of_option_b",
    ]);
  });

  test("in the scripts that upgrade runs", async () => {
    const folder = newFolder();
    try {
      folder.write(
        "schema-diff.config.json",
        `${JSON.stringify({ url: "sqlite:app.db", metadata: "schema.ts", namingConvention: elsewhere })}\n`,
      );
      folder.write(
        "schema.ts",
        `import { MetaData } from "schema-diff";\nexport const metadata = new MetaData({ namingConvention: ${JSON.stringify(ofMetadata)} });\n`,
      );
      folder.write(
        "migrations/1_start.mjs",
        script(
          'await op.createTable("t", [{ name: "a", type: "integer" }, { unique: ["a"], name: null }]);',
        ),
      );
      const { status, stderr } = await folder.run("upgrade");
      expect([status, stderr]).toEqual([0, "begins the database app.db\n"]);
      const database = new Database(join(folder.path, "app.db"));
      expect(
        JSON.stringify(database.prepare("SELECT sql FROM sqlite_schema WHERE name = 't'").all()),
      ).toContain("uq_of_metadata_a");
      database.close();
      // Metadata that cannot be loaded stops no script.
      folder.write("schema.ts", "throw new Error('not here');\n");
      folder.write(
        "migrations/2_more.mjs",
        script('await op.createUniqueConstraint(null, "t", ["a"]);')
          .replace('revision = "1"', 'revision = "2"')
          .replace("downRevision = null", 'downRevision = "1"'),
      );
      const second = await folder.run("upgrade");
      expect(second.status).toBe(0);
      expect(second.stderr).toMatch(/warning: schema\.ts cannot be loaded.*not here/);
    } finally {
      folder.remove();
    }
  });
});

const reflectOf = async (sql: string): ReturnType<typeof reflect> => {
  const directory = await mkdtemp(join(tmpdir(), "one-home-"));
  const path = join(directory, "a.db");
  const database = new Database(path);
  database.exec(sql);
  database.close();
  try {
    return await reflect(`sqlite:${path}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
