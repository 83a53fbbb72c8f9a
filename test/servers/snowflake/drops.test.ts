/** What drops take along on the tests' Snowflake, what they refuse, and what comes back. */
import { inMemory } from "./inMemory.mjs";

const { ask } = inMemory();

const family = [
  "CREATE OR REPLACE SCHEMA s",
  "CREATE TABLE parent (id INT, alt INT, note VARCHAR, CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT uq UNIQUE (alt))",
  "CREATE TABLE by_id (ref INT, CONSTRAINT fk_id FOREIGN KEY (ref) REFERENCES parent (id))",
  "CREATE TABLE by_alt (ref INT, CONSTRAINT fk_alt FOREIGN KEY (ref) REFERENCES parent (alt))",
];

const foreignKeys = (): readonly unknown[] =>
  ask("SHOW IMPORTED KEYS IN DATABASE d")
    .rows.map((row) => row["fk_name"])
    .sort();

beforeEach(() => {
  for (const each of family) ask(each);
});

test.each([
  ["ALTER TABLE parent DROP CONSTRAINT pk", ["FK_ALT"]],
  ["ALTER TABLE parent DROP PRIMARY KEY CASCADE", ["FK_ALT"]],
  ["ALTER TABLE parent DROP UNIQUE (alt)", ["FK_ID"]],
  ["ALTER TABLE parent DROP COLUMN alt", ["FK_ID"]],
  ["ALTER TABLE by_id DROP FOREIGN KEY (ref)", ["FK_ALT"]],
  ["ALTER TABLE by_id DROP CONSTRAINT fk_id RESTRICT", ["FK_ALT"]],
  ["ALTER TABLE parent DROP COLUMN note RESTRICT", ["FK_ALT", "FK_ID"]],
  ["DROP TABLE parent", []],
  ["CREATE OR REPLACE TABLE parent (id INT PRIMARY KEY)", []],
])("%s leaves the foreign keys %j", (statement, left) => {
  ask(statement);
  expect(foreignKeys()).toEqual(left);
});

test.each([
  ["ALTER TABLE parent DROP CONSTRAINT pk RESTRICT"],
  ["ALTER TABLE parent DROP UNIQUE (alt) RESTRICT"],
  ["ALTER TABLE parent DROP COLUMN id RESTRICT"],
  ["DROP TABLE parent RESTRICT"],
])("%s is refused and changes nothing", (statement) => {
  expect(() => ask(statement)).toThrow("Cannot drop");
  expect(foreignKeys()).toEqual(["FK_ALT", "FK_ID"]);
});

test("SHOW … HISTORY lists what can be brought back, and a chain asks of what was shown", () => {
  for (const column of ["a", "b"])
    for (const text of [`CREATE TABLE t (${column} INT)`, "DROP TABLE t"]) ask(text);
  const kept = (of: string) =>
    ask(
      `SHOW ${of} HISTORY LIKE 'T' ->> SELECT COUNT(*) AS n FROM $1 WHERE "dropped_on" IS NOT NULL`,
    ).rows;
  expect(kept("TABLES")).toEqual([{ N: "2" }]);
  ask("UNDROP TABLE t");
  expect(kept("TABLES")).toEqual([{ N: "1" }]);
  expect(ask("DESCRIBE TABLE t").rows.map((row) => row["name"])).toEqual(["B"]);
  for (const text of ["CREATE SCHEMA t", "USE SCHEMA s", "DROP SCHEMA t"]) ask(text);
  expect(kept("SCHEMAS")).toEqual([{ N: "1" }]);
  expect(ask("SELECT 1 AS x ->> SELECT 2 AS y ->> SELECT x, y FROM $1, $2").rows).toEqual([
    { X: "1", Y: "2" },
  ]);
  expect(() => ask("SELECT 1 ->> SELECT * FROM $2")).toThrow("$2");
});

test("a schema and a database are kept by foreign keys from outside only", () => {
  ask("CREATE SCHEMA other");
  ask(
    "CREATE TABLE other.child (ref INT, CONSTRAINT fk_far FOREIGN KEY (ref) REFERENCES d.s.parent (id))",
  );
  expect(() => ask("DROP SCHEMA d.s RESTRICT")).toThrow("Cannot drop the schema");
  ask("DROP DATABASE d RESTRICT");
  ask("UNDROP DATABASE d");
  ask("DROP SCHEMA d.s");
  expect(foreignKeys()).toEqual([]);
  ask("UNDROP SCHEMA d.s");
  expect(foreignKeys()).toEqual(["FK_ALT", "FK_FAR", "FK_ID"]);
  ask("DROP SCHEMA d.other");
  ask("USE SCHEMA d.s");
});

test("UNDROP brings rows and the foreign keys of others back, once for each drop", () => {
  ask("INSERT INTO parent (id) VALUES (1)");
  ask("DROP TABLE parent");
  ask("CREATE TABLE parent (id INT)");
  expect(() => ask("UNDROP TABLE parent")).toThrow("Object 'PARENT' already exists.");
  ask("ALTER TABLE parent RENAME TO newer");
  ask("UNDROP TABLE parent");
  expect(ask("SELECT id FROM parent").rows).toEqual([{ ID: "1" }]);
  expect(foreignKeys()).toEqual(["FK_ALT", "FK_ID"]);
  expect(() => ask("UNDROP TABLE parent")).toThrow("Table 'D.S.PARENT' does not exist");
});

test("a check over one column goes with it, one over several keeps it", () => {
  ask("CREATE TABLE t (a INT CHECK (a > 0), b INT, c INT, CONSTRAINT bc CHECK (b < c))");
  ask("ALTER TABLE t DROP COLUMN a");
  expect(() => ask("ALTER TABLE t DROP COLUMN b")).toThrow("constraint 'BC'");
  ask("ALTER TABLE t DROP CONSTRAINT bc");
  ask("ALTER TABLE t DROP COLUMN b");
  expect(ask("DESC TABLE t").rows.map((row) => row["name"])).toEqual(["C"]);
});

test("a key that is dropped takes NOT NULL along where nobody wrote it", () => {
  const nullable = () => ask("DESC TABLE parent").rows.map((row) => row["null?"]);
  expect(nullable()).toEqual(["N", "Y", "Y"]);
  ask("ALTER TABLE parent DROP PRIMARY KEY");
  expect(nullable()).toEqual(["Y", "Y", "Y"]);
});

test("ALTER TABLE that fails half-way leaves the table as it was", () => {
  expect(() => ask("ALTER TABLE parent ADD COLUMN x INT, note INT")).toThrow(
    "column 'NOTE' already exists",
  );
  expect(() => ask("ALTER TABLE parent DROP COLUMN note, nix")).toThrow(
    "column 'NIX' does not exist",
  );
  expect(ask("DESC TABLE parent").rows.map((row) => row["name"])).toEqual(["ID", "ALT", "NOTE"]);
});

test("SWAP WITH exchanges two tables with their keys and rows", () => {
  ask("CREATE TABLE other (z INT)");
  ask("ALTER TABLE parent SWAP WITH other");
  expect(ask("SHOW PRIMARY KEYS").rows.map((row) => row["table_name"])).toEqual(["OTHER"]);
  expect(ask("SHOW IMPORTED KEYS").rows.map((row) => row["pk_table_name"])).toEqual([
    "OTHER",
    "OTHER",
  ]);
});
