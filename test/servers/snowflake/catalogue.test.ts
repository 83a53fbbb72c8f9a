/** Names, SHOW, DESCRIBE and INFORMATION_SCHEMA of the tests' Snowflake. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

const column = (statement: string, name: string): readonly unknown[] =>
  ask(statement).rows.map((row) => row[name]);

beforeEach(() => {
  ask("CREATE OR REPLACE DATABASE d");
  ask("CREATE SCHEMA s");
});

test("bare names fold up, quoted ones stay, and each part is matched exactly", () => {
  ask('CREATE TABLE plain ("lower" INT, UPPER_ INT)');
  ask('CREATE TABLE "Mixed ""q""" (a INT)');
  expect(column("SHOW TABLES", "name")).toEqual(['Mixed "q"', "PLAIN"]);
  expect(() => ask("SELECT lower FROM plain")).toThrow("invalid identifier 'LOWER'");
  expect(ask('SELECT "lower", upper_ FROM "PLAIN"').columns).toEqual(["lower", "UPPER_"]);
  expect(() => ask('SELECT * FROM "plain"')).toThrow("Object 'plain' does not exist");
  ask(`SELECT * FROM IDENTIFIER('d.s.plain')`);
  ask(`SELECT * FROM TABLE('plain')`);
});

test("QUOTED_IDENTIFIERS_IGNORE_CASE folds quoted names too", () => {
  ask("ALTER SESSION SET QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE");
  expect(ask("SHOW PARAMETERS LIKE 'quoted%' IN SESSION").rows).toMatchObject([
    { value: "true", level: "SESSION" },
  ]);
  ask('CREATE TABLE "small" ("a" INT)');
  ask("ALTER SESSION UNSET QUOTED_IDENTIFIERS_IGNORE_CASE");
  expect(column("SHOW COLUMNS IN TABLE small", "column_name")).toEqual(["A"]);
});

test.each([
  ["SELECT * FROM absent", "Object 'ABSENT' does not exist or not authorized."],
  ["SELECT * FROM s.absent", "Object 'D.S.ABSENT' does not exist or not authorized."],
  ["SELECT * FROM absent.t", "Schema 'D.ABSENT' does not exist or not authorized."],
  ["DROP TABLE s.absent", "Table 'D.S.ABSENT' does not exist or not authorized."],
  ["DROP VIEW absent", "View 'D.S.ABSENT' does not exist or not authorized."],
  ["DROP SEQUENCE absent", "Sequence 'D.S.ABSENT' does not exist or not authorized."],
  ["DROP SCHEMA absent", "Schema 'D.ABSENT' does not exist or not authorized."],
  ["DROP DATABASE absent", "Database 'ABSENT' does not exist or not authorized."],
  ["DESCRIBE TABLE absent", "Table 'D.S.ABSENT' does not exist or not authorized."],
  ["CREATE TABLE absent.t (a INT)", "Schema 'D.ABSENT' does not exist or not authorized."],
  ["USE DATABASE absent", "Object does not exist, or operation cannot be performed."],
  ["SHOW TABLES IN SCHEMA absent", "Object does not exist, or operation cannot be performed."],
  ["SHOW SEQUENCES IN SCHEMA absent", "Schema 'D.ABSENT' does not exist or not authorized."],
])("%s: %s", (statement, why) => {
  expect(() => ask(statement)).toThrow(why);
});

test("IF EXISTS and IF NOT EXISTS pass where they should", () => {
  for (const kind of ["TABLE", "VIEW", "SEQUENCE", "SCHEMA", "DATABASE", "STREAM", "TAG"])
    ask(`DROP ${kind} IF EXISTS absent`);
  ask("ALTER TABLE IF EXISTS absent ADD COLUMN a INT");
  ask("CREATE TABLE IF NOT EXISTS t (a INT)");
  ask("CREATE TABLE IF NOT EXISTS t (b INT)");
  expect(column("DESC TABLE t", "name")).toEqual(["A"]);
});

test("LIKE takes no account of case and has an escape, STARTS WITH does, LIMIT … FROM goes on", () => {
  for (const name of ["ab_1", "abx1", '"ab_1"', "b"]) ask(`CREATE TABLE ${name} (a INT)`);
  expect(column("SHOW TABLES LIKE 'AB_1'", "name")).toEqual(["ABX1", "AB_1", "ab_1"]);
  expect(column("SHOW TABLES LIKE 'ab\\\\_1'", "name")).toEqual(["AB_1", "ab_1"]);
  expect(column("SHOW TABLES STARTS WITH 'ab'", "name")).toEqual(["ab_1"]);
  expect(column("SHOW TABLES LIMIT 2 FROM 'ABX1'", "name")).toEqual(["AB_1", "B"]);
});

test("a result is asked once more by RESULT_SCAN, and a SHOW has names in lower case", () => {
  ask("CREATE TABLE t (a INT)");
  ask("SHOW TABLES");
  expect(
    ask(`SELECT "name" AS n FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE "kind" = 'TABLE'`).rows,
  ).toEqual([{ N: "T" }]);
});

test("kinds of tables, and what SHOW and INFORMATION_SCHEMA call them", () => {
  ask("CREATE TRANSIENT TABLE tr (a INT)");
  ask("CREATE LOCAL TEMPORARY TABLE tmp (a INT)");
  ask("CREATE HYBRID TABLE hy (a INT PRIMARY KEY)");
  ask("CREATE VIEW v AS SELECT a FROM tr");
  expect(
    ask("SHOW TABLES").rows.map(({ name, kind, is_hybrid }) => [name, kind, is_hybrid]),
  ).toEqual([
    ["HY", "HYBRID TABLE", "Y"],
    ["TMP", "TEMPORARY", "N"],
    ["TR", "TRANSIENT", "N"],
  ]);
  const types =
    "SELECT TABLE_NAME, TABLE_TYPE, IS_TRANSIENT FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'S' ORDER BY 1";
  expect(ask(types).rows.map((row) => Object.values(row))).toEqual([
    ["HY", "BASE TABLE", "NO"],
    ["TMP", "LOCAL TEMPORARY", "NO"],
    ["TR", "BASE TABLE", "YES"],
    ["V", "VIEW", "NO"],
  ]);
});

test("columns in INFORMATION_SCHEMA", () => {
  ask(
    "CREATE TABLE t (a INT AUTOINCREMENT START 3, b VARCHAR(4) NOT NULL DEFAULT 'x' COMMENT 'c', c TIMESTAMP_TZ(3))",
  );
  const { rows } = ask(
    "SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'S' ORDER BY ORDINAL_POSITION",
  );
  expect(rows).toMatchObject([
    {
      COLUMN_NAME: "A",
      DATA_TYPE: "NUMBER",
      IS_IDENTITY: "YES",
      IDENTITY_START: "3",
      COLUMN_DEFAULT: null,
    },
    {
      COLUMN_NAME: "B",
      DATA_TYPE: "TEXT",
      CHARACTER_MAXIMUM_LENGTH: "4",
      IS_NULLABLE: "NO",
      COLUMN_DEFAULT: "'x'",
      COMMENT: "c",
    },
    {
      COLUMN_NAME: "C",
      DATA_TYPE_ALIAS: "TIMESTAMP_TZ",
      DATA_TYPE: "TIMESTAMP_TZ",
      NUMERIC_SCALE: null,
      IS_IDENTITY: "NO",
    },
  ]);
});

test("comments come by clause, by COMMENT ON and by ALTER, and go", () => {
  ask("CREATE TABLE t (a INT COMMENT 'one') COMMENT = 'first'");
  ask("COMMENT ON TABLE t IS 'second'");
  ask("ALTER TABLE t ALTER COLUMN a COMMENT 'two'");
  expect(column("SHOW TABLES", "comment")).toEqual(["second"]);
  expect(column("DESC TABLE t", "comment")).toEqual(["two"]);
  ask("ALTER TABLE t UNSET COMMENT");
  ask("COMMENT ON COLUMN d.s.t.a IS ''");
  expect(column("SHOW TABLES", "comment")).toEqual([""]);
  expect(column("DESC TABLE t", "comment")).toEqual([""]);
  ask("ALTER TABLE t ALTER COLUMN a UNSET COMMENT");
  expect(column("DESC TABLE t", "comment")).toEqual([null]);
  ask("CREATE SEQUENCE q COMMENT = 'seq'");
  ask("COMMENT ON SEQUENCE q IS 'other'");
  expect(column("SHOW SEQUENCES", "comment")).toEqual(["other"]);
});

test("a view is looked up where it stands, and fails when its table is gone", () => {
  ask("CREATE TABLE t (a INT NOT NULL, b INT)");
  ask("CREATE VIEW v AS SELECT a, a + b AS c FROM t");
  ask("INSERT INTO t VALUES (1, 2)");
  ask("CREATE SCHEMA elsewhere");
  expect(ask("SELECT * FROM s.v").rows).toEqual([{ A: "1", C: "3" }]);
  expect(column("DESC VIEW s.v", "null?")).toEqual(["N", "Y"]);
  ask("DROP TABLE s.t");
  expect(() => ask("SELECT * FROM s.v")).toThrow("Object 'T' does not exist");
});

test("a SHOW has 10,000 rows at most: more keys are an error, more columns are left out", () => {
  const columns = Array.from({ length: 1001 }, (_value, index) => `c${index} INT UNIQUE`).join(
    ", ",
  );
  ask(`CREATE TABLE t0 (${columns})`);
  for (let n = 1; n < 10; n += 1) ask(`CREATE TABLE t${n} LIKE t0`);
  expect(() => ask("SHOW UNIQUE KEYS IN SCHEMA d.s")).toThrow(
    "more than the maximum of 10000 results",
  );
  expect(ask("SHOW UNIQUE KEYS IN TABLE t3").rows).toHaveLength(1001);
  expect(ask("SHOW COLUMNS IN SCHEMA d.s").rows).toHaveLength(10_000);
});

test("every view of INFORMATION_SCHEMA can be asked and described, and none dropped", () => {
  const names = column(
    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'INFORMATION_SCHEMA'",
    "TABLE_NAME",
  );
  for (const name of names) {
    ask(`SELECT * FROM d.INFORMATION_SCHEMA.${String(name)} LIMIT 1`);
    ask(`DESCRIBE VIEW INFORMATION_SCHEMA.${String(name)}`);
  }
  expect(() => ask("DROP VIEW INFORMATION_SCHEMA.TABLES")).toThrow("Insufficient privileges");
});

test.each([
  [
    "DATA_RETENTION_TIME_IN_DAYS = 91",
    "invalid value [91] for parameter 'DATA_RETENTION_TIME_IN_DAYS'",
  ],
  ["CHANGE_TRACKING = 'yes'", "invalid value ['yes'] for parameter 'CHANGE_TRACKING'"],
  ["COMMENT = 5", "invalid value [5] for parameter 'COMMENT'"],
  ["OWNER = 'me'", "invalid property 'OWNER' for 'TABLE'"],
])("ALTER TABLE … SET %s: %s", (property, why) => {
  ask("CREATE TABLE t (a INT)");
  expect(() => ask(`ALTER TABLE t SET ${property}`)).toThrow(why);
});

test("GET_DDL has names in full where that is asked, and a schema's objects one after the other", () => {
  ask("CREATE SEQUENCE q");
  ask("CREATE TABLE t (a INT)");
  ask("CREATE VIEW v AS SELECT a FROM t");
  ask("CREATE FUNCTION f(x INT) RETURNS INT AS 'x + 1'");
  const said = (call: string): unknown => column(`SELECT ${call} AS ddl`, "DDL")[0];
  expect(said("GET_DDL('TABLE', 't', TRUE)")).toBe(
    "create or replace TABLE D.S.T (\n\tA NUMBER(38,0)\n);",
  );
  expect(said("GET_DDL('TABLE', 't', FALSE)")).toBe(said("GET_DDL('TABLE', 't')"));
  const whole = String(said("GET_DDL('SCHEMA', 's', TRUE)"));
  expect(whole.match(/create or replace [a-z]+ [\w.]+/gi)).toEqual([
    "create or replace schema D.S",
    "create or replace sequence D.S.Q",
    "create or replace TABLE D.S.T",
    "create or replace view D.S.V",
    "CREATE OR REPLACE FUNCTION D.S.F",
  ]);
});

test("views of INFORMATION_SCHEMA that are empty have their columns, and VIEWS lists its own", () => {
  expect(ask("SELECT * FROM INFORMATION_SCHEMA.STAGES").columns.slice(0, 4)).toEqual([
    "STAGE_CATALOG",
    "STAGE_SCHEMA",
    "STAGE_NAME",
    "STAGE_URL",
  ]);
  expect(ask("SELECT * FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES").columns).toHaveLength(10);
  ask("CREATE VIEW v AS SELECT 1 AS x");
  expect(
    ask(
      "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'",
    ).rows,
  ).toEqual([{ TABLE_NAME: "V" }]);
  expect(ask("SELECT * FROM INFORMATION_SCHEMA.VIEWS").rows).toHaveLength(63);
});

test("a sequence is cloned where it has got to, and a stream described", () => {
  ask("CREATE SEQUENCE q START 5 INCREMENT 2");
  ask("SELECT q.NEXTVAL");
  ask("CREATE SEQUENCE r CLONE q");
  expect(ask("SHOW SEQUENCES LIKE 'r'").rows).toMatchObject([{ next_value: "7", interval: "2" }]);
  ask("CREATE TABLE t (a INT)");
  ask("CREATE STREAM m ON TABLE t");
  expect(ask("DESCRIBE STREAM m").rows).toMatchObject([{ name: "M", table_name: "D.S.T" }]);
});

test.each([
  ["CLASSES", ["NAME", "SCHEMA_NAME", "DATABASE_NAME", "VERSION", "OWNER"]],
  ["BACKUP_POLICIES", ["BACKUP_POLICY_NAME", "BACKUP_POLICY_SCHEMA", "BACKUP_POLICY_CATALOG"]],
  ["SNAPSHOT_SETS", ["SNAPSHOT_SET_NAME", "SNAPSHOT_SET_SCHEMA", "SNAPSHOT_SET_CATALOG"]],
  ["SEMANTIC_FACTS", ["SEMANTIC_VIEW_CATALOG", "SEMANTIC_VIEW_SCHEMA", "SEMANTIC_VIEW_NAME"]],
])("%s is empty and has the columns of its page of the manual", (view, columns) => {
  const answer = ask(`SELECT * FROM INFORMATION_SCHEMA.${view}`);
  expect(answer.rows).toEqual([]);
  expect(answer.columns.slice(0, columns.length)).toEqual(columns);
});
