/** Keys and checks on the tests' Snowflake: made, silently not made, enforced or not, named, changed. */
import { inMemory } from "./inMemory.mjs";

const parent =
  "CREATE TABLE parent (id INT, code VARCHAR(5), CONSTRAINT pk_parent PRIMARY KEY (id))";

const { ask } = inMemory();

const fresh = (...statements: readonly string[]): void => {
  for (const each of ["CREATE OR REPLACE SCHEMA s", ...statements]) ask(each);
};

const names = (kind: string): readonly unknown[] => {
  const column = kind === "IMPORTED" ? "fk_name" : "constraint_name";
  return ask(`SHOW ${kind} KEYS`).rows.map((row) => row[column]);
};

const generated = /^SYS_CONSTRAINT_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test.each([
  ["ON DELETE CASCADE"],
  ["ON DELETE SET NULL"],
  ["ON UPDATE SET DEFAULT"],
  ["ON DELETE RESTRICT RELY"],
  ["MATCH PARTIAL"],
  ["ENABLE"],
  ["VALIDATE"],
  ["DEFERRABLE"],
  ["INITIALLY IMMEDIATE"],
  ["ENFORCED"],
])("a foreign key with %s is not made, and nobody is told", (property) => {
  fresh(parent);
  ask(
    `CREATE TABLE child (ref INT, CONSTRAINT fk FOREIGN KEY (ref) REFERENCES parent (id) ${property})`,
  );
  expect(names("IMPORTED")).toEqual([]);
  ask(`ALTER TABLE child ADD CONSTRAINT fk FOREIGN KEY (ref) REFERENCES parent (id) ${property}`);
  expect(names("IMPORTED")).toEqual([]);
});

test.each([
  [""],
  ["ON DELETE NO ACTION ON UPDATE NO ACTION"],
  ["MATCH FULL NOT ENFORCED NOT DEFERRABLE INITIALLY DEFERRED DISABLE NOVALIDATE NORELY"],
])("a foreign key with nothing but defaults is made (%s)", (properties) => {
  fresh(parent, `CREATE TABLE child (ref INT REFERENCES parent (id) ${properties})`);
  expect(names("IMPORTED")).toEqual([expect.stringMatching(generated)]);
});

test("UNSUPPORTED_DDL_ACTION makes an error of what would be left out", () => {
  fresh(parent);
  ask("ALTER SESSION SET UNSUPPORTED_DDL_ACTION = 'FAIL'");
  expect(() => ask("CREATE TABLE child (ref INT UNIQUE ENABLE)")).toThrow("Unsupported feature");
  ask("ALTER SESSION UNSET UNSUPPORTED_DDL_ACTION");
  ask("CREATE TABLE child (ref INT UNIQUE ENABLE)");
  expect(names("UNIQUE")).toEqual([]);
});

test("keys and foreign keys are not enforced; NOT NULL and checks are", () => {
  fresh(
    parent,
    "CREATE TABLE child (ref INT REFERENCES parent, n INT NOT NULL, CONSTRAINT few CHECK (n < 9))",
  );
  ask("INSERT INTO parent (id) VALUES (1), (1)");
  ask("INSERT INTO child VALUES (77, 1)");
  expect(() => ask("INSERT INTO child VALUES (1, NULL)")).toThrow(
    "DML operation to table CHILD failed on column N with error: NULL result in a non-nullable column",
  );
  expect(() => ask("UPDATE child SET n = 9")).toThrow(
    "failed because CHECK constraint FEW, which requires that n < 9, was violated",
  );
  expect(() => ask("INSERT INTO parent (code) VALUES ('x')")).toThrow("non-nullable column");
});

test("RELY goes on and off, and nothing else of a constraint can be changed", () => {
  fresh("CREATE TABLE t (a INT, b INT, CONSTRAINT ua UNIQUE (a))");
  const rely = () => ask("SHOW UNIQUE KEYS IN t").rows.map((row) => row["rely"]);
  ask("ALTER TABLE t MODIFY UNIQUE (a) RELY");
  expect(rely()).toEqual(["true"]);
  ask("ALTER TABLE t ALTER CONSTRAINT ua NORELY");
  expect(rely()).toEqual(["false"]);
  expect(() => ask("ALTER TABLE t ALTER CONSTRAINT ua NOVALIDATE")).toThrow("syntax error");
  expect(() => ask("ALTER TABLE t ALTER CONSTRAINT nix RELY")).toThrow(
    "Object 'NIX' does not exist or not authorized.",
  );
});

test("a name made by the server is taken off by RENAME CONSTRAINT", () => {
  fresh("CREATE TABLE t (a INT UNIQUE)");
  const [made] = names("UNIQUE");
  ask(`ALTER TABLE t RENAME CONSTRAINT "${String(made)}" TO uq_t_a`);
  expect(names("UNIQUE")).toEqual(["UQ_T_A"]);
  expect(() => ask("ALTER TABLE t RENAME CONSTRAINT nix TO y")).toThrow(
    "constraint 'NIX' does not exist",
  );
});

test("CREATE TABLE … LIKE and CLONE copy constraints with their names", () => {
  fresh(
    parent,
    "CREATE TABLE child (ref INT UNIQUE REFERENCES parent (id))",
    "CREATE TABLE copy LIKE child",
  );
  const [unique] = names("UNIQUE");
  expect(names("UNIQUE")).toEqual([unique, unique]);
  ask("CREATE TABLE twin CLONE child");
  expect(
    ask("SHOW EXPORTED KEYS IN TABLE parent")
      .rows.map((row) => row["fk_table_name"])
      .sort(),
  ).toEqual(["CHILD", "COPY", "TWIN"]);
});

test("a check of a standing table needs ENABLE NOVALIDATE, and holds for new rows only", () => {
  fresh("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (-1)");
  for (const ending of ["", " ENABLE", " ENABLE VALIDATE", " NOT ENFORCED"])
    expect(() => ask(`ALTER TABLE t ADD CONSTRAINT up CHECK (a > 0)${ending}`)).toThrow(
      "ALTER TABLE ADD CHECK is not supported with ENABLE VALIDATE",
    );
  ask("ALTER TABLE t ADD CONSTRAINT up CHECK (a > 0) ENABLE NOVALIDATE");
  expect(() => ask("INSERT INTO t VALUES (-2)")).toThrow("constraint UP");
  expect(ask("SELECT COUNT(*) AS n FROM t").rows).toEqual([{ N: "1" }]);
});

test.each([
  ["CURRENT_DATE() > '2026-01-01'"],
  ["a > (SELECT 1)"],
  ["a > MAX(a)"],
  ["a > RANDOM()"],
  ["a > plus(1)"],
  ["a > counter.NEXTVAL"],
])("a check cannot hold %s", (expression) => {
  fresh("CREATE FUNCTION plus(x INT) RETURNS INT AS 'x + 1'", "CREATE SEQUENCE counter");
  expect(() => ask(`CREATE TABLE t (a INT, CHECK (${expression}))`)).toThrow(
    "Invalid expression in CHECK constraint",
  );
});

test("a foreign key needs a key of the parent on those columns, in their order and types", () => {
  fresh(
    parent,
    "CREATE TABLE pair (a INT, b INT, PRIMARY KEY (a, b))",
    "CREATE TABLE c (x INT, y INT, z VARCHAR)",
  );
  const add = (rest: string) => () => ask(`ALTER TABLE c ADD FOREIGN KEY ${rest}`);
  expect(add("(x) REFERENCES parent (code)")).toThrow("no primary or unique key");
  expect(add("(x, y) REFERENCES pair (b, a)")).toThrow("no primary or unique key");
  expect(add("(x) REFERENCES pair")).toThrow("number of columns");
  expect(add("(z) REFERENCES parent (id)")).toThrow("data type");
  expect(add("(x) REFERENCES nowhere (id)")).toThrow("Table 'D.S.NOWHERE' does not exist");
  ask("ALTER TABLE c ADD FOREIGN KEY (x, y) REFERENCES pair (a, b)");
  expect(ask("SHOW IMPORTED KEYS IN TABLE c").rows.map((row) => row["key_sequence"])).toEqual([
    "1",
    "2",
  ]);
});

test("hybrid tables build indexes one at a time, tell by them of rows that break a key, and are not undropped", async () => {
  fresh(
    "CREATE HYBRID TABLE h (id INT PRIMARY KEY, a INT, b INT)",
    "INSERT INTO h VALUES (1, 1, 1), (2, 1, 2)",
    "CREATE INDEX by_b ON h (b)",
  );
  const statuses = () =>
    Object.fromEntries(
      ask("SHOW INDEXES IN TABLE h").rows.map((row) => [row["name"], row["status"]]),
    );
  const built = async () => {
    while (Object.values(statuses()).includes("BUILD IN PROGRESS"))
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  expect(statuses()).toMatchObject({ BY_B: "BUILD IN PROGRESS" });
  expect(() => ask("ALTER TABLE h ADD CONSTRAINT uq UNIQUE (a)")).toThrow("is being built");
  await built();
  ask("ALTER TABLE h ADD CONSTRAINT uq UNIQUE (a)");
  await built();
  expect(statuses()).toEqual({
    SYS_INDEX_H_PRIMARY: "ACTIVE",
    BY_B: "ACTIVE",
    SYS_INDEX_H_UNIQUE_A: "BUILD VALIDATION FAILURE",
  });
  expect(() => ask("ALTER TABLE h DROP COLUMN b")).toThrow("is used by index 'BY_B'");
  ask("DROP TABLE h");
  expect(() => ask("UNDROP TABLE h")).toThrow("does not exist");
});

test("hybrid tables enforce their keys, need a primary key and take no checks", () => {
  fresh("CREATE HYBRID TABLE h (id INT PRIMARY KEY, a INT UNIQUE, INDEX by_a (a) INCLUDE (id))");
  ask("INSERT INTO h VALUES (1, 1)");
  expect(() => ask("INSERT INTO h VALUES (1, 2)")).toThrow("primary key already exists");
  expect(() => ask("INSERT INTO h VALUES (2, 1)")).toThrow("unique constraint");
  expect(() => ask("CREATE HYBRID TABLE g (id INT)")).toThrow("must have a primary key");
  expect(() => ask("CREATE HYBRID TABLE g (id INT PRIMARY KEY NOT ENFORCED)")).toThrow(
    "invalid constraint property",
  );
  expect(() => ask("ALTER TABLE h ADD CHECK (a > 0) ENABLE NOVALIDATE")).toThrow(
    "Unsupported feature",
  );
  expect(ask("SHOW INDEXES IN TABLE h").rows.map((row) => row["name"])).toEqual([
    "SYS_INDEX_H_PRIMARY",
    "SYS_INDEX_H_UNIQUE_A",
    "BY_A",
  ]);
  expect(() => ask("CREATE TABLE plain (a INT, INDEX i (a))")).toThrow("Unsupported feature");
});

test("tables refer to themselves and to each other in rings, also across schemas", () => {
  fresh(
    "CREATE TABLE d.s.tree (id INT PRIMARY KEY, up INT REFERENCES d.s.tree (id), other INT REFERENCES tree)",
    "CREATE TABLE a (id INT PRIMARY KEY, b INT)",
    "CREATE OR REPLACE SCHEMA far",
    "CREATE TABLE b (id INT PRIMARY KEY, a INT REFERENCES s.a (id))",
    "ALTER TABLE s.a ADD CONSTRAINT ring FOREIGN KEY (b) REFERENCES far.b (id)",
    "USE SCHEMA s",
  );
  const rows = ask("SHOW IMPORTED KEYS IN DATABASE d").rows;
  expect(
    rows.map((row) => [row["fk_table_name"], row["pk_schema_name"], row["pk_table_name"]]),
  ).toEqual([
    ["B", "S", "A"],
    ["A", "FAR", "B"],
    ["TREE", "S", "TREE"],
    ["TREE", "S", "TREE"],
  ]);
  ask("DROP SCHEMA far");
  expect(ask("SHOW IMPORTED KEYS IN TABLE a").rows).toEqual([]);
});
