/** The list of passes that make two schemas alike: its order, and that two schemas which say the same differ without each of them. */
import { compareNormalized } from "../../src/compare/index.js";
import { dialects, type DialectName } from "../../src/dialects/index.js";
import { plainColumn, type Schema, type Table, type View } from "../../src/model/index.js";
import { normalize, normalizeUnasked } from "../../src/normalize/index.js";
import type { Settings, Side } from "../../src/normalize/index.js";
import { passesOf } from "../../src/normalize/passes.js";
import {
  author,
  check,
  column,
  foreignKey,
  index,
  line,
  nameless,
  primaryKey,
  schema,
  server,
  table,
  unique,
} from "../compare/schemas.js";

const first = [
  "server-words",
  "implied-indexes",
  "excluded",
  "unread-objects",
  "unread-constraints",
  "undeclared-objects",
  "lent-names",
];
const last = [
  "generated-names",
  "identifier-case",
  "excluded-parts",
  "database-collation",
  "charset-alone",
  "inherited-collation-live",
  "inherited-collation-declared",
  "witness",
  "witness-of-objects",
];
const mysqlQuirks = [
  "mysql-primary-key-name",
  "mysql-int-display-width",
  "mysql-literal-introducer",
  "mysql-usual-engine",
  "mysql-key-block-size",
  "mysql-no-comments-on-foreign-keys-and-checks",
];

const lists: Readonly<Record<DialectName, readonly string[]>> = {
  postgres: [...first, "postgres-not-null-has-no-name", "postgres-in-list-cast", ...last],
  mysql: [...first, ...mysqlQuirks, ...last],
  mariadb: [...first, ...mysqlQuirks, ...last],
  sqlite: [...first, "sqlite-rowid-alias-nullability", "sqlite-no-comments", ...last],
  snowflake: [...first, ...last],
};

const idsOf = (dialect: DialectName): readonly string[] =>
  passesOf(dialects[dialect]).map(({ id }) => id);

const names: readonly DialectName[] = ["postgres", "mysql", "mariadb", "sqlite", "snowflake"];

test.each(names)("the passes of %s, in their order", (name) => {
  expect(idsOf(name)).toEqual(lists[name]);
});

interface Example {
  readonly dialect: DialectName;
  readonly version?: readonly number[];
  readonly live: readonly Table[];
  readonly declared: readonly Table[];
  readonly origins: readonly [live: Side["origin"], declared: Side["origin"]];
  readonly unspecified?: Settings["unspecified"];
  readonly exclude?: Settings["exclude"];
  readonly print?: Settings["print"];
  readonly views?: readonly [live: readonly View[], declared: readonly View[]];
  readonly listed?: readonly [live: readonly string[], declared: readonly string[]];
  /** Those of the two databases. */
  readonly collations?: readonly [live: string, declared: string];
  /** The live side could not read its CHECKs. */
  readonly hidden?: true;
  readonly printObjects?: Settings["printObjects"];
}

const view = (query: string): View => ({
  schema: null,
  name: "v",
  query,
  columns: null,
  securityBarrier: false,
  securityInvoker: false,
  checkOption: null,
  returns: [],
  comment: null,
});

const fromDatabase = ["read", "declared"] as const;
const given = ["given", "given"] as const;

/** Two sides that say the same, and differ unless the pass brings them together. */
const examples: Readonly<Record<string, Example>> = {
  "server-words": {
    dialect: "postgres",
    origins: fromDatabase,
    live: [table("t", [column("a", "integer")])],
    declared: [table("t", [column("a", "int4")])],
  },
  "implied-indexes": {
    dialect: "mysql",
    origins: fromDatabase,
    live: [
      table(
        "t",
        [column("a", "int")],
        [foreignKey(author("fk"), "a", "u")],
        [index(author("mine"), "a")],
      ),
    ],
    declared: [table("t", [column("a", "int")], [foreignKey(author("fk"), "a", "u")])],
  },
  excluded: {
    dialect: "postgres",
    origins: fromDatabase,
    live: [table("schema_diff_version", [column("revision", "text")])],
    declared: [],
  },
  "unread-objects": {
    dialect: "postgres",
    origins: given,
    live: [],
    declared: [],
    views: [[view("SELECT 1")], []],
    listed: [[], ["v"]],
  },
  "unread-constraints": {
    dialect: "snowflake",
    origins: fromDatabase,
    live: [table("t", [column("a", "DATE")])],
    declared: [table("t", [column("a", "DATE")], [check(author("c"), "a > 0")])],
    listed: [["CHECK_CONSTRAINTS"], []],
    hidden: true,
  },
  "undeclared-objects": {
    dialect: "postgres",
    origins: fromDatabase,
    live: [],
    declared: [],
    views: [[view("SELECT 1")], []],
  },
  "lent-names": {
    dialect: "sqlite",
    origins: fromDatabase,
    live: [table("t", [column("a", "INTEGER")], [unique(nameless, "a")])],
    declared: [table("t", [column("a", "INTEGER")], [unique(author("uq_t_a"), "a")])],
  },
  "postgres-not-null-has-no-name": {
    dialect: "postgres",
    version: [17, 2],
    origins: given,
    live: [table("t", [column("a", "integer", { nullable: false })])],
    declared: [
      table("t", [column("a", "integer", { nullable: false, options: { notNull: "nn" } })]),
    ],
  },
  "postgres-in-list-cast": {
    dialect: "postgres",
    origins: given,
    live: [
      table("t", [], [check(author("c"), "a = ANY ((ARRAY['x'::character varying])::text[])")]),
    ],
    declared: [
      table("t", [], [check(author("c"), "a = ANY (ARRAY[('x'::character varying)::text])")]),
    ],
  },
  "mysql-primary-key-name": {
    dialect: "mysql",
    origins: given,
    live: [table("t", [column("a", "int")], [primaryKey(server("PRIMARY"), "a")])],
    declared: [table("t", [column("a", "int")], [primaryKey(author("pk_t"), "a")])],
  },
  "mysql-int-display-width": {
    dialect: "mysql",
    origins: given,
    live: [table("t", [column("a", "int(11)")])],
    declared: [table("t", [column("a", "int")])],
  },
  "mysql-literal-introducer": {
    dialect: "mysql",
    origins: given,
    live: [table("t", [], [check(author("c"), "(`a` = _utf8mb4'x')")])],
    declared: [table("t", [], [check(author("c"), "(`a` = 'x')")])],
  },
  "mysql-usual-engine": {
    dialect: "mysql",
    origins: fromDatabase,
    unspecified: "absent",
    live: [table("t", [plainColumn("a", "int")])],
    declared: [{ ...table("t", [plainColumn("a", "int")]), options: { engine: "innodb" } }],
  },
  "mysql-key-block-size": {
    dialect: "mysql",
    origins: fromDatabase,
    live: [
      {
        ...table("t", [column("a", "int")], [], [index(author("i"), "a")]),
        options: { keyBlockSize: "8" },
      },
    ],
    declared: [
      table(
        "t",
        [column("a", "int")],
        [],
        [{ ...index(author("i"), "a"), options: { keyBlockSize: "8" } }],
      ),
    ],
  },
  "mysql-no-comments-on-foreign-keys-and-checks": {
    dialect: "mysql",
    origins: given,
    live: [table("t", [], [check(author("c"), "(`a` = 1)")])],
    declared: [table("t", [], [{ ...check(author("c"), "(`a` = 1)"), comment: "told" }])],
  },
  "sqlite-rowid-alias-nullability": {
    dialect: "sqlite",
    origins: given,
    live: [table("t", [column("a", "INTEGER")], [primaryKey(nameless, "a")])],
    declared: [
      table("t", [column("a", "INTEGER", { nullable: false })], [primaryKey(nameless, "a")]),
    ],
  },
  "sqlite-no-comments": {
    dialect: "sqlite",
    origins: given,
    live: [table("t", [column("a", "INTEGER")])],
    declared: [table("t", [column("a", "INTEGER", { comment: "told" })])],
  },
  "generated-names": {
    dialect: "postgres",
    origins: ["declared", "declared"],
    live: [table("t", [column("a")], [unique(nameless, "a")])],
    declared: [table("t", [column("a")], [unique(author("t_a_key"), "a")])],
  },
  "identifier-case": {
    dialect: "mysql",
    origins: fromDatabase,
    live: [table("t", [column("a", "int")])],
    declared: [table("t", [column("A", "int")])],
  },
  "excluded-parts": {
    dialect: "postgres",
    origins: fromDatabase,
    exclude: ["column:t.b"],
    live: [table("t", [column("a"), column("b")], [check(author("c"), "(b > a)")])],
    declared: [table("t", [column("a")])],
  },
  "database-collation": {
    dialect: "mysql",
    origins: given,
    unspecified: "absent",
    collations: ["utf8mb4_bin", "latin1_bin"],
    live: [table("t", [plainColumn("a", "text")])],
    declared: [
      { ...table("t", [plainColumn("a", "text")]), options: { collation: "utf8mb4_bin" } },
    ],
  },
  "charset-alone": {
    dialect: "mysql",
    origins: fromDatabase,
    live: [
      {
        ...table("t", [
          { ...plainColumn("a", "text"), collation: "latin1_bin" },
          plainColumn("b", "text"),
        ]),
        options: { collation: "utf8mb4_bin" },
      },
    ],
    declared: [
      {
        ...table("t", [
          { ...plainColumn("a", "text"), options: { charset: "latin1" } },
          { ...plainColumn("b", "text"), options: { charset: "utf8mb4" } },
        ]),
        options: { charset: "utf8mb4" },
      },
    ],
  },
  "inherited-collation-live": {
    dialect: "mysql",
    origins: fromDatabase,
    live: [{ ...table("t", [plainColumn("a", "text")]), options: { collation: "utf8mb4_bin" } }],
    declared: [table("t", [{ ...plainColumn("a", "text"), collation: "utf8mb4_bin" }])],
  },
  "inherited-collation-declared": {
    dialect: "mysql",
    origins: given,
    unspecified: "absent",
    live: [
      {
        ...table("t", [{ ...plainColumn("a", "text"), collation: "utf8mb4_bin" }]),
        options: { collation: "utf8mb4_bin" },
      },
    ],
    declared: [
      { ...table("t", [plainColumn("a", "text")]), options: { collation: "utf8mb4_bin" } },
    ],
  },
  witness: {
    dialect: "postgres",
    origins: fromDatabase,
    live: [table("t", [column("a")], [check(author("c"), "(a = 1)")])],
    declared: [table("t", [column("a")], [check(author("c"), "a IN (1)")])],
    print: async (tables) =>
      tables.map((t) => ({ table: { ...t, constraints: [check(author("c"), "(a = 1)")] } })),
  },
  "witness-of-objects": {
    dialect: "postgres",
    origins: fromDatabase,
    live: [],
    declared: [],
    views: [[view("SELECT (1)")], [view("select 1.0::int")]],
    printObjects: async (objects) =>
      objects.map(({ object }) => ({
        object: { ...object, query: "SELECT (1)" },
        readsLive: false,
      })),
  },
};

const sideOf = (
  dialect: DialectName,
  tables: readonly Table[],
  origin: Side["origin"],
  views: readonly View[] = [],
  listed: readonly string[] = [],
  version: readonly number[] = [],
  hidden = false,
): Side & { readonly schema: Schema } => ({
  schema: {
    ...schema(...tables),
    dialect,
    version,
    ...(views.length > 0 && { objects: { view: views } }),
    notCompared: listed.map((name) => ({
      kind: "view",
      schema: null,
      name,
      table: null,
      definition: null,
      ...(hidden && { hides: ["check"] as const }),
    })),
  },
  origin,
  convention: null,
});

const found = async (example: Example, off: string): Promise<readonly string[]> => {
  const {
    dialect,
    live,
    declared,
    origins,
    views,
    listed,
    unspecified = "noOpinion",
    version,
  } = example;
  const [one, other] = [
    sideOf(dialect, live, origins[0], views?.[0], listed?.[0], version, example.hidden),
    sideOf(dialect, declared, origins[1], views?.[1], listed?.[1], version),
  ];
  const { collations } = example;
  const withCollation = (side: typeof one, defaultCollation: string | undefined): typeof one =>
    defaultCollation === undefined
      ? side
      : { ...side, schema: { ...side.schema, defaultCollation } };
  const normal = await normalize(
    {
      live: withCollation(one, collations?.[0]),
      declared: withCollation(other, collations?.[1]),
    },
    {
      dialect: dialects[dialect],
      exclude: example.exclude ?? [],
      unspecified,
      // Between two given sides only what neither of them can know stays out.
      undeclaredObjects: origins === fromDatabase ? "skip" : "compare",
      print: example.print ?? null,
      printObjects: example.printObjects ?? null,
    },
    passesOf(dialects[dialect]).filter(({ id }) => id !== off),
  );
  const { changes, undecided } = compareNormalized(normal.live, normal.declared, {
    doubts: normal.doubts,
    unspecified,
  });
  return [...changes.map(line), ...undecided.map(({ kind }) => `undecided ${kind}`)];
};

test("every pass has an example", () => {
  const ids = new Set(Object.values(lists).flat());
  expect(Object.keys(examples).sort()).toEqual([...ids].sort());
});

test.each(Object.entries(examples))(
  "%s makes two sides alike that differ without it",
  async (id, example) => {
    expect(await found(example, "none")).toEqual([]);
    expect(await found(example, id)).not.toEqual([]);
  },
);

test("what the witness could not be asked about is told", async () => {
  const { dialect, live, declared } = {
    dialect: "postgres" as const,
    live: [table("t", [column("a")], [check(author("c"), "(a = 1)")])],
    declared: [table("t", [column("a")], [check(author("c"), "a IN (1)")])],
  };
  const sides = {
    live: sideOf(dialect, live, "read"),
    declared: sideOf(dialect, declared, "declared"),
  };
  const settings: Settings = {
    dialect: dialects[dialect],
    exclude: [],
    unspecified: "noOpinion",
    print: null,
  };
  expect((await normalize(sides, settings)).doubts).toMatchObject([{ table: "t" }]);
  expect(normalizeUnasked(sides, settings).doubts).toEqual([]);
});
