/** The recorded cases that are not found as recorded when all are asked in one go, each asked by itself: they are. */
import { readFile } from "node:fs/promises";
import { inMemory, type Answer } from "./inMemory.mjs";
import { notAsRecorded } from "./notAsRecorded.mjs";

type Ask = (text: string) => Answer;

const cells = (ask: Ask, statement: string, ...names: readonly string[]): readonly unknown[] =>
  ask(statement).rows.map((row) => names.map((name) => row[name]));

const someText: unknown = expect.stringMatching(/./);

/** By the id of the case; each begins in an empty schema S of an empty database D, the only one. */
const questions: Readonly<Record<string, (ask: Ask) => void>> = {
  "show-schemas/owner": (ask) => {
    expect(cells(ask, "SHOW SCHEMAS LIKE 'S'", "name", "owner", "owner_role_type")).toEqual([
      ["S", someText, "ROLE"],
    ]);
    expect(
      cells(ask, "SHOW SCHEMAS LIKE 'INFORMATION_SCHEMA'", "name", "owner", "owner_role_type"),
    ).toEqual([["INFORMATION_SCHEMA", "", ""]]);
  },
  "layout/show-sequences": (ask) => {
    ask("CREATE SEQUENCE q START 1 INCREMENT 1");
    const all = ask("SHOW SEQUENCES");
    expect(all.columns.join(" ")).toBe(
      "name database_name schema_name next_value interval created_on owner comment owner_role_type ordered",
    );
    expect(
      cells(ask, "SHOW SEQUENCES", "name", "created_on", "owner_role_type", "ordered"),
    ).toEqual([["Q", someText, "ROLE", "N"]]);
  },
  "information-schema/views-have-no-owner": (ask) => {
    ask("CREATE TABLE t (a NUMBER)");
    expect(
      cells(
        ask,
        "SHOW OBJECTS IN SCHEMA d.INFORMATION_SCHEMA LIMIT 1",
        "kind",
        "owner",
        "owner_role_type",
      ),
    ).toEqual([["VIEW", "", ""]]);
    expect(cells(ask, "SHOW OBJECTS IN SCHEMA d.s", "name", "owner")).toEqual([["T", someText]]);
  },
  "information-schema/views": (ask) => {
    ask("CREATE TABLE t (a INTEGER)");
    ask("CREATE VIEW v AS SELECT * FROM t WHERE a > 10");
    expect(
      cells(
        ask,
        "SELECT TABLE_CATALOG, TABLE_SCHEMA, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_NAME = 'V'",
        "TABLE_CATALOG",
        "TABLE_SCHEMA",
        "VIEW_DEFINITION",
      ),
    ).toEqual([["D", "S", someText]]);
  },
  "show-tables/no-scope-is-current-schema": (ask) => {
    for (const statement of [
      "CREATE DATABASE d2",
      "USE DATABASE d2",
      "USE SCHEMA public",
      "CREATE TABLE t (a INTEGER)",
      "CREATE SEQUENCE q",
      "CREATE DATABASE d3",
      "USE DATABASE d3",
      "USE SCHEMA public",
    ])
      ask(statement);
    for (const kind of ["TABLES", "OBJECTS", "SEQUENCES"])
      expect(ask(`SHOW ${kind}`).rows).toEqual([]);
  },
  "names/show-scope": (ask) => {
    for (const statement of [
      'CREATE DATABASE "dD"',
      'USE DATABASE "dD"',
      'CREATE SCHEMA "sS"',
      'CREATE TABLE "sS"."tT" ("aA" INTEGER)',
    ])
      ask(statement);
    expect(ask('SHOW TABLES IN SCHEMA "dD"."sS"').rows).toHaveLength(1);
    expect(() => ask('SHOW TABLES IN SCHEMA "dD".sS')).toThrow("does not exist");
  },
  "comment/database": (ask) => {
    ask("CREATE DATABASE d2 COMMENT = 'note'");
    expect(cells(ask, "SHOW DATABASES LIKE 'd2'", "comment")).toEqual([["note"]]);
  },
  "comment/special-characters": (ask) => {
    ask("CREATE DATABASE d2 COMMENT = '@#$% and ''so'''");
    expect(cells(ask, "SHOW DATABASES LIKE 'd2'", "comment")).toEqual([["@#$% and 'so'"]]);
  },
  "comment-on/database": (ask) => {
    ask("CREATE DATABASE d2 COMMENT = 'one'");
    expect(cells(ask, "SHOW DATABASES LIKE 'd2'", "comment")).toEqual([["one"]]);
    ask("COMMENT ON DATABASE d2 IS 'two'");
    expect(cells(ask, "SHOW DATABASES LIKE 'd2'", "comment")).toEqual([["two"]]);
  },
  "comment-on/quotes": (ask) => {
    ask("CREATE DATABASE d2");
    ask("COMMENT ON DATABASE d2 IS '@#$%^&*() ''so'''");
    expect(cells(ask, "SHOW DATABASES LIKE 'd2'", "comment")).toEqual([["@#$%^&*() 'so'"]]);
  },
  "catalog-columns/current-database-only": (ask) => {
    for (const statement of [
      "CREATE DATABASE d2",
      "USE DATABASE d2",
      "CREATE TABLE u (a INTEGER)",
      "USE DATABASE d",
      "USE SCHEMA s",
    ])
      ask(statement);
    expect(
      ask("SELECT COUNT_IF(TABLE_NAME = 'U') AS n FROM INFORMATION_SCHEMA.TABLES").rows,
    ).toEqual([{ N: "0" }]);
  },
};

test.each(notAsRecorded.map(({ id, because }) => [id, because] as const))("%s: %s", (id) => {
  const question = questions[id];
  expect(question).toBeDefined();
  question?.(inMemory().ask);
});

test("the dialect's documentation prints the list", async () => {
  const page = await readFile("docs/snowflake.md", "utf8");
  expect(notAsRecorded.filter(({ id }) => !page.includes(`\`${id}\``))).toEqual([]);
});
