/** What is known of MySQL without a server: types, defaults, names, and the statements of operations. */
import { mysql } from "../../src/dialects/mysql/index.js";
import {
  byAuthor,
  emptySchema,
  nowhere,
  plainBatch,
  plainColumn,
  plainElement,
  plainIndex,
  type Column,
  type Constraint,
  type Operation,
  type Table,
  sqlOf,
} from "../../src/model/index.js";

const empty = emptySchema("mysql");
const sql = (operation: Operation, tables: readonly Table[] = []): readonly string[] =>
  sqlOf(mysql.ddl.statements(operation, { ...empty, tables }));
const t = { schema: null, name: "t" };
const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  ...plainColumn(name, type),
  ...more,
});
const check = (name: string, expression: string): Constraint => ({
  kind: "check",
  name: byAuthor(name),
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});
const table = (columns: readonly Column[], constraints: readonly Constraint[] = []): Table => ({
  ...t,
  columns,
  constraints,
  indexes: [],
  comment: null,
  options: {},
  definition: null,
});

test.each([
  ["INTEGER", "int"],
  ["int(11)", "int"],
  ["INT(10) UNSIGNED", "int unsigned"],
  ["tinyint(1)", "tinyint(1)"],
  ["tinyint(4)", "tinyint"],
  ["BOOL", "tinyint(1)"],
  ["bigint(20) unsigned", "bigint unsigned"],
  ["int(5) zerofill", "int(5) unsigned zerofill"],
  ["numeric", "decimal(10,0)"],
  ["DEC(5)", "decimal(5,0)"],
  ["decimal(8, 2)", "decimal(8,2)"],
  ["double precision", "double"],
  ["float(53)", "double"],
  ["float(7,3)", "float(7,3)"],
  ["character varying(9)", "varchar(9)"],
  ["char", "char(1)"],
  ["year(4)", "year"],
  ["ENUM ('a', 'it''s')", "enum('a','it''s')"],
  ['enum("a")', "enum('a')"],
  ["datetime(0)", "datetime"],
  ["long varchar", "mediumtext"],
  ["constructor", "constructor"],
])("type %s is %s", (written, canonical) => expect(mysql.types.canonical(written)).toBe(canonical));

test("portable types go there and back", () => {
  for (const text of [
    "smallint",
    "int",
    "bigint",
    "decimal(8,2)",
    "float",
    "double",
    "tinyint(1)",
    "varchar(9)",
    "char(3)",
    "text",
    "varbinary(4)",
    "blob",
    "date",
    "time(3)",
    "datetime",
    "timestamp(6)",
    "json",
    "enum('a','b')",
  ]) {
    const portable = mysql.types.portable(text);
    expect(portable === null ? null : mysql.types.print(portable)).toBe(text);
  }
  expect(mysql.types.print({ is: "uuid" })).toBe("char(36)");
  expect(() => mysql.types.print({ is: "varchar", length: null })).toThrow(/needs a length/);
});

test("literals and names", () => {
  expect(mysql.lexicon.literal('it\'s \\ "q"')).toBe("'it''s \\\\ \"q\"'");
  expect(mysql.lexicon.value("a\\b")).toBe("_utf8mb4 0x615c62");
  expect(mysql.lexicon.quote("a`b")).toBe("`a``b`");
  expect(() => mysql.lexicon.quote("😀")).toThrow(/U\+FFFF/);
});

test("a column is altered whole", () => {
  const existing = column("a", "int", { nullable: false, default: "0", comment: "c" });
  expect(
    sql({ do: "alterColumn", table: t, name: "a", change: { type: "bigint" }, existing }),
  ).toEqual(["ALTER TABLE `t` MODIFY COLUMN `a` bigint NOT NULL DEFAULT 0 COMMENT 'c'"]);
  expect(
    sql({ do: "alterColumn", table: t, name: "a", change: { name: "b" }, existing: null }),
  ).toEqual(["ALTER TABLE `t` RENAME COLUMN `a` TO `b`"]);
  expect(
    sql({ do: "alterColumn", table: t, name: "a", change: { name: "b", default: null }, existing }),
  ).toEqual(["ALTER TABLE `t` CHANGE COLUMN `a` `b` int NOT NULL COMMENT 'c'"]);
  expect(() =>
    sql({ do: "alterColumn", table: t, name: "a", change: { nullable: true }, existing: null }),
  ).toThrow(/only nullable of it is given/);
});

test("constraints are renamed by what is known of them", () => {
  const known = table([column("a", "int")], [check("c1", "a > 0")]);
  expect(
    sql({ do: "renameConstraint", table: t, kind: "check", name: "c1", to: "c2" }, [known]),
  ).toEqual(["ALTER TABLE `t` DROP CHECK `c1`, ADD CONSTRAINT `c2` CHECK (a > 0)"]);
  expect(() =>
    sql({ do: "renameConstraint", table: t, kind: "check", name: "c1", to: "c2" }),
  ).toThrow(/cannot rename/);
  expect(sql({ do: "renameConstraint", table: t, kind: "unique", name: "u", to: "v" })).toEqual([
    "ALTER TABLE `t` RENAME INDEX `u` TO `v`",
  ]);
  expect(
    sql({ do: "renameConstraint", table: t, kind: "primaryKey", name: "PRIMARY", to: "pk_t" }),
  ).toEqual([]);
});

test("a batch is one statement, foreign keys apart", () => {
  const key: Constraint = {
    kind: "primaryKey",
    name: nowhere,
    comment: null,
    columns: ["b"],
    include: [],
    deferral: "notDeferrable",
    onConflict: null,
  };
  expect(
    sql({
      do: "batch",
      table: t,
      options: plainBatch,
      operations: [
        { do: "dropConstraint", table: t, kind: "foreignKey", name: "fk", dropped: null },
        { do: "dropConstraint", table: t, kind: "primaryKey", name: "PRIMARY", dropped: null },
        { do: "addColumn", table: t, column: column("b", "int", { nullable: false }) },
        { do: "createConstraint", table: t, constraint: key },
      ],
    }),
  ).toEqual([
    "ALTER TABLE `t` DROP FOREIGN KEY `fk`",
    "ALTER TABLE `t` DROP PRIMARY KEY, ADD COLUMN `b` int NOT NULL, ADD PRIMARY KEY (`b`)",
  ]);
});

test("indexes", () => {
  const index = {
    ...plainIndex(byAuthor("ix"), [
      { ...plainElement({ column: "a" }), descending: true },
      { ...plainElement({ column: "b" }), prefix: 3 },
      plainElement({ expression: "lower(`c`)" }),
    ]),
    comment: "x",
    options: { invisible: "yes" },
  };
  expect(sql({ do: "createIndex", table: t, index })).toEqual([
    "CREATE INDEX `ix` ON `t` (`a` DESC, `b`(3), (lower(`c`))) COMMENT 'x' INVISIBLE",
  ]);
  expect(
    sql({
      do: "createIndex",
      table: t,
      index: {
        ...plainIndex(byAuthor("ft"), [plainElement({ column: "a" })]),
        method: "fulltext",
        options: { parser: "ngram" },
      },
    }),
  ).toEqual(["CREATE FULLTEXT INDEX `ft` ON `t` (`a`) WITH PARSER ngram"]);
  expect(() => sql({ do: "createIndex", table: t, index: { ...index, where: "a > 0" } })).toThrow(
    /partial/,
  );
  expect(() =>
    sql({
      do: "createSequence",
      sequence: {
        ...t,
        type: "bigint",
        start: null,
        increment: null,
        min: null,
        max: null,
        cache: null,
        cycle: false,
        ownedBy: null,
        comment: null,
      },
    }),
  ).toThrow(/no sequences/);
});

test("a declaration is settled into the server's words, and stays so", () => {
  const key: Constraint = {
    kind: "primaryKey",
    name: byAuthor("pk_t"),
    comment: null,
    columns: ["id"],
    include: [],
    deferral: "notDeferrable",
    onConflict: null,
  };
  const declared = table(
    [
      column("id", "INTEGER"),
      column("a", "decimal(8,2)", { default: "0" }),
      column("u", "varchar(36)", { default: "uuid()" }),
      column("n", "datetime", { default: "now()", onUpdate: "now()" }),
    ],
    [key],
  );
  const settled = mysql.normalize({
    ...empty,
    tables: [
      {
        ...declared,
        indexes: [{ ...plainIndex(byAuthor("uq"), [plainElement({ column: "a" })]), unique: true }],
      },
    ],
  });
  expect(
    settled.tables[0]?.columns.map((c) => [c.type, c.nullable, c.default, c.onUpdate]),
  ).toEqual([
    ["int", false, null, null],
    ["decimal(8,2)", true, "0.00", null],
    ["varchar(36)", true, "(uuid())", null],
    ["datetime", true, "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"],
  ]);
  expect(settled.tables[0]?.constraints.map((c) => [c.kind, c.name])).toEqual([
    ["primaryKey", { from: "server", text: "PRIMARY" }],
    ["unique", byAuthor("uq")],
  ]);
  expect(mysql.normalize(settled)).toEqual(settled);
});

test("the names the server would give", () => {
  const known = {
    ...table([column("a", "int")], [check("t_chk_3", "a > 0")]),
    indexes: [plainIndex(byAuthor("a"), [plainElement({ column: "a" })])],
  };
  expect(mysql.withGeneratedName(known, { ...check("", "a > 1"), name: nowhere }).name).toEqual({
    from: "server",
    text: "t_chk_4",
  });
  expect(
    mysql.withGeneratedName(known, plainIndex(nowhere, [plainElement({ column: "a" })])).name,
  ).toEqual({
    from: "server",
    text: "a_2",
  });
});

describe("which columns hold every value of another", () => {
  const keeps = (from: string, to: string, more: Partial<Column> = {}): boolean => {
    const what = mysql.types.conversion?.(column("c", from), column("c", to, more));
    return what?.loses === null && !what.fails;
  };
  it.each([
    ["int", "bigint"],
    ["int unsigned", "bigint"],
    ["smallint", "decimal(7,2)"],
    ["decimal(8,2)", "decimal(9,3)"],
    ["varchar(20)", "varchar(21)"],
    ["char(4)", "varchar(4)"],
    ["varchar(20)", "text"],
    ["text", "mediumtext"],
    ["varbinary(5)", "blob"],
    ["datetime", "datetime(3)"],
    ["date", "datetime"],
    ["float", "double"],
    ["enum('a','b')", "enum('c','b','a')"],
  ])("%s in %s", (from, to) => {
    expect(keeps(from, to)).toBe(true);
    expect(keeps(to, from)).toBe(false);
  });
  it.each([
    ["int", "int unsigned"],
    ["int", "smallint"],
    ["int", "float"],
    ["decimal(8,2)", "decimal(8,3)"],
    ["varchar(20)", "char(20)"],
    ["varchar(65535)", "text"],
    ["datetime", "date"],
    ["text", "int"],
  ])("%s not in %s", (from, to) => {
    expect(keeps(from, to)).toBe(false);
  });
  it("a character set that has fewer characters", () => {
    expect(keeps("text", "text", { collation: "latin1_bin" })).toBe(false);
    expect(keeps("text", "text", { options: { charset: "utf8mb4" } })).toBe(true);
  });
});
