/** What is known of PostgreSQL without a server: types, what a declaration leaves out, names. */
import { names, postgres } from "../../src/dialects/postgres/index.js";
import type { PortableType } from "../../src/dialects/types.js";
import {
  byAuthor,
  byServer,
  emptySchema,
  nowhere,
  plainColumn,
  plainElement,
  plainIndex,
  plainNumbers,
  SchemaDiffError,
  type Constraint,
  type Table,
} from "../../src/model/index.js";

const { canonical, portable, print } = postgres.types;

describe("types", () => {
  it.each([
    ["int", "integer"],
    ["INT8", "bigint"],
    ["int2", "smallint"],
    ["float", "double precision"],
    ["float(24)", "real"],
    ["float8", "double precision"],
    ["decimal(10, 2)", "numeric(10,2)"],
    ["dec(5)", "numeric(5,0)"],
    ["numeric(5,-2)", "numeric(5,-2)"],
    ["varchar", "character varying"],
    ["VarChar ( 30 )", "character varying(30)"],
    ["char", "character(1)"],
    ["nchar(3)", "character(3)"],
    ["national character varying(3)", "character varying(3)"],
    ["timestamptz(0)", "timestamp(0) with time zone"],
    ["timestamp", "timestamp without time zone"],
    ["time (6)", "time(6) without time zone"],
    ["timestamp (3) with time zone", "timestamp(3) with time zone"],
    ["timetz", "time with time zone"],
    ["interval(3)", "interval(3)"],
    ["INTERVAL YEAR TO MONTH", "interval year to month"],
    ["interval second (2)", "interval second(2)"],
    ["bit", "bit(1)"],
    ["varbit(5)", "bit varying(5)"],
    ["bool", "boolean"],
    ["int[3]", "integer[]"],
    ["int[][]", "integer[]"],
    ["text array[4]", "text[]"],
    ["varchar(5)[]", "character varying(5)[]"],
    ["pg_catalog.int4", "integer"],
    ['"char"', '"char"'],
    ['"Mood"', '"Mood"'],
    ['app."mood"', "app.mood"],
    ["App.Mood[]", "app.mood[]"],
    ["geometry(Point,4326)", "geometry(Point,4326)"],
    [" jsonb ", "jsonb"],
    ["character varying(30)", "character varying(30)"],
    ["timestamp(3) without time zone", "timestamp(3) without time zone"],
  ])("%s is %s", (written, stored) => {
    expect(canonical(written)).toBe(stored);
    expect(canonical(stored)).toBe(stored);
  });

  it("portable types come back from their text", () => {
    const types: readonly PortableType[] = [
      { is: "smallint" },
      { is: "integer" },
      { is: "bigint" },
      { is: "numeric", precision: 8, scale: 2 },
      { is: "numeric", precision: null, scale: null },
      { is: "real" },
      { is: "double" },
      { is: "boolean", name: null, constraint: false },
      { is: "varchar", length: 30 },
      { is: "varchar", length: null },
      { is: "char", length: 3 },
      { is: "text" },
      { is: "binary", length: null },
      { is: "date" },
      { is: "time", zone: false, precision: null },
      { is: "timestamp", zone: true, precision: 3 },
      { is: "json", binary: true },
      { is: "uuid" },
      { is: "array", of: { is: "text" } },
    ];
    for (const type of types) {
      expect(portable(print(type))).toEqual(type);
      expect(canonical(print(type))).toBe(print(type));
    }
    expect(portable("inet")).toBeNull();
  });

  it("arguments out of range are refused", () => {
    expect(() => print({ is: "varchar", length: 0 })).toThrow(SchemaDiffError);
    expect(() => print({ is: "timestamp", zone: true, precision: 7 })).toThrow(
      "the precision of timestamp is 7",
    );
  });
});

const check = (expression: string): Constraint => ({
  kind: "check",
  name: nowhere,
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});

const table: Table = {
  schema: null,
  name: "t",
  comment: null,
  options: {},
  definition: null,
  indexes: [],
  columns: [
    plainColumn("id", "int"),
    { ...plainColumn("v", "varchar(9)"), default: "'a'" },
    { ...plainColumn("m", "mood"), default: "('x')" },
    { ...plainColumn("at", "timestamptz"), default: "current_timestamp" },
    { ...plainColumn("n", "text"), default: "NULL" },
    { ...plainColumn("c", "char(2)"), default: "'x'" },
    { ...plainColumn("b", "bool"), default: "TRUE" },
    { ...plainColumn("s", "bigint"), identity: { kind: "serial", numbers: plainNumbers } },
    { ...plainColumn("e", "integer"), default: "1 + 1" },
    { ...plainColumn("a", "text[]"), default: "'{}'" },
  ],
  constraints: [
    {
      kind: "primaryKey",
      name: nowhere,
      comment: null,
      columns: ["id"],
      include: [],
      deferral: "notDeferrable",
      onConflict: null,
    },
    check("((id > 0))"),
  ],
};

describe("what a declaration leaves to the server", () => {
  const settled = postgres.normalize({
    ...emptySchema("postgres"),
    enums: [{ schema: null, name: "mood", values: ["x"], comment: null }],
    tables: [table],
  }).tables[0];

  it("is in the server's words", () => {
    expect(settled?.columns.map((c) => [c.name, c.type, c.default, c.nullable])).toEqual([
      ["id", "integer", null, false],
      ["v", "character varying(9)", "'a'::character varying", true],
      ["m", "mood", "'x'::mood", true],
      ["at", "timestamp with time zone", "CURRENT_TIMESTAMP", true],
      ["n", "text", null, true],
      ["c", "character(2)", "'x'::bpchar", true],
      ["b", "boolean", "true", true],
      ["s", "bigint", null, false],
      ["e", "integer", "1 + 1", true],
      ["a", "text[]", "'{}'::text[]", true],
    ]);
    expect(settled?.constraints[1]).toMatchObject({ expression: "id > 0" });
  });
});

describe("names", () => {
  it("are made as the server makes them", () => {
    expect(postgres.withGeneratedName(table, check("id > 0")).name).toEqual(byServer("t_id_check"));
    expect(postgres.withGeneratedName(table, check("id > s")).name).toEqual(byServer("t_check"));
    expect(
      postgres.withGeneratedName(
        { ...table, constraints: [{ ...check("id > 0"), name: byAuthor("t_id_check") }] },
        check("id > 1"),
      ).name,
    ).toEqual(byServer("t_id_check1"));
    const index = plainIndex(nowhere, [
      plainElement({ expression: "lower(v)" }),
      plainElement({ expression: "id + 1" }),
      plainElement({ expression: "(id)::text" }),
      plainElement({ expression: "(id + s)::text" }),
      plainElement({ column: "c" }),
      plainElement({ expression: "v || n" }),
    ]);
    expect(postgres.withGeneratedName(table, index).name).toEqual(
      byServer("t_lower_expr_id_text_c_expr1_idx"),
    );
  });

  it("give way on the longer side, and between characters", () => {
    expect(names.constraintName("unique", "t".repeat(40), ["c".repeat(40)])).toBe(
      `${"t".repeat(29)}_${"c".repeat(29)}_key`,
    );
    expect(names.constraintName("primaryKey", "ü".repeat(31), [])).toBe(`${"ü".repeat(29)}_pkey`);
  });
});

it.each([
  ["serial", "integer"],
  [" SERIAL4 ", "integer"],
  ["bigserial", "bigint"],
  ["serial8", "bigint"],
  ["smallserial", "smallint"],
  ["serial2", "smallint"],
])("refuses %s as a type, and says the way out", (text, type) => {
  expect(() => postgres.types.print({ is: "native", text, per: {} })).toThrow(
    expect.objectContaining({
      code: "metadata",
      todo: `write ${type}().serial(), or ${type}().identity()`,
    }) as Error,
  );
});
