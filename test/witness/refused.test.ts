/** An expression that the server refuses is told before there is a script, in the server's words and with the declaration's place; what comes with the same script is not. */
import { fileURLToPath } from "node:url";
import {
  check,
  diff,
  enumeration,
  index,
  integer,
  MetaData,
  native,
  SchemaDiffError,
  sql,
  text,
  varchar,
} from "../../src/index.js";
import { query } from "../servers/urls.js";
import { onHandle, places, type Place } from "../stories/places.js";
import { newFolder } from "../cli/program.js";

const here = fileURLToPath(import.meta.url);

const run = (url: string, statement: string): Promise<unknown> =>
  url.startsWith("sqlite:")
    ? onHandle(url, (database) => {
        database.exec(statement);
      })
    : query(url, statement);

const on = async (
  place: Place,
  sqlText: string,
  use: (url: string) => Promise<void>,
): Promise<void> => {
  const { url, drop } = await place.make();
  try {
    await run(url, sqlText);
    await use(url);
  } finally {
    await drop();
  }
};

const refusal = async (
  url: string,
  declare: (metadata: MetaData) => void,
): Promise<SchemaDiffError> => {
  const metadata = new MetaData();
  declare(metadata);
  try {
    await diff({ from: url, to: metadata });
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
};

const missingColumn =
  /column "nope" does not exist|Unknown column [`']nope[`'] in|non-existing column 'nope'|no such column: nope|invalid identifier 'NOPE'|column 'nope'/;

describe.each(places.map((place) => [place.title, place] as const))("%s", (_title, place) => {
  test("a CHECK about a column that is not there, of a table that is", async () => {
    await on(place, "CREATE TABLE t (a integer)", async (url) => {
      const error = await refusal(url, (metadata) => {
        metadata.table("t", { a: integer() }, () => [check("nope > 0", { name: "ck_t_nope" })]);
      });
      expect(error.code).toBe("metadata");
      expect(error.message).toContain("the server refuses check ck_t_nope of table t (nope > 0): ");
      expect(error.message).toMatch(missingColumn);
      expect(error.place).toMatchObject({ file: here, object: "table t" });
    });
  });

  test("and of one that is to be made, beside what is right", async () => {
    await on(place, "CREATE TABLE t (a integer)", async (url) => {
      const error = await refusal(url, (metadata) => {
        metadata.table("t", { a: integer() });
        metadata.table("u", { a: integer(), b: integer().default(5) }, () => [
          check("a > 0", { name: "ck_u_a" }),
          check("nope > 0", { name: "ck_u_nope" }),
        ]);
      });
      expect(error.message).toMatch(
        /^the server refuses check ck_u_nope of table u \(nope > 0\): /,
      );
      expect(error.message).not.toContain("ck_u_a");
    });
  });

  test("one that does not parse, and nothing of the table beside it", async () => {
    const table = (name: string, condition: string): string =>
      `CREATE TABLE ${name} (a integer, CONSTRAINT ck_${name} CHECK (${condition}))`;
    await on(place, table("t", "a > 0"), async (url) => {
      await run(url, table("u", "a IN (1, 2)"));
      const error = await refusal(url, (metadata) => {
        metadata.table("t", { a: integer() }, () => [check("a > * 2", { name: "ck_t" })]);
        metadata.table("u", { a: integer() }, () => [check("a IN (1,2)", { name: "ck_u" })]);
      });
      expect(error.message).toMatch(
        /^the server refuses check ck_t of table t \(a > \* 2\): .*syntax/s,
      );
      expect(error.place).toMatchObject({ file: here, object: "table t" });
    });
  });

  test("what is right is no error", async () => {
    await on(place, "CREATE TABLE t (a integer)", async (url) => {
      const metadata = new MetaData();
      metadata.table("t", { a: integer() }, () => [check("a > 0", { name: "ck_t_a" })]);
      metadata.table("u", {
        a: integer().default(sql`1 + 1`),
        mood: enumeration("mood", ["ok"]).default("ok"),
      });
      const plan = await diff({ from: url, to: metadata });
      expect(plan.changes.length).toBeGreaterThan(1);
    });
  });
});

describe("PostgreSQL", () => {
  const postgres = places.find(({ title }) => title === "PostgreSQL 18");
  const at = (sqlText: string, use: (url: string) => Promise<void>): Promise<void> => {
    if (postgres === undefined) throw new Error("there is no PostgreSQL");
    return on(postgres, sqlText, use);
  };

  const cases: readonly (readonly [string, (metadata: MetaData) => void, RegExp])[] = [
    [
      "a default",
      (metadata) => metadata.table("u", { a: integer().default(sql`nobody_knows(1)`) }),
      /default of column a of table u \(nobody_knows\(1\)\): function nobody_knows\(integer\) does not exist/,
    ],
    [
      "a generated column",
      (metadata) =>
        metadata.table("u", {
          a: integer(),
          b: integer().generatedAs("a + nope", { stored: true }),
        }),
      /expression of column b of table u \(a \+ nope\): column "nope" does not exist/,
    ],
    [
      "an index",
      (metadata) =>
        metadata.table("u", { a: varchar(9) }, (u) => [index("ix_u", [sql`lowr(${u.a})`])]),
      /index ix_u of table u \(lowr\("a"\)\): function lowr\(character varying\) does not exist/,
    ],
    [
      "an index's condition",
      (metadata) =>
        metadata.table("t", { a: integer() }, (t) => [index("ix_t", [t.a], { where: "a = 'x'" })]),
      /index ix_t of table t \(a = 'x'\): invalid input syntax for type integer: "x"/,
    ],
    [
      "a type",
      (metadata) => metadata.table("u", { a: integer(), b: native("nosuchtype[]") }),
      /type of column b of table u \(nosuchtype\[\]\): type "nosuchtype\[\]" does not exist/,
    ],
    [
      "a type in a schema that is not there, of a column that is new",
      (metadata) => metadata.table("t", { a: integer(), b: native("nowhere.kind") }),
      /type of column b of table t \(nowhere\.kind\): schema "nowhere" does not exist/,
    ],
    [
      "a type that a column is to get",
      (metadata) => metadata.table("t", { a: native("nosuchtype") }),
      /type of column a of table t \(nosuchtype\): type "nosuchtype" does not exist/,
    ],
    [
      "a collation",
      (metadata) => metadata.table("u", { a: text().collate("nobodys") }),
      /type of column a of table u \(text, collation nobodys\): collation "nobodys" for encoding "UTF8" does not exist/,
    ],
    [
      "the options of a collation",
      (metadata) => metadata.collation("c", "PROVIDER = icu, LOCAL = 'de'"),
      /collation attribute "local" not recognized/,
    ],
    [
      "a default of a new column",
      (metadata) =>
        metadata.table("t", { a: integer(), b: integer().default(sql`nobody_knows(1)`) }),
      /default of column b of table t \(nobody_knows\(1\)\): function nobody_knows\(integer\) does not exist/,
    ],
    [
      "a view",
      (metadata) => metadata.view("v", "SELECT nope FROM t"),
      /view v \(SELECT nope FROM t\): column "nope" does not exist/,
    ],
  ];
  test.each(cases)("%s", async (_what, declare, words) => {
    await at("CREATE TABLE t (a integer)", async (url) => {
      const error = await refusal(url, (metadata) => {
        declare(metadata);
      });
      expect(error.message).toMatch(words);
      expect(error.place?.file).toBe(here);
    });
  });

  test("what comes with the same script is not told", async () => {
    await at("CREATE TABLE t (a integer)", async (url) => {
      const metadata = new MetaData();
      metadata.sequence("numbers");
      metadata.collation("natural", "PROVIDER = icu, LOCALE = 'en-u-kn'");
      metadata.table("t", { a: integer().default(sql`nextval('numbers')`) });
      metadata.table("counted", { id: integer().primaryKey().serial() });
      metadata.table(
        "u",
        {
          a: integer().default(sql`nextval('counted_id_seq')`),
          of: native("counted"),
          mood: enumeration("mood", ["ok"]),
          moods: native("mood[]"),
          natural: text().collate("natural"),
        },
        () => [check(sql`of IS NOT NULL`, { name: "ck_of" })],
      );
      metadata.view("v", "SELECT a FROM u");
      const plan = await diff({ from: url, to: metadata });
      expect(
        plan.changes
          .filter(({ verb }) => verb === "add")
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(["collation", "enum", "sequence", "table", "table", "view"]);
    });
  });

  test("a role without the right to make temporary tables is told nothing of it", async () => {
    await at("CREATE TABLE t (a integer, b text CHECK (length(b) > 1))", async (url) => {
      const name = new URL(url).pathname.slice(1);
      const role = `${name}_reader`;
      await query(url, `REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
      await query(url, `CREATE ROLE ${role} LOGIN`);
      try {
        const reader = new URL(url);
        reader.username = role;
        const metadata = new MetaData();
        metadata.table("t", { a: integer(), b: text() }, () => [
          check("length(b) > 2", { name: "ck_b" }),
        ]);
        const plan = await diff({ from: reader.href, to: metadata });
        expect(plan.changes.map(({ name: what }) => what)).toContain("ck_b");
      } finally {
        await query(url, `DROP ROLE ${role}`);
      }
    });
  });
});

test.each(["MySQL", "MariaDB"])("%s: a type that the server does not know", async (title) => {
  const place = places.find((one) => one.title.startsWith(title));
  if (place === undefined) throw new Error(`there is no ${title}`);
  await on(place, "CREATE TABLE t (a integer)", async (url) => {
    const error = await refusal(url, (metadata) => {
      metadata.table("t", { a: integer(), b: native("nosuchtype") });
    });
    expect(error.message).toMatch(
      /the server refuses type of column b of table t \(nosuchtype\): /,
    );
    expect(error.place).toMatchObject({ file: here, object: "table t" });
  });
});

test("on the command line: the place, and status 2", async () => {
  const folder = newFolder();
  try {
    folder.write(
      "schema.ts",
      'import { check, integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\n\ntable("t", metadata, { a: integer() }, () => [check("nope > 0", { name: "ck" })]);\n',
    );
    for (const command of ["check", "generate"]) {
      folder.write("app.db", "");
      const { status, stderr } = await folder.run(
        command,
        "--url",
        "sqlite:app.db",
        "--metadata",
        "schema.ts",
      );
      expect(status).toBe(2);
      expect(stderr).toContain(
        "the server refuses check ck of table t (nope > 0): no such column: nope",
      );
      expect(stderr).toContain("schema.ts:4");
    }
    expect(folder.files()).toEqual(["app.db", "schema.ts"]);
  } finally {
    folder.remove();
  }
});
