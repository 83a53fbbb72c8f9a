/** Virtual columns on the tests' Snowflake, as the manual's page on them has them: computed, shown, and what is refused. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

beforeEach(() => {
  for (const text of [
    "CREATE OR REPLACE SCHEMA s",
    "CREATE TABLE t (a INT, b INT AS (a + 1), c INT GENERATED ALWAYS AS (b * 2) VIRTUAL COMMENT 'c')",
    "INSERT INTO t VALUES (1)",
  ])
    ask(text);
});

test("their values follow the other columns, and no row is written to them", () => {
  ask("INSERT INTO t (a) VALUES (5)");
  ask("UPDATE t SET a = 3 WHERE a = 1");
  ask(
    "MERGE INTO t USING (SELECT 9 AS x) s ON t.a = s.x WHEN NOT MATCHED THEN INSERT VALUES (s.x)",
  );
  ask("ALTER TABLE t ADD COLUMN d INT AS (a * a)");
  expect(ask("SELECT * FROM t ORDER BY a").rows).toEqual([
    { A: "3", B: "4", C: "8", D: "9" },
    { A: "5", B: "6", C: "12", D: "25" },
    { A: "9", B: "10", C: "20", D: "81" },
  ]);
  expect(() => ask("INSERT INTO t (a, b) VALUES (1, 2)")).toThrow("invalid identifier 'B'");
  expect(() => ask("UPDATE t SET b = 2")).toThrow("invalid identifier 'B'");
});

test("DESCRIBE, SHOW COLUMNS, the catalogue and GET_DDL tell their expression, by the names of the columns", () => {
  ask("ALTER TABLE t RENAME COLUMN a TO x");
  const pick = (text: string, ...names: readonly string[]) =>
    ask(text).rows.map((row) => names.map((name) => row[name]));
  expect(pick("DESCRIBE TABLE t", "kind", "expression")).toEqual([
    ["COLUMN", null],
    ["VIRTUAL", "X + 1"],
    ["VIRTUAL", "B * 2"],
  ]);
  expect(pick("SHOW COLUMNS IN TABLE t", "kind", "expression")).toEqual([
    ["COLUMN", ""],
    ["VIRTUAL_COLUMN", "X + 1"],
    ["VIRTUAL_COLUMN", "B * 2"],
  ]);
  expect(
    pick(
      "SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'T' AND KIND = 'VIRTUAL_COLUMN'",
      "COLUMN_NAME",
      "EXPRESSION",
    ),
  ).toEqual([
    ["B", "X + 1"],
    ["C", "B * 2"],
  ]);
  ask("SET made = (SELECT GET_DDL('TABLE', 't'))");
  ask("EXECUTE IMMEDIATE $made");
  expect(ask("SELECT GET_DDL('TABLE', 't') = $made AS same").rows).toEqual([{ SAME: "true" }]);
});

test("CREATE TABLE … AS has no columns of the query for them; LIKE and CLONE copy them", () => {
  ask(
    "CREATE TABLE u (cost NUMBER(16, 3), tax NUMBER(16, 3) AS ((cost * 0.075)::NUMBER(16, 3))) AS SELECT 10.5",
  );
  expect(ask("SELECT * FROM u").rows).toEqual([{ COST: "10.500", TAX: "0.788" }]);
  ask("CREATE TABLE l LIKE t");
  ask("INSERT INTO l VALUES (2)");
  expect(ask("SELECT b, c FROM l").rows).toEqual([{ B: "3", C: "6" }]);
});

test.each([
  [
    "CREATE TABLE u (i NUMBER(10,2), j NUMBER(5,0) AS (i))",
    "Expected data type 'NUMBER(5,0)', found 'NUMBER(10,2)'.",
  ],
  [
    "CREATE TABLE u (i INT, j INT AS (RANDOM()))",
    "Invalid usage of non-deterministic RANDOM function in J virtual column definition.",
  ],
  ["CREATE TABLE u (i INT, j INT AS (SUM(i)))", "non-deterministic SUM function"],
  ["CREATE TABLE u (i INT, j INT AS ((SELECT 1)))", "Invalid usage of subquery in J"],
  ["CREATE TABLE u (i INT, j INT AS ($made))", "Invalid usage of session variable in J"],
  ["CREATE TABLE u (i INT, j INT AS ($1))", "Invalid usage of column positional reference in J"],
  [
    "CREATE TABLE u (i INT, j INT AS (i) NOT NULL)",
    "Cannot set NOT NULL constraint on virtual column J.",
  ],
  [
    "CREATE TABLE u (i INT, j INT AS (i) CHECK (j > 0))",
    "Cannot set CHECK constraint on virtual column J.",
  ],
  [
    "CREATE TABLE u (i INT, j INT AS (i), CHECK (j > 0))",
    "Cannot set CHECK constraint on virtual column J.",
  ],
  ["CREATE TABLE u (i INT, j INT AS (k + 1), k INT AS (i))", "invalid identifier 'K'"],
  ["CREATE TABLE u (i INT, j INT AS (i)) CLUSTER BY (j)", "Unsupported feature"],
  [
    "ALTER TABLE t ALTER COLUMN b SET NOT NULL",
    "Cannot set NOT NULL constraint on virtual column B.",
  ],
  ["ALTER TABLE t DROP COLUMN a", "Cannot drop column 'A' because virtual column B depends on it."],
  ["ALTER TABLE t DROP COLUMN b", "Cannot drop column 'B' because virtual column C depends on it."],
])("refused: %s", (text, because) => {
  expect(() => ask(text)).toThrow(because);
});

test("a column and what depends on it go together; a type that would not fit any more is refused", () => {
  ask("CREATE TABLE u (i INT, j NUMBER(10, 2), k NUMBER(10, 2) AS (j * 2))");
  expect(() => ask("ALTER TABLE u MODIFY COLUMN j TYPE NUMBER(10, 4)")).toThrow(
    "Cannot change column J datatype. The dependent K virtual column has datatype NUMBER(10,2)",
  );
  ask("ALTER TABLE u DROP COLUMN j, k");
  expect(ask("SELECT * FROM u").columns).toEqual(["I"]);
});
