/** What is wrong with a declaration is said with its place and the way out; what is right is one plain frozen value. */
import {
  array,
  boolean,
  check,
  declare,
  enumeration,
  exclude,
  finalName,
  foreignKey,
  index,
  integer,
  isMetaData,
  MetaData,
  numeric,
  primaryKey,
  sql,
  table,
  text,
  unique,
  type NamingConvention,
} from "../../src/metadata/index.js";
import { nameText, ofKind, SchemaDiffError } from "../../src/model/index.js";
import { characters, native, plain } from "./fake.js";

const said = (
  make: (metadata: MetaData) => unknown,
  options: ConstructorParameters<typeof MetaData>[0] = {},
  dialect = native,
): string => {
  try {
    const metadata = new MetaData(options);
    make(metadata);
    declare(metadata, dialect);
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError)
      return `${thrown.code}: ${thrown.message}; ${thrown.todo}`;
    throw thrown;
  }
  return "";
};

const user = (metadata: MetaData) =>
  table("user", metadata, { id: integer().primaryKey(), name: text() });

describe("a declaration is refused for", () => {
  it.each<[string, (metadata: MetaData) => unknown, RegExp]>([
    [
      "an unknown table",
      (m) => [user(m), table("a", m, { user_id: integer().references("usr.id") })],
      /^metadata: the foreign key \(user_id\) of table a points to table "usr", which is not declared; did you mean "user"\? the tables are user, a/,
    ],
    [
      "an unknown column",
      (m) => [user(m), table("a", m, { user_id: integer().references("user.ids") })],
      /the foreign key \(user_id\) of table a names the column "ids", which table user does not have; did you mean "id"\? the columns are id, name/,
    ],
    [
      "a target without a column",
      (m) => [user(m), table("a", m, { user_id: integer().references("user") })],
      /points to "user"; write "table.column"/,
    ],
    [
      "a target of two tables",
      (m) => [
        user(m),
        table("a", m, { x: integer(), y: integer() }, (t) => [
          foreignKey([t.x, t.y], ["user.id", "a.y"]),
        ]),
      ],
      /columns of two tables, user and a/,
    ],
    [
      "too few columns",
      (m) => [
        user(m),
        table("a", m, { x: integer(), y: integer() }, (t) => [foreignKey([t.x, t.y], ["user.id"])]),
      ],
      /has 2 columns and points to 1/,
    ],
    [
      "a column that is not there yet",
      (m) => table("a", m, { x: integer().references(() => JSON.parse("{}").id) }),
      /points to a column that is undefined/,
    ],
    [
      "another table's column",
      (m) => [
        user(m),
        table("a", m, { x: integer() }, () => [unique([user(new MetaData()).c.id])]),
      ],
      /unique of table a names the column "id" of table user/,
    ],
    [
      "an unknown column by text",
      (m) =>
        table("a", m, { total: integer() }, JSON.parse("[]")).add(unique(JSON.parse('["totl"]'))),
      /names the column "totl".*did you mean "total"/,
    ],
    ["two tables of one name", (m) => [user(m), user(m)], /table user is declared twice/],
    [
      "two columns of one name",
      (m) => table("a", m, { x: integer(), y: integer().named("x") }),
      /two columns called "x"/,
    ],
    [
      "two primary keys",
      (m) => table("a", m, { x: integer() }, (t) => [primaryKey([t.x]), primaryKey([t.x])]),
      /declares 2 primary keys/,
    ],
    [
      "a primary key said twice and apart",
      (m) => table("a", m, { x: integer().primaryKey(), y: integer() }, (t) => [primaryKey([t.y])]),
      /column "x" of table a says \.primaryKey\(\)/,
    ],
    [
      "an empty check",
      (m) => table("a", m, { x: integer() }, [check(" ")]),
      /a check of table a is empty/,
    ],
    ["an empty unique", (m) => table("a", m, { x: integer() }, [unique([])]), /names no columns/],
    [
      "an index of nothing",
      (m) => table("a", m, { x: integer() }, [index("i", [])]),
      /has no elements/,
    ],
    [
      "no column type",
      (m) => table("a", m, JSON.parse('{"x": 1}')),
      /column "x" of table "a" is no column type/,
    ],
    [
      "options in the place of constraints",
      (m) => table("a", m, { x: integer() }, JSON.parse('{"comment": "x"}')),
      /what follows the columns of table "a" is no list/,
    ],
    [
      "an enum of two minds",
      (m) => table("a", m, { x: enumeration("e", ["a"]), y: enumeration("e", ["b"]) }),
      /the enum e is declared with two sets of values, \(a\) and \(b\)/,
    ],
    [
      "an enum value twice",
      (m) => table("a", m, { x: enumeration("e", ["a", "a"]) }),
      /lists "a" twice/,
    ],
    [
      "a table's name that is too long",
      (m) => table("é".repeat(32), m, { x: integer() }),
      /has 64 bytes, and 63 are the limit/,
    ],
    [
      "a column's name that is too long",
      (m) => table("a", m, { ["x".repeat(64)]: integer() }),
      /of a column of table a has 64 bytes/,
    ],
    [
      "a constraint's name that is too long",
      (m) => table("a", m, { x: integer().unique("u".repeat(64)) }),
      /^naming: .*UNIQUE \(x\) of table a has 64 bytes/,
    ],
    [
      "one name twice",
      (m) => [
        table("a", m, { x: integer().unique("u") }),
        table("b", m, { x: integer().unique("u") }),
      ],
      /^naming: "u" names both UNIQUE of table a and UNIQUE of table b/,
    ],
    [
      "a sequence's owner",
      (m) => m.sequence("s", { ownedBy: "a.x" }),
      /the sequence s is owned by a column of table "a", which is not declared/,
    ],
  ])("%s", (_what, make, message) => expect(said(make)).toMatch(message));

  it("two constraints that the convention names alike", () => {
    const namingConvention: NamingConvention = {
      fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    };
    const make = (m: MetaData): unknown => [
      table("p", m, { a: integer().primaryKey(), b: integer().primaryKey() }),
      table("t", m, { x: integer(), y: integer() }, (t) => [
        foreignKey([t.x, t.y], ["p.a", "p.b"]),
        foreignKey([t.x], ["p.a"]),
      ]),
    ];
    expect(said(make, { namingConvention })).toMatch(
      /^naming: "fk_t_x_p" names both FOREIGN KEY of table t and FOREIGN KEY of table t; name one of them/,
    );
  });

  it("a token that nobody knows, before anything uses it", () => {
    expect(said(user, { namingConvention: { xc: "xc_%(tabel_name)s" } })).toMatch(
      /^naming: the token %\(tabel_name\)s .* is unknown/,
    );
  });
});

it("warns of a prefix that is given twice, and of options that no dialect knows", () => {
  const metadata = new MetaData({
    namingConvention: { ck: "ck_%(table_name)s_%(constraint_name)s" },
  });
  table("t", metadata, { x: integer() }, [check("x > 1", { name: "ck_t_x" })], {
    options: { engin: "InnoDB" },
  });
  expect(declare(metadata, native).warnings).toEqual([
    expect.stringMatching(
      /no dialect knows the option "engin" of table t: did you mean "engine"\?/,
    ),
    expect.stringMatching(/already begins with "ck_t_"/),
  ]);
});

it("gives one plain, frozen value, and can be asked again for another dialect", () => {
  const metadata = new MetaData();
  table("t", metadata, { x: boolean(), n: numeric(8, 2).default(5).comment("net") }, (t) => [
    unique([t.x]),
  ]);
  const { schema } = declare(metadata, native);
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  expect(Object.isFrozen(schema.tables[0]?.constraints[0]?.name)).toBe(true);
  const values = (): object => ({ ...declare(metadata, native), placeOf: null });
  expect(values()).toEqual(values());
  expect(
    ofKind(declare(metadata, plain).schema.tables[0]?.constraints ?? [], "check"),
  ).toHaveLength(1);
  expect(
    ofKind(declare(metadata, characters).schema.tables[0]?.constraints ?? [], "check"),
  ).toHaveLength(0);
});

it("tells a MetaData of another copy of the module", () => {
  expect(isMetaData(new MetaData())).toBe(true);
  expect(isMetaData({ [Symbol.for("schema-diff.MetaData")]: {} })).toBe(true);
  expect(isMetaData({})).toBe(false);
});

it("puts everything into the MetaData's schema, and calls the default schema null on tables and foreign keys alike", () => {
  const make = (): MetaData => {
    const metadata = new MetaData({ schema: "app" });
    user(metadata);
    table(
      "a",
      metadata,
      { user_id: integer().references("user.id"), mood: enumeration("mood", ["x"]) },
      (t) => [index(null, [t.user_id])],
    );
    table("outside", metadata, { user_id: integer().references("app.user.id") }, [], {
      schema: null,
    });
    return metadata;
  };
  const there = declare(make(), native).schema;
  expect(there.namespaces).toEqual([{ name: "app", comment: null }]);
  expect(there.enums).toMatchObject([{ schema: "app", name: "mood" }]);
  expect(there.tables.map((t) => [t.schema, t.name])).toEqual([
    [null, "outside"],
    ["app", "a"],
    ["app", "user"],
  ]);
  expect(
    there.tables.flatMap((t) => ofKind(t.constraints, "foreignKey").map((f) => f.target.schema)),
  ).toEqual(["app", "app"]);
  const here = declare(make(), native, { defaultSchema: "app" }).schema;
  expect(here.namespaces).toEqual([]);
  expect(here.enums).toMatchObject([{ schema: null, name: "mood" }]);
  expect(
    here.tables.flatMap((t) => ofKind(t.constraints, "foreignKey").map((f) => f.target.schema)),
  ).toEqual([null, null]);
  expect(here.tables.flatMap((t) => t.indexes.map((i) => nameText(i.name)))).toEqual([
    "ix_app_a_user_id",
  ]);
});

it("says everything that an index and an EXCLUDE can hold", () => {
  const metadata = new MetaData();
  const t = table("t", metadata, { a: integer(), b: text(), tags: array(text()) });
  index(
    "i",
    [
      t.c.a.desc().nullsLast(),
      t.c.b.prefix(10).collate("C").operatorClass("text_pattern_ops"),
      sql`lower(${t.c.b}) || ${"it's"}`.desc(),
      t.c.a.nullsLast(),
    ],
    {
      unique: true,
      nulls: "notDistinct",
      where: sql`${t.c.a} > ${5}`,
      method: "gin",
      include: [t.c.tags],
      comment: "c",
      options: { fillfactor: "70" },
    },
  );
  exclude(
    [
      [t.c.a, "="],
      [sql`int4range(${t.c.a}, 5)`, "&&"],
    ],
    { name: finalName("x"), where: "a > 1", initially: "deferred" },
  );
  const [made] = declare(metadata, native).schema.tables;
  expect(made?.indexes).toEqual([
    {
      name: { from: "author", text: "i" },
      unique: true,
      nulls: "notDistinct",
      method: "gin",
      include: ["tags"],
      where: '"a" > 5',
      comment: "c",
      options: { fillfactor: "70" },
      elements: [
        {
          of: { column: "a" },
          descending: true,
          nulls: "last",
          collation: null,
          operatorClass: null,
          prefix: null,
        },
        {
          of: { column: "b" },
          descending: false,
          nulls: null,
          collation: "C",
          operatorClass: "text_pattern_ops",
          prefix: 10,
        },
        {
          of: { expression: `lower("b") || 'it''s'` },
          descending: true,
          nulls: null,
          collation: null,
          operatorClass: null,
          prefix: null,
        },
        {
          of: { column: "a" },
          descending: false,
          nulls: null,
          collation: null,
          operatorClass: null,
          prefix: null,
        },
      ],
    },
  ]);
  expect(made?.constraints).toMatchObject([
    {
      kind: "exclude",
      name: { text: "x" },
      method: "gist",
      where: "a > 1",
      deferral: "initiallyDeferred",
      elements: [
        { of: { column: "a" }, operator: "=" },
        { of: { expression: 'int4range("a", 5)' }, operator: "&&" },
      ],
    },
  ]);
});

it("a property may be called otherwise than its column", () => {
  const metadata = new MetaData({
    namingConvention: { uq: "uq_%(column_0_key)s_%(column_0_name)s" },
  });
  table("t", metadata, { userId: integer().named("user_id").unique() });
  table("u", metadata, {
    id: integer().references("t.userId"),
    other: integer().references("t.user_id"),
  });
  const { tables } = declare(metadata, native).schema;
  expect(tables[0]?.constraints).toMatchObject([
    { columns: ["user_id"], name: { text: "uq_userId_user_id" } },
  ]);
  expect(ofKind(tables[1]?.constraints ?? [], "foreignKey").map((f) => f.targetColumns)).toEqual([
    ["user_id"],
    ["user_id"],
  ]);
});
