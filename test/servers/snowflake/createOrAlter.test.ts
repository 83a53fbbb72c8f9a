/** CREATE OR ALTER on the tests' Snowflake: what is there becomes what is declared, by what ALTER can do. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

const described = (name: string, ...fields: readonly string[]) =>
  ask(`DESCRIBE TABLE ${name}`).rows.map((row) => fields.map((field) => row[field]));

beforeEach(() => {
  ask("CREATE OR REPLACE SCHEMA s");
});

test("a table is made, altered with its rows, and left alone where it is as declared", () => {
  ask("CREATE OR ALTER TABLE t (a INT, b VARCHAR(10) NOT NULL DEFAULT 'x')");
  ask("INSERT INTO t VALUES (1, 'q')");
  const wanted = `CREATE OR ALTER TABLE t (a INT, b VARCHAR(20) COMMENT 'b', c DATE, CONSTRAINT pk PRIMARY KEY (a))
    COMMENT = 'all' CLUSTER BY (a)`;
  ask(wanted);
  ask(wanted);
  expect(described("t", "name", "type", "null?", "default", "comment")).toEqual([
    ["A", "NUMBER(38,0)", "N", null, null],
    ["B", "VARCHAR(20)", "Y", null, "b"],
    ["C", "DATE", "Y", null, null],
  ]);
  expect(ask("SELECT * FROM t").rows).toEqual([{ A: "1", B: "q", C: null }]);
  expect(ask("SHOW PRIMARY KEYS IN TABLE t").rows.map((row) => row["constraint_name"])).toEqual([
    "PK",
  ]);
  expect(ask("SHOW TABLES").rows).toMatchObject([{ comment: "all", cluster_by: "LINEAR(a)" }]);
});

test("what is not said any more goes: columns, keys, properties", () => {
  ask("CREATE TABLE p (id INT PRIMARY KEY)");
  ask(
    "CREATE TABLE t (a INT UNIQUE, b INT REFERENCES p (id), c INT) CLUSTER BY (a) COMMENT = 'x' ENABLE_SCHEMA_EVOLUTION = TRUE",
  );
  ask("CREATE OR ALTER TABLE t (a INT, b INT)");
  expect(described("t", "name")).toEqual([["A"], ["B"]]);
  expect(ask("SHOW IMPORTED KEYS IN TABLE t").rows).toEqual([]);
  expect(ask("SHOW UNIQUE KEYS IN TABLE t").rows).toEqual([]);
  expect(ask("SHOW TABLES LIKE 't'").rows).toMatchObject([
    { comment: "", cluster_by: "", enable_schema_evolution: "N" },
  ]);
});

test.each([
  "CREATE OR ALTER TABLE t (b INT, a INT)",
  "CREATE OR ALTER TABLE t (a INT, c INT, b INT)",
  "CREATE OR ALTER TABLE t (a VARCHAR, b INT)",
  "CREATE OR ALTER TABLE t (a INT DEFAULT 1, b INT)",
  "CREATE OR ALTER TABLE t (a INT AUTOINCREMENT, b INT)",
  "CREATE OR ALTER TABLE t (a INT, b INT, c INT AS (a))",
  "CREATE OR ALTER TRANSIENT TABLE t (a INT, b INT)",
  "CREATE OR ALTER TABLE t AS SELECT 1 AS a",
  "CREATE OR ALTER TABLE t LIKE u",
  "CREATE OR ALTER TABLE t CLONE u",
  "CREATE OR ALTER TABLE IF NOT EXISTS t (a INT)",
  "CREATE OR ALTER SEQUENCE q",
])("refused: %s", (text) => {
  ask("CREATE TABLE t (a INT, b INT)");
  ask("CREATE TABLE u (a INT)");
  expect(() => ask(text)).toThrow();
  expect(described("t", "name", "default")).toEqual([
    ["A", null],
    ["B", null],
  ]);
});

test("views keep their query; schemas and databases their contents", () => {
  ask("CREATE TABLE t (a INT)");
  ask("CREATE OR ALTER VIEW v AS SELECT a FROM t");
  ask("CREATE OR ALTER SECURE VIEW v (a COMMENT 'c') COMMENT = 'v' AS SELECT a FROM t");
  expect(ask("SHOW VIEWS").rows).toMatchObject([{ comment: "v", is_secure: "true" }]);
  expect(() => ask("CREATE OR ALTER VIEW v AS SELECT a + 1 AS a FROM t")).toThrow("Unsupported");
  ask("CREATE OR ALTER SCHEMA s COMMENT = 'now'");
  expect(ask("SHOW SCHEMAS LIKE 's'").rows).toMatchObject([{ comment: "now" }]);
  ask("CREATE OR ALTER SCHEMA s");
  ask("CREATE OR ALTER DATABASE d");
  expect(ask("SHOW TABLES").rows).toHaveLength(1);
});
