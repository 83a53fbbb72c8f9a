/** Where DDL commits by itself: a script that stopped half-way is gone on with where it stopped. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff, reflect } from "../../src/flow/index.js";
import { MetaData } from "../../src/metadata/index.js";
import { halfWayText, Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshDatabase, query } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

const journal = "schema_diff_version_journal";

const five = [
  'await op.createTable("a", [{ name: "id", type: "int", nullable: false }, { primaryKey: ["id"], name: "pk_a" }]);',
  'await op.bulkInsert("a", [{ id: 1 }, { id: 2 }]);',
  'await op.addColumn("a", { name: "n", type: "int" });',
  'await op.execute("INSERT INTO a (id, n) SELECT id + 10, id FROM a");',
  'await op.createIndex("ix_a_n", "a", ["n"]);',
];

const failure = async (work: Promise<unknown>): Promise<SchemaDiffError> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SchemaDiffError) return thrown;
  throw new Error(`no SchemaDiffError, but ${String(thrown)}`);
};

describe.each(["mysql", "mariadb"] as const)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let root: string;
  const script = (up: readonly string[], down: readonly string[] = []): void =>
    writeFileSync(join(root, "1.ts"), scriptText("1", null, up.join("\n"), down.join("\n")));
  const migrator = (options = {}): Migrator =>
    new Migrator({ source: database.url, directory: root, ...options });
  const sql = (text: string) => query(database.url, text);
  const tables = async (): Promise<readonly unknown[]> =>
    (
      await sql(
        "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
      )
    ).map((row) => row["name"]);
  const rows = async (): Promise<readonly unknown[]> =>
    (await sql("SELECT id FROM a ORDER BY id")).map((row) => row["id"]);
  const half = async (): Promise<string | null> => {
    const { halfWay } = await migrator().status();
    return halfWay === null ? null : halfWayText(halfWay);
  };
  /** Runs the first statements, then one that fails. */
  const stopBehind = async (count: number): Promise<SchemaDiffError> => {
    script([...five.slice(0, count), 'await op.execute("SELECT * FROM nowhere");']);
    return failure(migrator().upgrade());
  };
  const cutOffIn = (number: number): Promise<unknown> =>
    sql(`UPDATE ${journal} SET state = 'running' WHERE statement_num = ${number}`);

  beforeEach(async () => {
    database = await freshDatabase(name);
    root = mkdtempSync(join(tmpdir(), "schema-diff-journal-"));
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await database.drop();
  });

  test.each([1, 2, 3, 4])(
    "after statement %i: what ran is not run again, and every row is there",
    async (count) => {
      const { message, todo } = await stopBehind(count);
      expect(message).toMatch(/These statements ran and stay, .*:\n {4}CREATE TABLE/s);
      expect(todo).toContain("`schema-diff upgrade` again: it continues after what ran");
      script(five);
      expect(await half()).toBe(`half-way through 1: ${count} of ${count + 1} statements`);
      expect(await migrator().current()).toEqual([]);
      const { statements } = await migrator().upgrade();
      expect(statements).toHaveLength(5 - count + 1);
      expect(await rows()).toEqual([1, 2, 11, 12]);
      expect([await half(), await migrator().current()]).toEqual([null, ["1"]]);
      expect(await tables()).toEqual(["a", "schema_diff_version"]);
    },
  );

  test("a second failure names what ran the first time", async () => {
    await stopBehind(2);
    const { message } = await failure(migrator().upgrade());
    expect(message).toMatch(/These statements ran and stay.*CREATE TABLE.*INSERT INTO/s);
    expect(message).not.toContain("No statement of the script ran");
  });

  test("who looks how far it is runs no script", async () => {
    await stopBehind(2);
    script(['throw new Error("it was called");']);
    expect(await half()).toBe("half-way through 1: 2 of 3 statements");
    script([...five, 'await op.execute("SELECT * FROM nowhere");']);
    await failure(migrator().upgrade());
    expect(await half()).toBe("half-way through 1: 5 of 6 statements");
  });

  test("a script none of whose statements ran is not half-way", async () => {
    const { message } = await stopBehind(0);
    expect(message).toContain("No statement of the script ran");
    expect([await half(), await tables()]).toEqual([null, ["schema_diff_version"]]);
  });

  test("check, diff and reflect never show the journal", async () => {
    await stopBehind(1);
    expect(await tables()).toContain(journal);
    expect((await reflect(database.url)).tables.map((t) => t.name)).toEqual(["a"]);
    const { statements } = await diff({ from: database.url, to: new MetaData() });
    expect(statements).toEqual(["DROP TABLE `a`"]);
  });

  test("the journal goes by the version table's name, also where that is as long as a name can be", async () => {
    script([...five.slice(0, 2), 'await op.execute("SELECT * FROM nowhere");']);
    const versionTable = "v".repeat(60);
    await failure(migrator({ versionTable }).upgrade());
    script(five);
    expect((await migrator({ versionTable }).halfWay())?.ran).toHaveLength(2);
    await migrator({ versionTable }).upgrade();
    expect(await rows()).toEqual([1, 2, 11, 12]);
    await failure(migrator({ versionTable: "mine" }).upgrade());
    expect(await tables()).toEqual(["a", "mine", versionTable]);
  });

  describe("the statement that was under way", () => {
    test.each([
      ["did not take effect", 2, ["ALTER TABLE a DROP COLUMN n"]],
      ["took effect", 3, []],
    ])("%s: the catalogue is asked", async (_what, ran, back) => {
      await stopBehind(3);
      for (const one of back) await sql(one);
      await cutOffIn(3);
      script(five);
      expect(await half()).toMatch(/^half-way through 1: 2 of 4 statements, and one more was/);
      const { statements } = await migrator().upgrade();
      expect(statements).toHaveLength(5 - ran + 1);
      expect(await rows()).toEqual([1, 2, 11, 12]);
    });

    test("of rows, is in one transaction with its entry", async () => {
      await stopBehind(3);
      script([...five.slice(0, 3), 'await op.execute("INSERT INTO a (id, n) SELECT 1, 1");']);
      await failure(migrator().upgrade());
      await cutOffIn(4);
      script(five);
      await migrator().upgrade();
      expect(await rows()).toEqual([1, 2, 11, 12]);
    });

    const free = 'await op.execute("CREATE TABLE b (id int)");';

    test.each(["after", "before"] as const)(
      "of DDL that somebody wrote, is undecidable until somebody says %s",
      async (resume) => {
        script([...five.slice(0, 2), free, 'await op.execute("SELECT * FROM nowhere");']);
        await failure(migrator().upgrade());
        await cutOffIn(3);
        if (resume === "before") await sql("DROP TABLE b");
        script([...five.slice(0, 2), free, ...five.slice(2)]);
        const { message, todo } = await failure(migrator().upgrade());
        expect(message).toContain("the run was cut off in statement 3");
        expect(todo).toContain("--resume=after");
        expect(await half()).toBe(
          "half-way through 1: 2 of 4 statements, and one more was under way when the run was cut off",
        );
        await migrator().upgrade("head", { resume });
        expect(await rows()).toEqual([1, 2, 11, 12]);
        expect(await tables()).toEqual(["a", "b", "schema_diff_version"]);
      },
    );
  });

  describe("a script that was changed meanwhile", () => {
    test("goes on after what ran", async () => {
      await stopBehind(2);
      script([...five.slice(0, 2), 'await op.renameTable("a", "c");']);
      await migrator().upgrade();
      expect(await tables()).toEqual(["c", "schema_diff_version"]);
    });

    test.each([
      [
        "says something else where it ran",
        ['await op.createTable("z", [{ name: "id", type: "int" }]);'],
      ],
      ["is shorter than what ran", five.slice(0, 1)],
    ])("and %s says what to do, and runs nothing", async (_what, up) => {
      await stopBehind(2);
      script(up);
      const { message, todo } = await failure(migrator().upgrade());
      expect(message).toContain("the script was changed since a part of it ran");
      expect(todo).toMatch(/`schema-diff upgrade --resume`.*`--abandon`/);
      expect(await tables()).toEqual(["a", "schema_diff_version", journal]);
      await migrator().upgrade("head", { resume: "on" });
      expect(await tables()).toEqual(["a", "schema_diff_version"]);
    });

    test("begins anew once what ran is forgotten", async () => {
      await stopBehind(2);
      expect((await migrator().abandon())?.ran).toHaveLength(2);
      expect([await half(), await migrator().abandon()]).toEqual([null, null]);
      script(['await op.createTable("z", [{ name: "id", type: "int" }]);']);
      await migrator().upgrade();
      expect(await tables()).toEqual(["a", "schema_diff_version", "z"]);
    });
  });

  test("what the session alone holds is said once more", async () => {
    script([
      'await op.execute("SET @n = 7");',
      ...five.slice(0, 3),
      'await op.execute("SELECT * FROM nowhere");',
    ]);
    await failure(migrator().upgrade());
    script([
      'await op.execute("SET @n = 7");',
      ...five.slice(0, 3),
      'await op.execute("UPDATE a SET n = @n");',
    ]);
    await migrator().upgrade();
    expect(await sql("SELECT DISTINCT n FROM a")).toEqual([{ n: 7 }]);
  });

  test("a transaction that the script begins and ends is its own", async () => {
    const begun = ["START TRANSACTION", "INSERT INTO a VALUES (5)", "INSERT INTO a VALUES (6)"].map(
      (text) => `await op.execute("${text}");`,
    );
    script([five[0] ?? "", ...begun, 'await op.execute("INSERT INTO a VALUES (6)");']);
    const { message } = await failure(migrator().upgrade());
    const [, stays = ""] = message.split("These statements ran and stay");
    expect(stays).toContain("CREATE TABLE");
    expect(stays).not.toContain("INSERT INTO a VALUES (5)");
    expect(await rows()).toEqual([]);
    // The same where the script itself throws.
    script([five[0] ?? "", ...begun, 'throw new Error("of its own");']);
    const own = await failure(migrator().upgrade());
    expect(own.message).toContain("of its own");
    expect(own.message).not.toContain("INSERT INTO a VALUES (5)");
    expect(await rows()).toEqual([]);
    script([five[0] ?? "", ...begun, 'await op.execute("COMMIT");']);
    await migrator().upgrade();
    expect(await rows()).toEqual([5, 6]);
  });

  test.each([
    ["USE", "/* so */ use `mysql`"],
    ["LOCK TABLES", "LOCK TABLES a WRITE"],
    ["LOCK TABLE", "lock table a read"],
    ["FLUSH TABLES WITH READ LOCK", "FLUSH TABLES WITH READ LOCK"],
    ["XA", "XA START 'q'"],
  ])("%s is refused before it runs, and nobody is stuck", async (word, text) => {
    script([five[0] ?? "", `await op.execute(${JSON.stringify(text)});`]);
    const { message, todo } = await failure(migrator().upgrade());
    expect(message).toContain(`op.execute cannot run ${word}: the journal`);
    expect(todo).not.toBe("");
    expect(await half()).toBe("half-way through 1: 1 of 2 statements");
    script(five);
    await migrator().upgrade();
    expect(await half()).toBe(null);
  });

  test("downgrade goes on half-way, and the other direction is refused", async () => {
    const down = ['await op.dropIndex("ix_a_n", "a");', 'await op.dropColumn("a", "n");'];
    script(five, [...down, 'await op.execute("SELECT * FROM nowhere");']);
    await migrator().upgrade();
    await failure(migrator().downgrade("base"));
    expect(await half()).toBe("half-way through taking back 1: 2 of 3 statements");
    const { message, todo } = await failure(migrator().upgrade());
    expect(message).toContain("half-way through taking back 1");
    expect(todo).toContain("`schema-diff downgrade`");
    script(five, [...down, 'await op.dropTable("a");']);
    await migrator().downgrade("base");
    expect([await tables(), await half()]).toEqual([["schema_diff_version"], null]);
  });

  test("whoever stamps has decided", async () => {
    await stopBehind(2);
    script(five);
    await migrator().stamp("head");
    expect([await half(), await migrator().current()]).toEqual([null, ["1"]]);
  });

  test("two migrators at once go on once", async () => {
    await stopBehind(2);
    script(five);
    const [one, other] = await Promise.all([migrator().upgrade(), migrator().upgrade()]);
    expect([one.revisions.length, other.revisions.length].sort()).toEqual([0, 1]);
    expect(await rows()).toEqual([1, 2, 11, 12]);
  });

  test("a printed script is what it was", async () => {
    await stopBehind(2);
    script(five);
    const { statements } = await migrator().upgrade("head", { sql: true });
    expect(statements.join("\n")).not.toContain("journal");
    expect(statements.filter((text) => text.startsWith("CREATE TABLE `a`"))).toHaveLength(1);
  });
});
