/** Tables on the tests' Snowflake: temporary ones hide others, clustering keys are columns, GET_DDL can be run. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

const kinds = () => ask("SHOW TABLES").rows.map((row) => row["kind"]);
const count = (table: string) => ask(`SELECT COUNT(*) AS n FROM ${table}`).rows[0]?.["N"];

beforeEach(() => {
  for (const text of [
    "CREATE OR REPLACE SCHEMA s",
    "CREATE TABLE t (a INT PRIMARY KEY)",
    "INSERT INTO t VALUES (1)",
  ])
    ask(text);
});

test("a temporary table hides the table of its name until it is dropped", () => {
  ask("CREATE TEMPORARY TABLE t (b INT)");
  expect(count("t")).toBe("0");
  expect(kinds()).toEqual(["TABLE", "TEMPORARY"]);
  expect(() => ask("CREATE TEMPORARY TABLE t (b INT)")).toThrow("Object 'T' already exists.");
  expect(() => ask("CREATE TABLE t (b INT)")).toThrow("Object 'T' already exists.");
  ask("DROP TABLE t");
  expect(count("t")).toBe("1");
  expect(kinds()).toEqual(["TABLE"]);
});

test("a table that is made after a temporary one is hidden from the start", () => {
  ask("CREATE TEMPORARY TABLE u (b INT)");
  ask("CREATE TABLE u (a INT)");
  ask("CREATE OR REPLACE TABLE u (c INT)");
  expect(ask("SELECT * FROM u").columns).toEqual(["B"]);
  ask("DROP TABLE u");
  expect(ask("SELECT * FROM u").columns).toEqual(["C"]);
});

test("what a temporary table hid is seen again when it gets another name", () => {
  ask("CREATE TEMPORARY TABLE t (b INT)");
  ask("ALTER TABLE t RENAME TO u");
  expect([count("t"), count("u")]).toEqual(["1", "0"]);
});

test("a temporary table is swapped with no other", () => {
  ask("CREATE TEMPORARY TABLE u (b INT)");
  expect(() => ask("ALTER TABLE t SWAP WITH u")).toThrow("Unsupported feature");
});

test("a clustering key is made of the table's columns", () => {
  expect(() => ask("ALTER TABLE t CLUSTER BY (b)")).toThrow(
    "error line 1 at position 26\ninvalid identifier 'B'",
  );
  expect(() => ask("CREATE TABLE u (a INT) CLUSTER BY (b)")).toThrow("invalid identifier 'B'");
  ask("ALTER TABLE t CLUSTER BY (a, ABS(a))");
  expect(ask("SHOW TABLES").rows[0]?.["cluster_by"]).toBe("LINEAR(a, ABS(a))");
});

test("GET_DDL keeps words of a table apart", () => {
  ask("CREATE TABLE u (a INT) CHANGE_TRACKING = TRUE COMMENT = 'x'");
  const [row] = ask("SELECT GET_DDL('TABLE', 'u') AS n").rows;
  const text = String(row?.["N"]);
  expect(text).toContain(") CHANGE_TRACKING = TRUE COMMENT='x';");
  ask(text);
  expect(ask("SELECT GET_DDL('TABLE', 'u') AS n").rows).toEqual([row]);
});

test("ALTER SEQUENCE … SET takes the order and a comment at once", () => {
  ask("CREATE SEQUENCE q");
  ask("ALTER SEQUENCE q SET NOORDER COMMENT = 'x'");
  expect(ask("SHOW SEQUENCES").rows[0]?.["comment"]).toBe("x");
});

describe.each([
  ["FILE FORMAT", "File format"],
  ["STAGE", "Stage"],
  ["TASK", "Task"],
  ["PIPE", "Pipe"],
  ["ALERT", "Alert"],
])("no %s can be made", (kind, said) => {
  test("and none is shown, dropped or described", () => {
    expect(ask(`SHOW ${kind}S LIKE 'x%' IN SCHEMA s`).rows).toEqual([]);
    expect(() => ask(`CREATE ${kind} x`)).toThrow("syntax error");
    for (const text of [`DROP ${kind} x`, `DESCRIBE ${kind} x`, `COMMENT ON ${kind} x IS 'y'`])
      expect(() => ask(text)).toThrow(`${said} 'D.S.X' does not exist or not authorized.`);
    ask(`DROP ${kind} IF EXISTS x`);
    ask(`COMMENT IF EXISTS ON ${kind} x IS 'y'`);
  });
});

test("SHOW TASKS has clauses of its own", () => {
  expect(ask("SHOW TERSE TASKS STARTS WITH 'x' ROOT ONLY LIMIT 2").columns).toEqual([
    "created_on",
    "name",
    "kind",
    "database_name",
    "schema_name",
    "schedule",
  ]);
  expect(() => ask("SHOW TABLES ROOT ONLY")).toThrow("syntax error");
});

test("SHOW … IN APPLICATION asks for one, unless a schema is called so", () => {
  expect(() => ask("SHOW TABLES IN APPLICATION absent")).toThrow("'ABSENT' does not exist");
  expect(() => ask("SHOW TABLES IN APPLICATION PACKAGE absent")).toThrow("'ABSENT' does not exist");
  expect(() => ask("SHOW FUNCTIONS IN CLASS absent")).toThrow("'ABSENT' does not exist");
  expect(() => ask("SHOW TABLES IN CLASS absent")).toThrow("syntax error");
  ask("CREATE SCHEMA application");
  expect(ask("SHOW TABLES IN application LIMIT 1").rows).toEqual([]);
});

test("RECLUSTER needs a key; RENAME needs no TO", () => {
  expect(() => ask("ALTER TABLE t RECLUSTER")).toThrow("Table 'T' is not clustered");
  ask("ALTER TABLE t CLUSTER BY (a)");
  ask("ALTER TABLE t RECLUSTER MAX_SIZE = 100 WHERE a > 1");
  ask("ALTER TABLE t RENAME u");
  expect(count("u")).toBe("1");
});
