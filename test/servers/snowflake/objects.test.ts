/** Objects beside tables on the tests' Snowflake: tags and where they are inherited from, and ALTER of routines, policies and streams. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

const tag = (name: string, of: string, domain: string): unknown =>
  ask(`SELECT SYSTEM$GET_TAG('${name}', '${of}', '${domain}') AS n`).rows[0]?.["N"];

const names = (text: string) => ask(text).rows.map((row) => row["name"]);

beforeEach(() => {
  for (const text of [
    "CREATE OR REPLACE SCHEMA s",
    "CREATE TAG g ALLOWED_VALUES 'a', 'b'",
    "CREATE TAG h",
    "CREATE TABLE t (a INT WITH TAG (h = 'column'), b INT) WITH TAG (g = 'a', h = 'table')",
  ])
    ask(text);
});

test("the innermost value of a tag counts", () => {
  expect([tag("h", "t.a", "COLUMN"), tag("h", "s.t.b", "column")]).toEqual(["column", "table"]);
  ask("ALTER TABLE t MODIFY COLUMN b SET TAG h = 'b', COLUMN a UNSET TAG h");
  expect([tag("h", "t.a", "COLUMN"), tag("h", "d.s.t.b", "column")]).toEqual(["table", "b"]);
  ask("ALTER SCHEMA s SET TAG g = 'b'");
  ask("ALTER TABLE t UNSET TAG g, h");
  expect([tag("g", "t", "TABLE"), tag("h", "t", "TABLE")]).toEqual(["b", null]);
  expect(
    ask("SELECT * FROM TABLE(d.INFORMATION_SCHEMA.TAG_REFERENCES('t.b', 'COLUMN'))").rows,
  ).toMatchObject([
    { TAG_NAME: "H", TAG_VALUE: "b", LEVEL: "COLUMN", APPLY_METHOD: "MANUAL", COLUMN_NAME: "B" },
    { TAG_NAME: "G", TAG_VALUE: "b", LEVEL: "SCHEMA", APPLY_METHOD: "INHERITED" },
  ]);
  ask("DROP TAG g");
  expect(ask("SELECT * FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES('t', 'TABLE'))").rows).toEqual(
    [],
  );
});

test("a tag has the values that it allows", () => {
  expect(() => ask("ALTER TABLE t SET TAG g = 'c'")).toThrow("not allowed");
  ask("ALTER TAG g ADD ALLOWED_VALUES 'c'");
  ask("ALTER TAG g DROP ALLOWED_VALUES 'a'");
  ask("ALTER TABLE t SET TAG g = 'c'");
  expect(ask("SHOW TAGS LIKE 'g'").rows).toMatchObject([{ allowed_values: '["b","c"]' }]);
  ask("ALTER TAG g UNSET ALLOWED_VALUES");
  ask("ALTER TABLE t SET TAG g = 'anything'");
});

test("functions and procedures are altered by their signature", () => {
  ask("CREATE FUNCTION f(x INT) RETURNS INT AS 'x'");
  ask("CREATE FUNCTION f(x VARCHAR) RETURNS INT AS '1'");
  ask("ALTER FUNCTION f(INT) RENAME TO f2");
  ask("ALTER FUNCTION f2(INT) SET COMMENT = 'note'");
  expect(names("SHOW USER FUNCTIONS")).toEqual(["F", "F2"]);
  expect(ask("SELECT f2(3) AS n").rows).toEqual([{ N: "3" }]);
  expect(() => ask("ALTER FUNCTION f(INT) SET SECURE")).toThrow("Function 'D.S.F' does not exist");
  ask("ALTER FUNCTION IF EXISTS f(INT) SET SECURE");
  ask("CREATE PROCEDURE p() RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN 1; END'");
  ask("ALTER PROCEDURE p() RENAME TO q");
  expect(names("SHOW PROCEDURES")).toEqual(["Q"]);
});

test("policies, streams, views and schemas are altered", () => {
  ask("CREATE MASKING POLICY m AS (v VARCHAR) RETURNS VARCHAR -> '*'");
  ask("ALTER MASKING POLICY m SET BODY -> v");
  ask("ALTER MASKING POLICY m RENAME TO n");
  expect(ask("DESCRIBE MASKING POLICY n").rows).toEqual([
    { name: "N", signature: "(V VARCHAR)", return_type: "VARCHAR(16777216)", body: "v" },
  ]);
  ask("CREATE STREAM x ON TABLE t");
  ask("ALTER STREAM x SET COMMENT = 'note'");
  expect(ask("SHOW STREAMS").rows).toMatchObject([{ comment: "note" }]);
  ask("CREATE VIEW v AS SELECT a FROM t");
  ask("ALTER VIEW v SET CHANGE_TRACKING = TRUE");
  expect(ask("SHOW VIEWS").rows).toMatchObject([{ change_tracking: "ON" }]);
  ask("ALTER SCHEMA s ENABLE MANAGED ACCESS");
  expect(ask("SHOW SCHEMAS LIKE 's'").rows).toMatchObject([{ options: "MANAGED ACCESS" }]);
  ask("ALTER TABLE t ADD SEARCH OPTIMIZATION");
  expect(ask("SHOW TABLES").rows).toMatchObject([{ search_optimization: "ON" }]);
  expect(() => ask("ALTER TABLE t ADD SEARCH OPTIMIZATION ON EQUALITY(a)")).toThrow("Unsupported");
});

test("SHOW DATABASES HISTORY tells what can be brought back", () => {
  ask("CREATE DATABASE gone");
  ask("DROP DATABASE gone");
  const rows = ask("SHOW DATABASES HISTORY").rows;
  expect(rows.map((row) => [row["name"], row["dropped_on"] === null])).toEqual([
    ["D", true],
    ["GONE", false],
  ]);
  ask("USE SCHEMA d.s");
});
