/** PostgreSQL: a script that ends its own transaction is refused, and where it could not be, what stays is told. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshDatabase, query } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

describe.each(["postgres", "postgresOld"] as const)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let root: string;
  const create = 'await op.createTable("a", [{ name: "id", type: "integer" }]);\n';
  const run = async (up: string, source: string | object = database.url): Promise<unknown> => {
    writeFileSync(join(root, "1.ts"), scriptText("1", null, up));
    return new Migrator({ source, directory: root }).upgrade().catch((thrown: unknown) => thrown);
  };
  const execute = (sql: string): string => `await op.execute(${JSON.stringify(sql)});\n`;
  const tables = async (): Promise<readonly unknown[]> =>
    (
      await query(
        database.url,
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
      )
    ).map((row) => row["name"]);

  beforeEach(async () => {
    database = await freshDatabase(name);
    root = mkdtempSync(join(tmpdir(), "schema-diff-own-"));
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await database.drop();
  });

  test.each([
    ["COMMIT", "COMMIT"],
    ["ROLLBACK", "rollback work"],
    ["END", "/* so */ END -- there"],
    ["ABORT", "ABORT"],
    ["BEGIN", "BEGIN"],
    ["START", "START TRANSACTION ISOLATION LEVEL SERIALIZABLE"],
    ["PREPARE", "PREPARE TRANSACTION 'x'"],
    ["COMMIT", "INSERT INTO a VALUES (1); COMMIT; BEGIN; INSERT INTO a VALUES (2)"],
    ["COMMIT", "SELECT CASE WHEN true THEN 1 END; COMMIT AND CHAIN"],
    [
      "COMMIT",
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; COMMIT",
    ],
  ])("%s is refused: %s", async (word, sql) => {
    const thrown = await run(create + execute(sql) + execute("SELECT 1 / 0"));
    expect(thrown).toBeInstanceOf(SchemaDiffError);
    expect(String(thrown)).toContain(`op.execute cannot run ${word}: a script has one transaction`);
    expect(String(thrown)).toContain("Nothing of the script stays");
    expect(await tables()).toEqual([]);
  });

  test.each([
    ["a DO block", "DO $$ BEGIN INSERT INTO a VALUES (1); COMMIT; END $$"],
    ["a procedure", "CALL p()"],
  ])("%s that would end it is refused by the server, in our words", async (_what, sql) => {
    await query(database.url, "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
    const thrown = await run(create + execute(sql));
    expect(String(thrown)).toContain("a block or a procedure cannot end the transaction");
    expect(String(thrown)).toContain("Nothing of the script stays");
    expect(await tables()).toEqual([]);
  });

  test.each([
    "SAVEPOINT s; INSERT INTO a VALUES (1); ROLLBACK TO s",
    "SAVEPOINT s; ROLLBACK TRANSACTION TO SAVEPOINT s; RELEASE s",
    "INSERT INTO a VALUES (1); -- COMMIT;\n SELECT '; COMMIT'",
    'CREATE TABLE "; COMMIT" (id int)',
    "DO $$ BEGIN INSERT INTO a VALUES (1); END $$",
    "RESET ALL",
    ...(name === "postgres"
      ? [
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
        ]
      : []),
  ])("%s is the author's own", async (sql) => {
    expect(await run(create + execute(sql))).toMatchObject({ revisions: [{ revision: "1" }] });
  });

  test("what is ended another way is told, with what stays", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const ask = client.query.bind(client);
    // Whoever shares the handle may end the transaction by it.
    Reflect.set(client, "query", async (sql: string, values?: unknown[]) => {
      const answer = await ask(sql, values);
      if (sql.startsWith('CREATE TABLE "a"')) await ask("COMMIT");
      return answer;
    });
    try {
      const thrown = await run(create, client);
      expect(thrown).toBeInstanceOf(SchemaDiffError);
      expect(String(thrown)).toMatch(
        /the transaction of the script was ended while it ran\nThese statements ran and stay, and the revision is not marked as run:\n {4}CREATE TABLE "a"/,
      );
      expect(await tables()).toEqual(["a", "schema_diff_version"]);
      expect(await query(database.url, "SELECT * FROM schema_diff_version")).toEqual([]);
    } finally {
      await client.end();
    }
  });
});
