/** Columns on the tests' Snowflake: types, defaults, identity, and the little that ALTER can do. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

const described = (table: string): readonly (readonly unknown[])[] =>
  ask(`DESCRIBE TABLE ${table}`).rows.map((row) => [
    row["name"],
    row["type"],
    row["null?"],
    row["default"],
  ]);

test.each([
  ["DEC(9, 3)", "NUMBER(9,3)"],
  ["BYTEINT", "NUMBER(38,0)"],
  ["DOUBLE PRECISION", "FLOAT"],
  ["STRING", "VARCHAR(16777216)"],
  ["NCHAR VARYING(7)", "VARCHAR(7)"],
  ["CHARACTER", "VARCHAR(1)"],
  ["VARCHAR(5) COLLATE 'de'", "VARCHAR(5) COLLATE 'de'"],
  ["VARBINARY(3)", "BINARY(3)"],
  ["DATETIME", "TIMESTAMP_NTZ(9)"],
  ["TIMESTAMP(3)", "TIMESTAMP_NTZ(3)"],
  ["TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMP_LTZ(9)"],
  ["TIMESTAMP_TZ(0)", "TIMESTAMP_TZ(0)"],
  ["TIME", "TIME(9)"],
  ["MAP(VARCHAR, INT)", "MAP(VARCHAR(16777216), NUMBER(38,0))"],
  ["ARRAY(INT NOT NULL)", "ARRAY(NUMBER(38,0) NOT NULL)"],
  ["VECTOR(FLOAT, 2)", "VECTOR(FLOAT, 2)"],
])("%s is kept as %s", (written, kept) => {
  ask(`CREATE OR REPLACE TABLE t (a ${written})`);
  expect(described("t")).toEqual([["A", kept, "Y", null]]);
});

test("NOT NULL may stand before a default and after it", () => {
  ask(
    "CREATE OR REPLACE TABLE t (a INT NOT NULL DEFAULT 1, b INT DEFAULT 2 NOT NULL, c TIMESTAMP DEFAULT current_timestamp() NOT NULL, d INT DEFAULT 3)",
  );
  expect(described("t").map(([name, , nullable]) => [name, nullable])).toEqual([
    ["A", "N"],
    ["B", "N"],
    ["C", "N"],
    ["D", "Y"],
  ]);
});

test.each([
  ["NUMBER(39)"],
  ["NUMBER(5, 6)"],
  ["VARCHAR(0)"],
  ["TIMESTAMP(10)"],
  ["INT(4)"],
  ["MONEY"],
])("there is no type %s", (written) => {
  expect(() => ask(`CREATE OR REPLACE TABLE t (a ${written})`)).toThrow("SQL compilation error");
});

test.each([
  ["INT DEFAULT 5", "5"],
  ["VARCHAR DEFAULT 'it''s'", "'it''s'"],
  ["DATE DEFAULT '2026-01-01'::DATE", "CAST('2026-01-01' AS DATE)"],
  ["TIMESTAMP DEFAULT CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP()"],
  ["INT DEFAULT (1 + 2) * 3", "(1 + 2) * 3"],
  ["INT DEFAULT counter.NEXTVAL", "D.S.COUNTER.NEXTVAL"],
  ["INT AUTOINCREMENT", "IDENTITY START 1 INCREMENT 1 NOORDER"],
  ["INT IDENTITY(5, 2) ORDER", "IDENTITY START 5 INCREMENT 2 ORDER"],
])("%s is described as %s", (column, text) => {
  ask("CREATE SEQUENCE IF NOT EXISTS counter");
  ask(`CREATE OR REPLACE TABLE t (a ${column})`);
  expect(described("t")[0]?.[3]).toBe(text);
});

test("GET_DDL of a table makes the same table", () => {
  ask(`CREATE OR REPLACE TABLE "odd Name" ("x y" INT NOT NULL DEFAULT 1 COMMENT 'it''s', b VARCHAR(5) UNIQUE, c INT AUTOINCREMENT,
    CONSTRAINT pk PRIMARY KEY ("x y") RELY, CONSTRAINT up CHECK (b > 'a')) CLUSTER BY (b) COMMENT = 'all'`);
  const text = ask(`SELECT GET_DDL('TABLE', '"odd Name"') AS ddl`).rows[0]?.["DDL"] ?? "";
  expect(text).toBe(
    `create or replace TABLE "odd Name" (
\t"x y" NUMBER(38,0) NOT NULL DEFAULT 1 COMMENT 'it''s',
\tB VARCHAR(5),
\tC NUMBER(38,0) autoincrement start 1 increment 1 noorder,
\tunique (B),
\tconstraint PK primary key ("x y") rely,
\tconstraint UP check (b > 'a')
) cluster by (b)COMMENT='all';`,
  );
  ask(text);
  expect(ask(`SELECT GET_DDL('TABLE', '"odd Name"') AS ddl`).rows[0]?.["DDL"]).toBe(text);
});

test.each([
  ["a SET DEFAULT 7", "Unsupported feature 'Alter Column Set Default'."],
  ["a SET DATA TYPE VARCHAR", "cannot change column A from type NUMBER(10,2) to VARCHAR(16777216)"],
  ["a TYPE NUMBER(12, 3)", "cannot change column A from type NUMBER(10,2) to NUMBER(12,3)"],
  ["a TYPE NUMBER(3, 2)", "cannot change column A"],
  ["b TYPE VARCHAR(3)", "because reducing the byte-length of a varchar is not supported."],
  ["b SET NOT NULL", "contains null values"],
  ["nix SET NOT NULL", "invalid identifier 'NIX'"],
])("ALTER COLUMN %s is refused", (action, why) => {
  ask("CREATE OR REPLACE TABLE t (a NUMBER(10, 2), b VARCHAR(5))");
  ask("INSERT INTO t VALUES (12345.5, NULL)");
  expect(() => ask(`ALTER TABLE t ALTER COLUMN ${action}`)).toThrow(why);
});

test("what ALTER COLUMN can do", () => {
  ask("CREATE OR REPLACE TABLE t (a NUMBER(10, 2) DEFAULT 1, b VARCHAR(5) NOT NULL)");
  ask("ALTER TABLE t MODIFY a TYPE NUMBER(12, 2), COLUMN a DROP DEFAULT, b DROP NOT NULL");
  ask("ALTER TABLE t ALTER (b TYPE VARCHAR(9), b COMMENT 'x')");
  expect(described("t")).toEqual([
    ["A", "NUMBER(12,2)", "Y", null],
    ["B", "VARCHAR(9)", "Y", null],
  ]);
});

test("ADD COLUMN takes literals of the column's own type, and gives them to old rows", () => {
  ask("CREATE OR REPLACE TABLE t (a INT)");
  ask("INSERT INTO t VALUES (1)");
  ask("ALTER TABLE t ADD COLUMN b INT NOT NULL DEFAULT -3, c VARCHAR DEFAULT 'x'");
  expect(ask("SELECT b, c FROM t").rows).toEqual([{ B: "-3", C: "x" }]);
  expect(() => ask("ALTER TABLE t ADD COLUMN d INT NOT NULL")).toThrow(
    "cannot be added to non-empty table",
  );
  expect(() => ask("ALTER TABLE t ADD COLUMN d INT DEFAULT 2 * 3")).toThrow("[2 * 3]");
  expect(() => ask("ALTER TABLE t ADD COLUMN d DATE DEFAULT '2026-01-01'")).toThrow(
    "expecting DATE but got VARCHAR(10) for column D",
  );
  ask("ALTER TABLE t ADD COLUMN IF NOT EXISTS b VARCHAR");
  expect(described("t")).toHaveLength(3);
});

test("a column's new name stands in checks too, and one of a clustering key gets none", () => {
  ask("CREATE OR REPLACE TABLE t (a INT, b INT, CONSTRAINT k CHECK (a < b)) CLUSTER BY (a)");
  expect(() => ask('ALTER TABLE t RENAME COLUMN a TO "new"')).toThrow("Unsupported feature");
  ask("ALTER TABLE t DROP CLUSTERING KEY");
  ask('ALTER TABLE t RENAME COLUMN a TO "new"');
  expect(
    ask(
      "SELECT CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS WHERE CONSTRAINT_TABLE = 'T'",
    ).rows,
  ).toEqual([{ CHECK_CLAUSE: '"new" < b' }]);
  expect(() => ask("INSERT INTO t VALUES (2, 1)")).toThrow("CHECK constraint K");
});
