/** The migrator on Snowflake, where each statement of DDL commits by itself: a script that stopped half-way goes on, and one migrator runs at a time. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { halfWayText, Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshSnowflake, querySnowflake } from "../servers/snowflakeDatabases.js";
import { serverUrl } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

let database: Awaited<ReturnType<typeof freshSnowflake>>;
let root: string;
beforeEach(async () => {
  database = await freshSnowflake(serverUrl("snowflake"));
  root = mkdtempSync(join(tmpdir(), "schema-diff-snowflake-"));
});
afterEach(async () => {
  rmSync(root, { recursive: true });
  await database.drop();
});

const script = (up: readonly string[], down: readonly string[] = []): void =>
  writeFileSync(join(root, "1.ts"), scriptText("1", null, up.join("\n"), down.join("\n")));
const migrator = (): Migrator => new Migrator({ source: database.url, directory: root });
const ask = (text: string) => querySnowflake(database.url, text);
const failure = async (work: Promise<unknown>): Promise<SchemaDiffError> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SchemaDiffError) return thrown;
  throw new Error(`no SchemaDiffError, but ${String(thrown)}`);
};

const four = [
  'await op.createTable("a", [{ name: "id", type: "int", nullable: false }, { primaryKey: ["id"], name: "pk_a" }]);',
  'await op.bulkInsert("a", [{ id: 1 }, { id: 2 }]);',
  'await op.createTable("b", [{ name: "id", type: "int" }, { foreignKey: ["id"], references: "a", columns: ["id"], name: "fk_b_a" }]);',
  'await op.addColumn("b", { name: "n", type: "varchar(9)" });',
];

test("a script that stopped continues after what ran, and down takes all of it back", async () => {
  const down = ['await op.dropTable("b");', 'await op.dropTable("a");'];
  script([...four.slice(0, 3), 'await op.execute("SELECT * FROM nowhere");'], down);
  const { message, todo } = await failure(migrator().upgrade());
  expect(message).toMatch(
    /These statements ran and stay, .*CREATE TABLE "A".*INSERT INTO "A".*"B"/s,
  );
  expect(todo).toContain("`schema-diff upgrade` again: it continues after what ran");
  const { halfWay } = await migrator().status();
  expect(halfWay === null ? null : halfWayText(halfWay)).toBe(
    "half-way through 1: 3 of 4 statements",
  );
  expect(await migrator().current()).toEqual([]);
  script(four, down);
  const { statements } = await migrator().upgrade();
  expect(statements.filter((sql) => sql.startsWith("CREATE TABLE"))).toEqual([]);
  expect(await ask("SELECT id FROM a ORDER BY id")).toEqual([{ id: "1" }, { id: "2" }]);
  expect(await migrator().current()).toEqual(["1"]);
  await migrator().downgrade("base");
  expect((await ask("SHOW TABLES")).map((row) => row["name"])).toEqual(["SCHEMA_DIFF_VERSION"]);
});

test("one migrator at a time: the second one waits for the first, and finds nothing left to do", async () => {
  script(four);
  const [first, second] = await Promise.all([migrator().upgrade(), migrator().upgrade()]);
  expect([first.statements.length, second.statements.length].sort()[0]).toBe(0);
  expect(await ask("SELECT COUNT(*) AS n FROM a")).toEqual([{ n: "2" }]);
  expect((await ask("SHOW TABLES LIKE 'SCHEMA_DIFF_LOCK'")).length).toBe(0);
});
