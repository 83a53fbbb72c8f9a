/** Where MariaDB differs from MySQL, without a server. */
import { mariadb } from "../../src/dialects/mariadb/index.js";
import {
  byServer,
  emptySchema,
  plainColumn,
  type Constraint,
  type Operation,
  type Schema,
  type Table,
  sqlOf,
} from "../../src/model/index.js";

const t = { schema: null, name: "t" };
const empty = emptySchema("mariadb");
const check: Constraint = {
  kind: "check",
  name: byServer("a"),
  comment: null,
  expression: "`a` > 0",
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: "a",
};
const table: Table = {
  ...t,
  columns: [{ ...plainColumn("a", "int"), nullable: false }],
  constraints: [check],
  indexes: [],
  comment: null,
  options: {},
  definition: null,
};
const sql = (operation: Operation): readonly string[] =>
  sqlOf(mariadb.ddl.statements(operation, { ...empty, tables: [table] }));

test("a CHECK that hangs on a column goes where the column's definition goes", () => {
  expect(sql({ do: "createTable", table })).toEqual([
    "CREATE TABLE `t` (\n  `a` int NOT NULL CHECK (`a` > 0)\n)",
  ]);
  expect(
    sql({ do: "alterColumn", table: t, name: "a", change: { type: "bigint" }, existing: null }),
  ).toEqual(["ALTER TABLE `t` MODIFY COLUMN `a` bigint NOT NULL CHECK (`a` > 0)"]);
  expect(sql({ do: "dropConstraint", table: t, kind: "check", name: "a", dropped: check })).toEqual(
    ["ALTER TABLE `t` MODIFY COLUMN `a` int NOT NULL"],
  );
  expect(sql({ do: "dropConstraint", table: t, kind: "check", name: "c", dropped: null })).toEqual([
    "ALTER TABLE `t` DROP CONSTRAINT `c`",
  ]);
});

test("sequences, uuid, and defaults in its own words", () => {
  expect(
    sql({
      do: "createSequence",
      sequence: {
        ...t,
        type: "bigint",
        start: "5",
        increment: null,
        min: null,
        max: null,
        cache: "0",
        cycle: true,
        ownedBy: null,
        comment: null,
      },
    }),
  ).toEqual(["CREATE SEQUENCE `t` START WITH 5 NOCACHE CYCLE"]);
  expect(mariadb.types.print({ is: "uuid" })).toBe("uuid");
  const [settled] = mariadb.normalize({
    ...empty,
    tables: [
      {
        ...table,
        columns: [
          { ...plainColumn("n", "datetime(3)"), default: "now(3)" },
          { ...plainColumn("u", "uuid"), default: "uuid()" },
          { ...plainColumn("i", "int"), default: "1+2" },
        ],
      },
    ],
  }).tables;
  expect(settled?.columns.map((c) => c.default)).toEqual([
    "current_timestamp(3)",
    "uuid()",
    "(1+2)",
  ]);
});

test("what the display width of an integer says is nothing", () => {
  const erased = mariadb.quirks.reduce<Schema>((schema, quirk) => quirk.erase(schema), {
    ...empty,
    tables: [{ ...table, columns: [plainColumn("a", "int(5)"), plainColumn("b", "tinyint(1)")] }],
  });
  expect(erased.tables[0]?.columns.map((c) => c.type)).toEqual(["int", "tinyint(1)"]);
});
