/** Views on the tests' Snowflake: their columns, and what they say when what they read has changed. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

beforeEach(() => {
  for (const text of ["CREATE OR REPLACE SCHEMA s", "CREATE TABLE t (a INT, b VARCHAR(4))"])
    ask(text);
});

test("a * is not written out when the view is made", () => {
  ask("CREATE VIEW v AS SELECT * FROM t");
  ask("ALTER TABLE t ADD COLUMN c INT");
  expect(() => ask("SELECT * FROM v")).toThrow(
    "View definition for 'D.S.V' declared 2 column(s), but view query produces 3 column(s).",
  );
  ask("ALTER TABLE t DROP COLUMN c");
  expect(ask("SELECT * FROM v").columns).toEqual(["A", "B"]);
});

test("a view over what is gone says which view it is", () => {
  ask("CREATE VIEW v AS SELECT a FROM t");
  ask("DROP TABLE t");
  expect(() => ask("SELECT * FROM v")).toThrow(
    "Failure during expansion of view 'V': SQL compilation error:\nObject 'T' does not exist",
  );
  ask("UNDROP TABLE t");
  expect(ask("SELECT * FROM v").rows).toEqual([]);
});

test.each([
  ["CREATE VIEW v AS SELECT a + 1 FROM t"],
  ["CREATE VIEW v AS SELECT COUNT(*) FROM t"],
  ["CREATE VIEW v AS SELECT 1 UNION ALL SELECT 2"],
  ["CREATE TABLE u AS SELECT 1"],
])("an expression has no name of its own: %s", (text) => {
  expect(() => ask(text)).toThrow("Missing column specification");
});

test.each([
  ["CREATE VIEW v (n) AS SELECT a + 1 FROM t", ["N"]],
  ["CREATE VIEW v AS SELECT t.a, b AS n FROM t", ["A", "N"]],
  ["CREATE VIEW v AS SELECT 1 AS n UNION ALL SELECT 2", ["N"]],
])("it may have one from elsewhere: %s", (text, columns) => {
  ask(text);
  expect(ask("SELECT * FROM v").columns).toEqual(columns);
});

test("SHOW COLUMNS reads the views of INFORMATION_SCHEMA too", () => {
  const { rows } = ask("SHOW COLUMNS IN VIEW d.INFORMATION_SCHEMA.SCHEMATA");
  expect(rows.map((row) => row["column_name"])).toContain("SCHEMA_NAME");
  expect(new Set(rows.map((row) => row["table_name"]))).toEqual(new Set(["SCHEMATA"]));
});
