/** What is known of Snowflake without a server: names, types, defaults, the statements of operations, and what is refused. */
import { pureChecks } from "../../src/conformance/pure.js";
import { canonicalDefault, defaultKey } from "../../src/dialects/snowflake/defaults.js";
import { snowflake } from "../../src/dialects/snowflake/index.js";
import { isGenerated } from "../../src/dialects/snowflake/names.js";
import { canonicalName, storedName, writtenName } from "../../src/dialects/snowflake/spelling.js";
import {
  byAuthor,
  emptySchema,
  nameText,
  nowhere,
  plainColumn,
  plainElement,
  plainIndex,
  plainNumbers,
  sqlOf,
  type Action,
  type Column,
  type Constraint,
  type Operation,
  type Table,
} from "../../src/model/index.js";
import { fragmentProblem, tokenize } from "../../src/sql/index.js";

const empty = emptySchema("snowflake");
const sql = (operation: Operation, tables: readonly Table[] = []): readonly string[] =>
  sqlOf(snowflake.ddl.statements(operation, { ...empty, tables }));

const t = { schema: null, name: "t" };
const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  ...plainColumn(name, type),
  ...more,
});
const key = { include: [], deferral: "notDeferrable", onConflict: null, comment: null } as const;
const primaryKey = (name: string | null, ...columns: readonly string[]): Constraint => ({
  kind: "primaryKey",
  name: name === null ? nowhere : byAuthor(name),
  columns,
  ...key,
});
const foreignKey = (more: Partial<Constraint<"foreignKey">> = {}): Constraint => ({
  kind: "foreignKey",
  name: byAuthor("fk_t"),
  comment: null,
  columns: ["a"],
  target: { schema: "other", name: "u" },
  targetColumns: ["id"],
  onUpdate: "noAction",
  onDelete: "noAction",
  onDeleteColumns: [],
  match: "simple",
  deferral: "notDeferrable",
  validated: true,
  enforced: true,
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
const table = (
  columns: readonly Column[],
  constraints: readonly Constraint[] = [],
  more: Partial<Table> = {},
): Table => ({
  ...t,
  columns,
  constraints,
  indexes: [],
  comment: null,
  options: {},
  definition: null,
  ...more,
});

test.each(pureChecks.map((one) => [one.name, one] as const))("conforms: %s", (_, { run }) => {
  expect(run(snowflake)).toBeNull();
});

describe("names", () => {
  test.each([
    ["user", "USER", "user"],
    ["USER", "USER", "user"],
    ['"USER"', "USER", "user"],
    ["User", "User", "User"],
    ['"user"', "user", '"user"'],
    ["a b", "a b", "a b"],
    ["ärger", "ärger", "ärger"],
    ["_1", "_1", "_1"],
    ['"""x"""', '"x"', '"""x"""'],
    ['x"y', 'x"y', 'x"y'],
  ])("%s is %s in the catalogue, and is written %s", (name, stored, written) => {
    expect(storedName(name)).toBe(stored);
    expect(writtenName(stored)).toBe(written);
    expect(canonicalName(name)).toBe(written);
  });

  test("a name in quotes is read as it is written elsewhere", () => {
    const said = (text: string) => tokenize(text, snowflake.lexicon)[0]?.value;
    expect(said('"ID"')).toBe("id");
    expect(said('"id"')).toBe('"id"');
    expect(said(snowflake.lexicon.quote('"id"'))).toBe('"id"');
  });

  test("what nobody named is given a name of the server's look, the same each time", () => {
    const name = (c: Constraint) => nameText(snowflake.withGeneratedName(table([]), c).name) ?? "";
    const made = name(primaryKey(null, "a"));
    expect(isGenerated(made)).toBe(true);
    expect(name(primaryKey(null, "a"))).toBe(made);
    expect(name(primaryKey(null, "b"))).not.toBe(made);
    expect(isGenerated("SYS_CONSTRAINT_mine")).toBe(false);
  });
});

test.each([
  ["int", "NUMBER(38,0)"],
  ["BIGINT", "NUMBER(38,0)"],
  ["number(5)", "NUMBER(5,0)"],
  ["decimal(10, 2)", "NUMBER(10,2)"],
  ["double precision", "FLOAT"],
  ["real", "FLOAT"],
  ["string", "VARCHAR"],
  ["text(30)", "VARCHAR(30)"],
  ["varchar(16777216)", "VARCHAR"],
  ["VARCHAR(134217728)", "VARCHAR"],
  ["char", "VARCHAR(1)"],
  ["character varying(9)", "VARCHAR(9)"],
  ["varbinary", "BINARY"],
  ["binary(8388608)", "BINARY"],
  ["time(9)", "TIME"],
  ["datetime", "TIMESTAMP_NTZ"],
  ["timestamp_tz(3)", "TIMESTAMP_TZ(3)"],
  ["timestamp with time zone", "TIMESTAMP_TZ"],
  ["timestamptz", "TIMESTAMP_TZ"],
  ["bool", "BOOLEAN"],
  ["variant", "VARIANT"],
  ["vector( float , 3 )", "VECTOR(FLOAT, 3)"],
  ["array(number(10,0) not null)", "ARRAY(NUMBER(10, 0) NOT NULL)"],
  ["decfloat(38)", "DECFLOAT"],
])("the type %s is %s", (given, canonical) => {
  expect(snowflake.types.canonical(given)).toBe(canonical);
  expect(snowflake.types.canonical(canonical)).toBe(canonical);
});

test.each([
  ["NULL", null],
  ["(0)", "0"],
  ["current_timestamp", "CURRENT_TIMESTAMP()"],
  ["true", "TRUE"],
  ["'a'", "'a'"],
  ["APP.PUBLIC.S.NEXTVAL", '"S".NEXTVAL'],
  ["app.other.s.nextval", '"OTHER"."S".NEXTVAL'],
  ['elsewhere.public."s".nextval', '"ELSEWHERE"."PUBLIC"."s".NEXTVAL'],
  ["public.s.nextval", '"S".NEXTVAL'],
])("the default %s is %s", (given, canonical) => {
  expect(canonicalDefault(given, ["APP", "PUBLIC"])).toBe(canonical);
  expect(canonicalDefault(canonical, ["APP", "PUBLIC"])).toBe(canonical);
});

test("a number is one default with and without zeros", () => {
  expect(defaultKey("1.50", "NUMBER(10,2)")).toBe(defaultKey("'1.5'", "NUMBER(10,2)"));
  expect(defaultKey("'1.50'", "VARCHAR")).toBeNull();
});

test("two slashes open a comment, so that an expression cannot end in one", () => {
  expect(fragmentProblem("a > 0 // all of them", "expression", snowflake.lexicon)).toContain(
    "ends in a comment",
  );
});

describe("statements", () => {
  test("a table with all that it may hold", () => {
    const id = column("id", "NUMBER(38,0)", {
      nullable: false,
      identity: { kind: "byDefault", numbers: { ...plainNumbers, start: "10" } },
      options: { order: "true" },
    });
    const all = table(
      [
        id,
        column("Name", "VARCHAR(9)", { comment: "it's", default: "'x'" }),
        column('"low"', "DATE"),
      ],
      [
        { ...primaryKey("pk_t", "id"), comment: "key" },
        foreignKey({ columns: ["id"] }),
        check("ck_t", "id > 0"),
      ],
      { comment: "table", options: { kind: "transient", clusterBy: "id, name" } },
    );
    expect(sql({ do: "createTable", table: all })).toEqual([
      `CREATE TRANSIENT TABLE "T" (
  "ID" NUMBER(38,0) NOT NULL AUTOINCREMENT START 10 INCREMENT 1 ORDER,
  "Name" VARCHAR(9) DEFAULT 'x' COMMENT 'it''s',
  "low" DATE,
  CONSTRAINT "PK_T" PRIMARY KEY ("ID") COMMENT 'key',
  CONSTRAINT "FK_T" FOREIGN KEY ("ID") REFERENCES "OTHER"."U" ("ID"),
  CONSTRAINT "CK_T" CHECK (id > 0)
) CLUSTER BY (id, name) COMMENT = 'table'`,
    ]);
  });

  const alter = (change: Partial<Column>, existing: Column = column("a", "VARCHAR(9)")) =>
    sql({ do: "alterColumn", table: t, name: "a", change, existing });
  const drop = { do: "dropConstraint", table: t, name: "n", dropped: null } as const;
  const none = { from: null, to: null, name: null } as const;

  test.each<readonly [string, readonly string[], readonly string[]]>([
    [
      "a CHECK of a table that is there looks at no row",
      sql({ do: "createConstraint", table: t, constraint: check("ck", "a > 0") }),
      ['ALTER TABLE "T" ADD CONSTRAINT "CK" CHECK (a > 0) ENABLE NOVALIDATE'],
    ],
    [
      "a key takes nothing along that nobody knows",
      sql({ ...drop, kind: "unique" }),
      ['ALTER TABLE "T" DROP CONSTRAINT "N" RESTRICT'],
    ],
    [
      "nothing hangs on a CHECK",
      sql({ ...drop, kind: "check" }),
      ['ALTER TABLE "T" DROP CONSTRAINT "N"'],
    ],
    [
      "a name of the server's is renamed",
      sql({
        do: "renameConstraint",
        table: t,
        kind: "unique",
        name: "SYS_CONSTRAINT_fe27c4f3-23f6-4091-92c4-5acd53cc5029",
        to: "uq_t",
      }),
      [
        'ALTER TABLE "T" RENAME CONSTRAINT "SYS_CONSTRAINT_fe27c4f3-23f6-4091-92c4-5acd53cc5029" TO "UQ_T"',
      ],
    ],
    [
      "a longer text",
      alter({ type: "VARCHAR(20)" }),
      ['ALTER TABLE "T" ALTER COLUMN "A" SET DATA TYPE VARCHAR(20)'],
    ],
    [
      "any text",
      alter({ type: "VARCHAR" }),
      ['ALTER TABLE "T" ALTER COLUMN "A" SET DATA TYPE VARCHAR'],
    ],
    [
      "fewer digits",
      alter({ type: "NUMBER(5,2)" }, column("a", "NUMBER(9,2)")),
      ['ALTER TABLE "T" ALTER COLUMN "A" SET DATA TYPE NUMBER(5,2)'],
    ],
    [
      "a default goes",
      alter({ default: null }, column("a", "DATE", { default: "'2020-01-01'" })),
      ['ALTER TABLE "T" ALTER COLUMN "A" DROP DEFAULT'],
    ],
    [
      "one sequence for another",
      alter({ default: "r.nextval" }, column("a", "NUMBER(38,0)", { default: '"S".NEXTVAL' })),
      ['ALTER TABLE "T" ALTER COLUMN "A" SET DEFAULT "R".NEXTVAL'],
    ],
    [
      "NOT NULL, comment and name",
      alter({ nullable: false, comment: "c", name: "b" }),
      [
        'ALTER TABLE "T" ALTER COLUMN "A" SET NOT NULL',
        `ALTER TABLE "T" ALTER COLUMN "A" COMMENT 'c'`,
        'ALTER TABLE "T" RENAME COLUMN "A" TO "B"',
      ],
    ],
    [
      "a comment goes",
      alter({ comment: null }),
      ['ALTER TABLE "T" ALTER COLUMN "A" UNSET COMMENT'],
    ],
    [
      "a clustering key comes",
      sql({ do: "alterTable", table: t, from: {}, to: { clusterBy: "a" } }),
      ['ALTER TABLE "T" CLUSTER BY (a)'],
    ],
    [
      "and goes",
      sql({ do: "alterTable", table: t, from: { clusterBy: "a" }, to: {} }),
      ['ALTER TABLE "T" DROP CLUSTERING KEY'],
    ],
    [
      "a sequence",
      sql({
        do: "createSequence",
        sequence: {
          ...plainNumbers,
          schema: "app",
          name: "s",
          type: "bigint",
          ownedBy: null,
          comment: "c",
          increment: "2",
        },
      }),
      [`CREATE SEQUENCE "APP"."S" START = 1 INCREMENT = 2 COMMENT = 'c'`],
    ],
    [
      "comments come and go",
      [
        ...sql({ ...none, do: "setComment", on: "table", owner: t, to: "a\\b" }),
        ...sql({ ...none, do: "setComment", on: "schema", owner: { schema: null, name: "s" } }),
      ],
      [String.raw`ALTER TABLE "T" SET COMMENT = 'a\\b'`, 'ALTER SCHEMA "S" UNSET COMMENT'],
    ],
    [
      "drops restrict",
      [
        ...sql({ do: "dropTable", table: t, dropped: null }),
        ...sql({ do: "dropColumn", table: t, name: "a", dropped: null }),
        ...sql({ do: "dropSchema", name: "s" }),
      ],
      [
        'DROP TABLE "T" RESTRICT',
        'ALTER TABLE "T" DROP COLUMN "A" RESTRICT',
        'DROP SCHEMA "S" RESTRICT',
      ],
    ],
    [
      "rows",
      sql({
        do: "bulkInsert",
        table: t,
        rows: [
          { a: 1, b: "it's" },
          { a: null, b: true },
        ],
      }),
      [`INSERT INTO "T" ("A", "B") VALUES\n  (1, 'it''s'),\n  (NULL, TRUE)`],
    ],
  ])("%s", (_, said, wanted) => {
    expect(said).toEqual(wanted);
  });

  test("DDL commits by itself, and is told so", () => {
    const [statement] = snowflake.ddl.statements({ do: "dropSchema", name: "s" }, empty);
    expect(statement).toMatchObject({ transaction: "commits", changes: "schema" });
  });
});

describe("what Snowflake cannot keep is refused where a declaration meets it", () => {
  const declared = (whole: Table) => () => snowflake.normalize({ ...empty, tables: [whole] });
  const a = column("a", "int");
  const pk = primaryKey("pk", "a");
  const virtual = (expression: string) => ({ expression, stored: false });
  const hybrid = { options: { kind: "hybrid" } };

  test.each<readonly [Action, string]>([
    ["cascade", "CASCADE"],
    ["setNull", "SET NULL"],
    ["setDefault", "SET DEFAULT"],
    ["restrict", "RESTRICT"],
  ])("a foreign key that does %s", (action, words) => {
    expect(declared(table([a], [foreignKey({ onDelete: action })]))).toThrow(
      `foreign key fk_t of table t: ON DELETE ${words}: Snowflake takes the statement and makes no constraint`,
    );
    expect(declared(table([a], [foreignKey({ onUpdate: action })]))).toThrow(`ON UPDATE ${words}`);
    expect(() =>
      sql({ do: "createConstraint", table: t, constraint: foreignKey({ onDelete: action }) }),
    ).toThrow("makes no constraint");
  });

  test.each<readonly [string, Table, string]>([
    ["deferrable", table([a], [foreignKey({ deferral: "initiallyDeferred" })]), "DEFERRABLE"],
    ["match", table([a], [foreignKey({ match: "partial" })]), "MATCH PARTIAL"],
    [
      "check",
      table([a], [{ ...check("ck", "a > 0"), enforced: false } as Constraint]),
      "NOT ENFORCED",
    ],
    [
      "index",
      table([a], [], { indexes: [plainIndex(byAuthor("ix"), [plainElement({ column: "a" })])] }),
      "hybrid tables only",
    ],
    ["kind", table([a], [], { options: { kind: "eternal" } }), "give"],
    ["hybrid without a key", table([a], [], hybrid), "a primary key from the start"],
    ["hybrid with a CHECK", table([a], [pk, check("ck", "a > 0")], hybrid), "have no CHECKs"],
    [
      "hybrid and clustered",
      table([a], [pk], { options: { kind: "hybrid", clusterBy: "a" } }),
      "no clustering key",
    ],
    [
      "hybrid that cascades",
      table([a], [pk, foreignKey({ onDelete: "cascade" })], hybrid),
      "ON DELETE CASCADE: a foreign key of a hybrid table takes RESTRICT and NO ACTION only",
    ],
    [
      "unique index",
      table([a], [pk], {
        ...hybrid,
        indexes: [{ ...plainIndex(byAuthor("ix"), [plainElement({ column: "a" })]), unique: true }],
      }),
      "declare a unique constraint",
    ],
    [
      "index of an expression",
      table([a], [pk], {
        ...hybrid,
        indexes: [plainIndex(byAuthor("ix"), [plainElement({ expression: "a + 1" })])],
      }),
      "no expressions",
    ],
    [
      "a stored column",
      table([column("g", "int", { generated: { expression: "1", stored: true } })]),
      "none is stored",
    ],
    [
      "a virtual column that is NOT NULL",
      table([column("g", "int", { nullable: false, generated: virtual("1") })]),
      "takes no NOT NULL",
    ],
    [
      "a virtual column in a primary key",
      table([column("a", "int", { generated: virtual("1") })], [pk]),
      "a is a virtual column",
    ],
    [
      "a virtual column of one with a default",
      table([
        column("d", "int", { default: "1" }),
        column("g", "int", { generated: virtual("d") }),
      ]),
      "it is computed of d, which has a default",
    ],
    ["collation", table([column("c", "text", { collation: "de" })]), "collations"],
    ["onUpdate", table([column("c", "date", { onUpdate: "now()" })]), "no ON UPDATE"],
    [
      "identity",
      table([
        column("i", "int", {
          identity: { kind: "always", numbers: { ...plainNumbers, cycle: true } },
        }),
      ]),
      "a start and an increment only",
    ],
  ])("%s", (_, whole, says) => {
    let told: unknown = null;
    try {
      declared(whole)();
    } catch (thrown) {
      told = thrown;
    }
    expect(told).toMatchObject({ code: "unsupported" });
    expect(`${String(told)} ${String(Reflect.get(Object(told), "todo"))}`).toContain(says);
  });

  const alter = (change: Partial<Column>, existing: Column) => () =>
    sql({ do: "alterColumn", table: t, name: "a", change, existing });

  test.each<readonly [string, () => unknown, string]>([
    [
      "a shorter text",
      alter({ type: "VARCHAR(5)" }, column("a", "VARCHAR(9)")),
      "cannot make VARCHAR(9) VARCHAR(5)",
    ],
    [
      "another scale",
      alter({ type: "NUMBER(9,3)" }, column("a", "NUMBER(9,2)")),
      "at the same scale",
    ],
    [
      "another expression",
      alter({ generated: virtual("b") }, column("a", "int", { generated: virtual("c") })),
      "compute it otherwise where it stands",
    ],
    ["another family", alter({ type: "DATE" }, column("a", "VARCHAR")), "cannot make VARCHAR DATE"],
    ["a new default", alter({ default: "1" }, column("a", "NUMBER(38,0)")), "the default 1"],
    [
      "a counter",
      alter({ identity: { kind: "byDefault", numbers: plainNumbers } }, a),
      "an identity",
    ],
    [
      "another kind of table",
      () => sql({ do: "alterTable", table: t, from: {}, to: { kind: "transient" } }),
      "cannot make a permanent table transient",
    ],
    [
      "a default that is no literal, on a column that is added",
      () =>
        sql({
          do: "addColumn",
          table: t,
          column: column("a", "DATE", { default: "CURRENT_DATE()" }),
        }),
      "takes a literal",
    ],
    [
      "a default from a sequence, on a column that is added",
      () =>
        sql({
          do: "addColumn",
          table: t,
          column: column("a", "NUMBER(38,0)", { default: '"S".NEXTVAL' }),
        }),
      'not "S".NEXTVAL',
    ],
    [
      "an index of a table that is no hybrid one",
      () => sql({ do: "dropIndex", table: t, name: "i", dropped: null }, [table([a])]),
      "hybrid tables only",
    ],
    [
      "another primary key of a hybrid table",
      () =>
        sql({ do: "dropConstraint", table: t, kind: "primaryKey", name: "pk", dropped: null }, [
          table([a], [pk], hybrid),
        ]),
      "the one that it was made with",
    ],
    [
      "another name of an index",
      () => sql({ do: "renameIndex", table: t, name: "i", to: "j" }),
      "cannot rename it",
    ],
    ["an enum", () => sql({ do: "dropEnum", enum: { schema: null, name: "e" } }), "no enum types"],
    [
      "where a sequence starts",
      () =>
        sql({
          do: "alterSequence",
          from: { ...plainNumbers, ...t, type: "bigint", ownedBy: null, comment: null },
          to: { ...plainNumbers, ...t, type: "bigint", ownedBy: null, comment: null, start: "9" },
        }),
      "where a sequence starts",
    ],
    [
      "a constraint's comment",
      () => sql({ do: "setComment", on: "constraint", owner: t, name: "n", from: null, to: "c" }),
      "only where it is made",
    ],
  ])("%s", (_, run, says) => {
    expect(run).toThrow(says);
  });
});

test("a declaration is put into the catalogue's words, once", () => {
  const whole = table(
    [
      column("ID", "int", {
        identity: { kind: "always", numbers: { ...plainNumbers, start: "1" } },
      }),
      column("n", "string", { comment: "" }),
    ],
    [primaryKey("PK_T", "ID"), foreignKey({ match: "full", enforced: false, validated: false })],
    { name: "T" },
  );
  const once = snowflake.normalize({ ...empty, tables: [whole] });
  expect(once.tables).toEqual([
    table(
      [
        column("id", "NUMBER(38,0)", {
          nullable: false,
          identity: { kind: "byDefault", numbers: plainNumbers },
        }),
        column("n", "VARCHAR"),
      ],
      [primaryKey("pk_t", "id"), foreignKey()],
    ),
  ]);
  expect(snowflake.normalize(once)).toEqual(once);
});

test("a foreign key between a hybrid table and one that is none is refused", () => {
  const parent = table([column("id", "int")], [primaryKey("pk_u", "id")], {
    name: "u",
    options: { kind: "hybrid" },
  });
  const child = table([column("a", "int")], [foreignKey({ target: { schema: null, name: "u" } })]);
  expect(() => snowflake.normalize({ ...empty, tables: [parent, child] })).toThrow(
    "foreign key fk_t of table t: one of it and u is a hybrid table, and the other is not",
  );
});

test("a foreign key that lists the columns of a key in another order is refused", () => {
  const parent = table([column("x", "int"), column("y", "int")], [primaryKey("pk_u", "x", "y")], {
    name: "u",
  });
  const child = table(
    [column("a", "int"), column("b", "int")],
    [
      foreignKey({
        columns: ["a", "b"],
        target: { schema: null, name: "u" },
        targetColumns: ["y", "x"],
      }),
    ],
  );
  expect(() => snowflake.normalize({ ...empty, tables: [parent, child] })).toThrow(
    "it lists the columns of u as (y, x), and the key over them is (x, y)",
  );
});
