/** What the commands say of a database on which a script stopped half-way, and how its user gets on. */
import { freshDatabase, query } from "../servers/urls.js";
import { newFolder, type Folder } from "./program.js";

const five = [
  'await op.createTable("a", [{ name: "id", type: "int", nullable: false }, { primaryKey: ["id"], name: "pk_a" }]);',
  'await op.bulkInsert("a", [{ id: 1 }, { id: 2 }]);',
  'await op.addColumn("a", { name: "n", type: "int" });',
  'await op.createUniqueConstraint("uq_a_n", "a", ["n"]);',
  'await op.execute("CREATE TABLE b (id int)");',
];

const half = "half-way through 0003: 3 of 5 statements";

describe.each(["mysql", "mariadb"] as const)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let folder: Folder;
  const run = (...args: readonly string[]) => folder.run(...args, "--url", database.url);
  const script = (up: readonly string[], down = ""): void =>
    folder.write(
      "migrations/0003.ts",
      `export const revision = "0003";\nexport const downRevision = null;\nexport async function up(op) {\n${up.join("\n")}\n}\nexport async function down(op) {\n${down}\n}\n`,
    );

  beforeEach(async () => {
    database = await freshDatabase(name);
    folder = newFolder();
    folder.write(
      "schema.ts",
      'import { MetaData } from "schema-diff";\nexport const metadata = new MetaData();\n',
    );
    script([
      ...five.slice(0, 2),
      'await op.execute("ALTER TABLE a ADD COLUMN n int DEFAULT 1");',
      ...five.slice(3),
    ]);
    const { status, stderr } = await run("upgrade");
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/These statements ran and stay.*`schema-diff upgrade` again/s),
    ]);
  });
  afterEach(async () => {
    folder.remove();
    await database.drop();
  });

  test("current, check and generate say how far it is; upgrade goes on once the rows are mended", async () => {
    expect(await run("current")).toMatchObject({ status: 0, stdout: `${half}\n` });
    const { stdout } = await run("current", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      current: [],
      halfWay: { revision: "0003", direction: "up", statements: 5, inFlight: null },
    });
    const check = await run("check", "--metadata", "schema.ts");
    expect([check.status, check.stderr]).toEqual([1, expect.stringContaining(half)]);
    expect(check.stdout).not.toContain("journal");
    const checked = await run("check", "--metadata", "schema.ts", "--format", "json");
    expect(JSON.parse(checked.stdout)).toMatchObject({
      inSync: false,
      halfWay: { revision: "0003", direction: "up", statements: 5, inFlight: null },
    });
    expect(await run("generate", "-m", "x", "--metadata", "schema.ts")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        new RegExp(`^error: the database is ${half}\n.*run \`schema-diff upgrade\``),
      ),
    });
    expect((await run("downgrade")).status).toBe(2);
    await query(database.url, "UPDATE a SET n = id");
    expect(await run("upgrade")).toMatchObject({ status: 0, stdout: "ran 0003\n" });
    expect(await query(database.url, "SELECT n FROM a ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("a script that was changed is decided by --resume, or by --abandon", async () => {
    script(['await op.execute("CREATE TABLE c (id int)");']);
    const { status, stderr } = await run("upgrade");
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/was changed since.*operation 1.*--resume.*--abandon/s),
    ]);
    const abandoned = await run("upgrade", "--abandon");
    expect(abandoned).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^forgot that the database was half-way through 0003: 3/),
      stderr: expect.stringMatching(/what ran stays.*CREATE TABLE `a`.*not marked as run/s),
    });
    expect(await run("upgrade", "--abandon")).toMatchObject({ status: 0, stdout: "" });
    expect(await run("upgrade", "--resume", "head")).toMatchObject({
      status: 0,
      stdout: "ran 0003\n",
    });
  });
});
