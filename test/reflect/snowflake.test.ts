/** Snowflake through its own driver, on the tests' server or on an account: what drops take along, what is adopted, what users of other tools complain about, and a whole flow. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  check,
  diff,
  foreignKey,
  integer,
  MetaData,
  Migrator,
  numeric,
  primaryKey,
  prove,
  reflect,
  render,
  sql,
  timestamp,
  unique,
  varchar,
  type Plan,
} from "schema-diff";
import { addressOf } from "../../src/reflect/snowflake/address.js";
import { nameText } from "../../src/model/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { freshSnowflake, querySnowflake } from "../servers/snowflakeDatabases.js";
import { serverUrl } from "../servers/urls.js";
import { witness } from "../witness/witness.js";

const inDatabase = async (
  holds: readonly string[],
  use: (url: string) => Promise<void>,
): Promise<void> => {
  const { url, drop } = await freshSnowflake(serverUrl("snowflake"));
  try {
    for (const statement of holds) await querySnowflake(url, statement);
    await use(url);
  } finally {
    await drop();
  }
};

const found = ({ changes }: Plan): readonly string[] =>
  changes.map(({ verb, kind, table, name }) => `${verb} ${kind} ${table ?? ""}.${name ?? ""}`);

/** Up, in sync, down, as before. */
const thereAndBack = async (
  url: string,
  declare: () => MetaData,
  more: { readonly schemas?: readonly string[] } = {},
): Promise<Plan> => {
  const before = await witness(url);
  const scripts = await mkdtemp(join(tmpdir(), "snowflake-"));
  try {
    const plan = await diff({ from: url, to: declare(), ...more });
    const script = await render(plan, {
      format: "typescript",
      message: "m",
      revision: "1",
      downRevision: null,
    });
    await writeFile(join(scripts, "1_m.ts"), script);
    const migrator = new Migrator({ source: url, directory: scripts });
    await migrator.upgrade("head");
    const again = await diff({ from: url, to: declare(), ...more });
    expect([found(again), again.undecided]).toEqual([[], []]);
    await migrator.downgrade("base");
    expect(await witness(url)).toEqual(before);
    return plan;
  } finally {
    await rm(scripts, { recursive: true, force: true });
  }
};

const parentAndChild = [
  "CREATE TABLE parent (id int NOT NULL, code varchar(9) NOT NULL, CONSTRAINT pk_parent PRIMARY KEY (id), CONSTRAINT uq_code UNIQUE (code))",
  "CREATE TABLE child (id int NOT NULL, parent_id int, code varchar(9), CONSTRAINT fk_parent FOREIGN KEY (parent_id) REFERENCES parent (id), CONSTRAINT fk_code FOREIGN KEY (code) REFERENCES parent (code))",
  "INSERT INTO parent VALUES (1, 'a')",
  "INSERT INTO child VALUES (1, 1, 'a')",
];

const declared = (of: {
  readonly code?: boolean;
  readonly uniqueCode?: boolean;
  readonly fkCode?: boolean;
}): MetaData => {
  const metadata = new MetaData();
  const { code = true, uniqueCode = code, fkCode = uniqueCode } = of;
  metadata.table(
    "parent",
    { id: integer().notNull(), ...(code ? { code: varchar(9).notNull() } : {}) },
    [
      primaryKey(["id"], { name: "pk_parent" }),
      ...(uniqueCode ? [unique(["code"], { name: "uq_code" })] : []),
    ],
  );
  metadata.table("child", { id: integer().notNull(), parent_id: integer(), code: varchar(9) }, [
    foreignKey(["parent_id"], ["parent.id"], { name: "fk_parent" }),
    ...(fkCode ? [foreignKey(["code"], ["parent.code"], { name: "fk_code" })] : []),
  ]);
  return metadata;
};

describe("dropping", () => {
  test("a foreign key, which nothing refers to, is dropped directly", () =>
    inDatabase(parentAndChild, async (url) => {
      const plan = await thereAndBack(url, () => declared({ fkCode: false }));
      expect(plan.statements).toEqual(['ALTER TABLE "CHILD" DROP CONSTRAINT "FK_CODE"']);
    }));

  test("a unique key that is referred to: the foreign keys go first, by name, and it restricts", () =>
    inDatabase(parentAndChild, async (url) => {
      const plan = await thereAndBack(url, () => declared({ uniqueCode: false }));
      expect(plan.statements).toEqual([
        'ALTER TABLE "CHILD" DROP CONSTRAINT "FK_CODE"',
        'ALTER TABLE "PARENT" DROP CONSTRAINT "UQ_CODE" RESTRICT',
      ]);
    }));

  test("RESTRICT refuses what nobody knew of, and the server says so", () =>
    inDatabase(parentAndChild, async (url) => {
      await expect(
        querySnowflake(url, 'ALTER TABLE "PARENT" DROP CONSTRAINT "UQ_CODE" RESTRICT'),
      ).rejects.toThrow();
      expect(found(await diff({ from: url, to: declared({}) }))).toEqual([]);
    }));

  test("a column: the keys that hold it and what refers to them go before it, by name", () =>
    inDatabase(parentAndChild, async (url) => {
      const plan = await diff({ from: url, to: declared({ code: false }) });
      expect(plan.statements).toEqual([
        'ALTER TABLE "CHILD" DROP CONSTRAINT "FK_CODE"',
        'ALTER TABLE "PARENT" DROP CONSTRAINT "UQ_CODE" RESTRICT',
        'ALTER TABLE "PARENT" DROP COLUMN "CODE" RESTRICT',
      ]);
      for (const statement of plan.statements) await querySnowflake(url, statement);
      expect(found(await diff({ from: url, to: declared({ code: false }) }))).toEqual([]);
      expect(plan.reverse().statements).toContain(
        'ALTER TABLE "CHILD" ADD CONSTRAINT "FK_CODE" FOREIGN KEY ("CODE") REFERENCES "PARENT" ("CODE")',
      );
    }));

  test("a table: the foreign keys that point to it go first", () =>
    inDatabase(parentAndChild, async (url) => {
      const metadata = (): MetaData => {
        const left = new MetaData();
        left.table("child", { id: integer().notNull(), parent_id: integer(), code: varchar(9) });
        return left;
      };
      const plan = await diff({ from: url, to: metadata() });
      expect(plan.statements.at(-1)).toBe('DROP TABLE "PARENT" RESTRICT');
      for (const statement of plan.statements) await querySnowflake(url, statement);
      expect(found(await diff({ from: url, to: metadata() }))).toEqual([]);
    }));

  test("a CHECK is dropped by its name", () =>
    inDatabase(
      ["CREATE TABLE t (a int, CONSTRAINT ck_a CHECK (a > 0), CONSTRAINT ck_b CHECK (a < 9))"],
      async (url) => {
        const plan = await thereAndBack(url, () => {
          const metadata = new MetaData();
          metadata.table("t", { a: integer() }, [check("a < 9", { name: "ck_b" })]);
          return metadata;
        });
        expect(plan.statements).toEqual(['ALTER TABLE "T" DROP CONSTRAINT "CK_A"']);
      },
    ));
});

test("a schema that is created does not become the one that bare names are looked for in", () =>
  inDatabase(["CREATE TABLE t (a int)"], async (url) => {
    const declare = (): MetaData => {
      const to = new MetaData();
      to.namespace("more");
      to.table("t", { a: integer(), b: integer() });
      to.table("u", { a: integer() }, [], { schema: "more" });
      return to;
    };
    const direct = await diff({ from: url, to: declare() });
    for (const statement of direct.statements) await querySnowflake(url, statement);
    expect(found(await diff({ from: url, to: declare() }))).toEqual([]);
    for (const statement of direct.reverse().statements) await querySnowflake(url, statement);
    await thereAndBack(url, declare);
    // Backwards a schema is created, and the plan knows no current one.
    const back = (await diff({ from: declare(), to: url })).reverse().statements;
    expect(back).toContain('CREATE SCHEMA "MORE"');
    for (const statement of back) await querySnowflake(url, statement);
    expect(found(await diff({ from: url, to: declare() }))).toEqual([]);
    expect(await querySnowflake(url, "SELECT CURRENT_SCHEMA() AS NAME")).toEqual([
      { name: "PUBLIC" },
    ]);
  }));

test("schemas: those that nobody opened are listed, and a connection may begin in any of them", () =>
  inDatabase(
    ["CREATE TABLE t (a int)", "CREATE SCHEMA more", "CREATE TABLE more.u (b int)"],
    async (url) => {
      const to = new MetaData();
      to.table("t", { a: integer() });
      const beside = await diff({ from: url, to });
      expect([found(beside), beside.notCompared]).toMatchObject([
        [],
        [{ kind: "schema", name: "more", side: "from" }],
      ]);
      const elsewhere = new URL(url);
      elsewhere.pathname = elsewhere.pathname.replace(/PUBLIC$/, "MORE");
      const { statements } = await diff({ from: url, to: elsewhere.href });
      expect(statements).toEqual([]);
      // The names without a schema are those of the side that is to be changed.
      await querySnowflake(url, "ALTER TABLE more.u ADD COLUMN c int");
      const { url: other, drop } = await freshSnowflake(serverUrl("snowflake"));
      try {
        const plan = await diff({ from: other, to: elsewhere.href });
        expect(plan.statements).toEqual([
          'CREATE SCHEMA "MORE"',
          'USE SCHEMA "PUBLIC"',
          expect.stringContaining('CREATE TABLE "T"'),
          expect.stringContaining('CREATE TABLE "MORE"."U"'),
        ]);
        for (const statement of plan.statements) await querySnowflake(other, statement);
        expect((await diff({ from: other, to: elsewhere.href })).statements).toEqual([]);
      } finally {
        await drop();
      }
    },
  ));

describe("UNDROP on the way back", () => {
  const holds = [
    "CREATE TABLE old (id int NOT NULL, CONSTRAINT pk_old PRIMARY KEY (id))",
    "INSERT INTO old VALUES (7)",
    "CREATE TABLE kept (id int)",
  ];
  const without = (): MetaData => {
    const metadata = new MetaData();
    metadata.table("kept", { id: integer() });
    return metadata;
  };
  const back = async (url: string, between: readonly string[]): Promise<unknown> => {
    const plan = await diff({ from: url, to: without() });
    for (const statement of [...plan.statements, ...between]) await querySnowflake(url, statement);
    const scripts = await mkdtemp(join(tmpdir(), "snowflake-"));
    try {
      await writeFile(
        join(scripts, "1_m.ts"),
        await render(plan, {
          format: "typescript",
          message: "m",
          revision: "1",
          downRevision: null,
        }),
      );
      const migrator = new Migrator({ source: url, directory: scripts });
      await migrator.stamp("head");
      return await migrator.downgrade("base").then(
        () => null,
        (thrown: unknown) => thrown,
      );
    } finally {
      await rm(scripts, { recursive: true, force: true });
    }
  };

  test("the rows are there again", () =>
    inDatabase(holds, async (url) => {
      expect(await back(url, [])).toBeNull();
      expect(await querySnowflake(url, "SELECT id FROM old")).toEqual([{ id: "7" }]);
    }));

  test.each<readonly [string, readonly string[], string, string]>([
    [
      "a new table of the name stands in between",
      ["CREATE TABLE old (other int)"],
      "table old cannot be brought back: there is a new one of its name",
      "rename that one",
    ],
    [
      "another one of the name was dropped since",
      ["CREATE TABLE old (other int)", "DROP TABLE old"],
      "UNDROP brought back another table old than the one that was dropped here",
      "SHOW TABLES HISTORY",
    ],
    [
      "none is kept any more",
      ["UNDROP TABLE old", "ALTER TABLE old RENAME TO elsewhere"],
      "table old cannot be brought back: none of its name that was dropped is kept any more",
      "take undrop out of the script",
    ],
  ])("%s, and it says so", (_, between, says, todo) =>
    inDatabase(holds, async (url) => {
      const thrown = await back(url, between);
      expect([String(thrown), String(Reflect.get(Object(thrown), "todo"))]).toEqual([
        expect.stringContaining(says),
        expect.stringContaining(todo),
      ]);
    }),
  );

  test("a schema comes back with its tables", () =>
    inDatabase(
      [
        "CREATE SCHEMA log COMMENT = 'old'",
        "CREATE TABLE log.a (id int NOT NULL, b int, CONSTRAINT pk_a PRIMARY KEY (id))",
        "CREATE TABLE log.b (id int NOT NULL, a int, CONSTRAINT pk_b PRIMARY KEY (id), CONSTRAINT fk_b FOREIGN KEY (a) REFERENCES log.a (id))",
        "ALTER TABLE log.a ADD CONSTRAINT fk_a FOREIGN KEY (b) REFERENCES log.b (id)",
        "INSERT INTO log.a VALUES (1, 2)",
        "USE SCHEMA public",
      ],
      async (url) => {
        const before = await witness(url);
        const { url: other, drop } = await freshSnowflake(serverUrl("snowflake"));
        try {
          const plan = await diff({ from: url, to: other });
          expect(plan.statements.at(-1)).toBe('DROP SCHEMA "LOG" RESTRICT');
          for (const statement of plan.statements) await querySnowflake(url, statement);
          const { statements } = plan.reverse();
          expect(statements.filter((sql) => /^(?:UNDROP|CREATE)/.test(sql))).toEqual([
            'UNDROP SCHEMA "LOG"',
            expect.stringMatching(/^UNDROP TABLE "LOG"/),
            expect.stringMatching(/^UNDROP TABLE "LOG"/),
          ]);
          for (const statement of statements) await querySnowflake(url, statement);
          expect(await witness(url)).toEqual(before);
        } finally {
          await drop();
        }
      },
    ));
});

test("a new key judges no rows, and a new CHECK leaves them unchecked, as its hazard says", () =>
  inDatabase(
    ["CREATE TABLE T (ID NUMBER(38,0) NOT NULL)", "INSERT INTO T VALUES (-1), (-1)"],
    async (url) => {
      const to = new MetaData();
      to.table("t", { id: integer().notNull() }, [
        unique(["id"], { name: "uq_t_id" }),
        check("id > 0", { name: "ck_t_id" }),
      ]);
      const plan = await diff({ from: url, to });
      expect(
        plan.changes.map(({ kind, hazards }) => [kind, hazards.map(({ code }) => code)]),
      ).toEqual([
        ["unique", []],
        ["check", ["leaves-rows-unchecked"]],
      ]);
      for (const statement of plan.statements) await querySnowflake(url, statement);
      expect((await diff({ from: url, to })).statements).toEqual([]);
    },
  ));

describe("what is said of snowflake-sqlalchemy", () => {
  test("foreign keys of one name in several tables are told apart", () =>
    inDatabase(
      [
        "CREATE TABLE p (id int NOT NULL, CONSTRAINT pk PRIMARY KEY (id))",
        "CREATE TABLE a (x int, CONSTRAINT fk FOREIGN KEY (x) REFERENCES p (id))",
        "CREATE TABLE b (y int, CONSTRAINT fk FOREIGN KEY (y) REFERENCES p (id))",
      ],
      async (url) => {
        const { tables } = await reflect(url);
        expect(
          tables.map(({ name, constraints }) => [
            name,
            constraints.map((c) => [c.kind, nameText(c.name), "columns" in c ? c.columns : []]),
          ]),
        ).toEqual([
          ["a", [["foreignKey", "fk", ["x"]]]],
          ["b", [["foreignKey", "fk", ["y"]]]],
          ["p", [["primaryKey", "pk", ["id"]]]],
        ]);
      },
    ));

  test("CHECKs and the comments of constraints are read", () =>
    inDatabase(
      [
        "CREATE TABLE t (a int NOT NULL, b int, CONSTRAINT pk PRIMARY KEY (a) COMMENT 'the key', CONSTRAINT ck CHECK (a < b))",
      ],
      async (url) => {
        const [table] = (await reflect(url)).tables;
        expect(table?.constraints).toMatchObject([
          { kind: "primaryKey", comment: "the key" },
          { kind: "check", expression: "a < b", name: { from: "author", text: "ck" } },
        ]);
      },
    ));

  test("a name in lower case and quotes keeps them, in metadata too", () =>
    inDatabase(['CREATE TABLE "low" ("id" int, ID int, "Mixed" int)'], async (url) => {
      const [table] = (await reflect(url)).tables;
      expect([table?.name, table?.columns.map(({ name }) => name)]).toEqual([
        '"low"',
        ['"id"', "id", "Mixed"],
      ]);
      const metadata = new MetaData();
      metadata.table('"low"', { '"id"': integer(), ID: integer(), Mixed: integer() });
      expect(found(await diff({ from: url, to: metadata }))).toEqual([]);
    }));

  test("where SHOW gives up at 10,000 rows, keys are asked table by table", () => {
    const names = Array.from({ length: 1_010 }, (_, i) => `c${String(i)}`);
    const tables = Array.from(
      { length: 10 },
      (_, i) =>
        `CREATE TABLE t${String(i)} (${names.map((name) => `${name} int`).join(", ")}, PRIMARY KEY (${names.join(", ")}))`,
    );
    return inDatabase(tables, async (url) => {
      await expect(querySnowflake(url, "SHOW PRIMARY KEYS IN SCHEMA")).rejects.toThrow("10000");
      const { tables: read } = await reflect(url);
      expect(
        read.map(({ constraints }) => constraints.map((c) => ("columns" in c ? c.columns : []))),
      ).toEqual(Array.from({ length: 10 }, () => [names]));
    });
  });

  test("hidden columns of a clustered table are none", () =>
    inDatabase(['CREATE TABLE t (a int, "sys_clustering_column_0" int)'], async (url) => {
      const metadata = new MetaData();
      metadata.table("t", { a: integer() });
      expect(found(await diff({ from: url, to: metadata }))).toEqual([]);
    }));

  test("a declared action is refused, instead of a difference in every comparison", () =>
    inDatabase(parentAndChild, async (url) => {
      const metadata = new MetaData();
      metadata.table("parent", { id: integer().primaryKey() });
      metadata.table("child", { p: integer().references("parent.id", { onDelete: "cascade" }) });
      await expect(diff({ from: url, to: metadata })).rejects.toMatchObject({
        code: "unsupported",
        message: expect.stringContaining("ON DELETE CASCADE"),
      });
    }));
});

const sakila = [
  "CREATE SEQUENCE rental_number START = 100 INCREMENT = 5 COMMENT = 'on the slip'",
  "CREATE TABLE language (language_id int AUTOINCREMENT, name varchar(20) NOT NULL COMMENT 'in English', PRIMARY KEY (language_id)) COMMENT = 'what is spoken'",
  "CREATE TABLE film (film_id int AUTOINCREMENT START 10 INCREMENT 1, title varchar(128) NOT NULL, language_id int NOT NULL, rate number(4,2) NOT NULL DEFAULT 4.99, length int, PRIMARY KEY (film_id), UNIQUE (title), FOREIGN KEY (language_id) REFERENCES language (language_id), CONSTRAINT positive_length CHECK (length > 0)) CLUSTER BY (title)",
  "CREATE TRANSIENT TABLE rental (rental_id int NOT NULL DEFAULT rental_number.NEXTVAL, film_id int NOT NULL, at timestamp_tz DEFAULT CURRENT_TIMESTAMP(), PRIMARY KEY (rental_id), FOREIGN KEY (film_id) REFERENCES film (film_id))",
  "INSERT INTO language (name) VALUES ('English')",
];

test("a whole flow: reflected as a module it is in sync; adopted by a convention, evolved, and as it was", () =>
  inDatabase(sakila, async (url) => {
    const namingConvention = {
      pk: "pk_%(table_name)s",
      uq: "uq_%(table_name)s_%(column_0_name)s",
      fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
      ck: "ck_%(table_name)s_%(constraint_name)s",
    };
    const live = await reflect(url);
    expect(await renderMetadata(live)).toContain('"rental_number"');
    expect(found(await diff({ from: url, to: live }))).toEqual([]);

    const evolved = (more: boolean) => (): MetaData => {
      const metadata = new MetaData({ namingConvention });
      metadata.sequence("rental_number", { start: 100, increment: 5, comment: "on the slip" });
      metadata.table(
        "language",
        {
          language_id: integer().primaryKey().identity(),
          name: varchar(20).notNull().comment("in English"),
        },
        [],
        { comment: more ? "spoken on the screen" : "what is spoken" },
      );
      metadata.table(
        "film",
        {
          film_id: integer().primaryKey().identity({ start: 10 }),
          title: varchar(128).notNull().unique(),
          language_id: integer().notNull().references("language.language_id"),
          rate: numeric(4, 2).notNull().default(4.99),
          length: integer(),
          ...(more ? { rating: varchar(5) } : {}),
        },
        [
          check("length > 0", { name: "positive" }),
          ...(more ? [check("rate > 0", { name: "rate" })] : []),
        ],
        { options: { clusterBy: more ? "title, length" : "title" } },
      );
      metadata.table(
        "rental",
        {
          rental_id: integer()
            .primaryKey()
            .default(sql`rental_number.nextval`),
          film_id: integer().notNull().references("film.film_id"),
          at: timestamp({ zone: true }).default(sql`current_timestamp`),
        },
        [],
        { options: { kind: "transient" } },
      );
      if (more)
        metadata.table("store", {
          store_id: integer().primaryKey(),
          film_id: integer().references("film.film_id"),
        });
      return metadata;
    };
    const adopted = await thereAndBack(url, evolved(false));
    expect(adopted.statements).toHaveLength(7);
    for (const statement of adopted.statements) expect(statement).toContain("RENAME CONSTRAINT");
    const grown = await thereAndBack(url, evolved(true));
    expect(grown.statements).toContain(
      'ALTER TABLE "FILM" ADD CONSTRAINT "CK_FILM_RATE" CHECK (rate > 0) ENABLE NOVALIDATE',
    );
  }));

test("a plan is proved, and DDL is read, on a scratch database, of which nothing stays", () =>
  inDatabase(parentAndChild, async (url) => {
    const devUrl = serverUrl("snowflake");
    const databases = async (): Promise<number> =>
      (await querySnowflake(url, "SHOW DATABASES LIKE 'SCHEMA_DIFF_SCRATCH%'")).length;
    const folder = await mkdtemp(join(tmpdir(), "snowflake-"));
    try {
      const ddl = join(folder, "wanted.sql");
      await writeFile(
        ddl,
        parentAndChild
          .slice(0, 2)
          .join(";\n")
          .replace("code varchar(9) NOT NULL", "code varchar(9) NOT NULL, note varchar(5)"),
      );
      const plan = await diff({ from: url, to: ddl, dialect: "snowflake", devUrl });
      expect(plan.statements).toEqual(['ALTER TABLE "PARENT" ADD COLUMN "NOTE" VARCHAR(5)']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const proof = await prove({ from: url, to: declared({ uniqueCode: false }), devUrl });
    expect(proof).toMatchObject({ proved: true, held: ["up", "in sync", "down", "as before"] });
    expect(await databases()).toBe(0);
  }));

describe("URLs", () => {
  test.each([
    [
      "snowflake://me:p%40ss@acc/db/sch?warehouse=w&role=r",
      {
        account: "acc",
        username: "me",
        password: "p@ss",
        database: "db",
        schema: "sch",
        warehouse: "w",
        role: "r",
      },
    ],
    [
      "snowflake://me@org-acc.snowflakecomputing.com/db?privateKeyPath=/k.p8",
      {
        account: "org-acc",
        username: "me",
        database: "db",
        privateKeyPath: "/k.p8",
        authenticator: "SNOWFLAKE_JWT",
      },
    ],
    [
      "snowflake://me@acc?authenticator=EXTERNALBROWSER",
      { account: "acc", authenticator: "EXTERNALBROWSER" },
    ],
    ["snowflake://me:x@127.0.0.1:8080/db", { accessUrl: "http://127.0.0.1:8080", database: "db" }],
    ["snowflake://me:x@proxy.example:8080/db", { accessUrl: "https://proxy.example:8080" }],
  ])("%s", (url, options) => {
    expect(addressOf(url).options).toMatchObject(options);
    expect(addressOf(url).where).not.toMatch(/p@ss|p%40ss|:x@/);
  });

  test.each([
    ["snowflake://me@acc/db", "neither a password nor another way"],
    ["snowflake://me:secret@acc/db?wharehouse=w", "there is no parameter wharehouse"],
    ["snowflake://me:secret@acc/a/b/c", "more than a database and a schema"],
  ])("%s is refused, without its password", (url, says) => {
    expect(() => addressOf(url)).toThrow(says);
    expect(() => addressOf(url)).not.toThrow("secret");
  });
});
