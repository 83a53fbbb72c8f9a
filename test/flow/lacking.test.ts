/** Two databases, or one and a file of what the other was: what is to be made and stands on what is not modelled and not there (a function, a type, an extension) is refused by name, before anything runs. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  diff,
  integer,
  MetaData,
  reflect,
  SchemaDiffError,
  sql,
  type Plan,
  type Schema,
} from "schema-diff";
import { freshDatabase, query, serverUrl } from "../servers/urls.js";

interface Lacking {
  readonly name: string;
  /** What only one of them holds. */
  readonly lacks: string;
  /** What both hold. */
  readonly both?: string;
  readonly made: string;
  readonly says: RegExp;
  /** The same where no server can be asked. */
  readonly needs: string;
}

const f = "CREATE FUNCTION f(a integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT 1 + $1'";

const lacking: readonly Lacking[] = [
  {
    name: "a default",
    lacks: f,
    made: "CREATE TABLE t (a integer DEFAULT f(1))",
    says: /default of column a of table t \(f\(1\)\): function f\(integer\) does not exist/,
    needs: "column t.a needs function f(a integer), which is not there",
  },
  {
    name: "the default of a column of a table that is there",
    lacks: f,
    both: "CREATE TABLE t (b integer)",
    made: "ALTER TABLE t ADD a integer DEFAULT f(1)",
    says: /default of column a of table t \(f\(1\)\): function f\(integer\) does not exist/,
    needs: "column t.a needs function f(a integer), which is not there",
  },
  {
    name: "a CHECK",
    lacks: f,
    made: "CREATE TABLE t (a integer CONSTRAINT c CHECK (f(a) > 0))",
    says: /check c of table t .*function f\(integer\) does not exist/,
    needs: "constraint c of t needs function f(a integer), which is not there",
  },
  {
    name: "a generated column",
    lacks: f,
    made: "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (f(a)) STORED)",
    says: /expression of column b of table t \(f\(a\)\): function f\(integer\) does not exist/,
    needs: "column t.b needs function f(a integer), which is not there",
  },
  {
    name: "an index of a table that is there",
    lacks: f,
    both: "CREATE TABLE t (a integer)",
    made: "CREATE INDEX i ON t (f(a))",
    says: /index i of table t \(f\(a\)\): function f\(integer\) does not exist/,
    needs: "index i of t needs function f(a integer), which is not there",
  },
  {
    name: "a view",
    lacks: f,
    made: "CREATE VIEW v AS SELECT f(1) AS a",
    says: /view v .*function f\(integer\) does not exist/,
    needs: "view v needs function f(a integer), which is not there",
  },
  {
    name: "a view over a materialized view",
    lacks: "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a",
    made: "CREATE VIEW v AS SELECT a FROM m",
    says: /view v .*relation "m" does not exist/,
    needs: "view v needs materialized view m",
  },
  {
    name: "a column of a domain",
    lacks: "CREATE DOMAIN d AS text",
    made: "CREATE TABLE t (a d)",
    says: /type of column a of table t \(d\): type "d" does not exist/,
    needs: "column t.a needs domain d",
  },
  {
    name: "an operator class of an extension",
    lacks: "CREATE EXTENSION pg_trgm",
    made: "CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (a gin_trgm_ops)",
    says: /index i of table t .*operator class "gin_trgm_ops" does not exist/,
    needs: "index i of t needs extension pg_trgm",
  },
  {
    name: "an EXCLUDE whose operator class an extension brings along",
    lacks: "CREATE EXTENSION btree_gist",
    made: "CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING gist (a WITH =))",
    says: /exclude x of table t .*no default operator class/,
    needs: "constraint x of t needs extension btree_gist",
  },
];

const directory = mkdtempSync(join(tmpdir(), "schema-diff-lacking-"));
afterAll(() => rmSync(directory, { recursive: true }));

const fileOf = (name: string, text: string): string => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
};

const statementsOf = (plan: Plan): readonly string[] | SchemaDiffError => {
  try {
    return plan.statements;
  } catch (error) {
    if (error instanceof SchemaDiffError) return error;
    throw error;
  }
};

test.each(lacking)("$name", async ({ lacks, both = "", made, says }) => {
  const [one, other] = [await freshDatabase("postgres"), await freshDatabase("postgres")];
  const [from, to] = [one.url, other.url];
  try {
    await query(one.url, both);
    await query(other.url, [lacks, both, made].join(";"));
    const plan = await diff({ from, to });
    expect(plan.changes).not.toEqual([]);
    const refused = statementsOf(plan);
    expect(refused).toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(says) as unknown,
    });
    // The way back needs nothing that is not there, and neither does the way where it is there.
    expect(statementsOf(await diff({ from: to, to: from }))).toHaveProperty("length");
    await query(one.url, lacks);
    for (const statement of (await diff({ from, to })).statements) await query(one.url, statement);
    expect((await diff({ from, to })).inSync).toBe(true);
  } finally {
    await one.drop();
    await other.drop();
  }
});

const devUrl = serverUrl("postgres");

describe("from a .sql file", () => {
  test.each(lacking)("$name", async ({ lacks, both = "", made, says }) => {
    const from = fileOf("from.sql", both);
    const to = fileOf("to.sql", [lacks, both, made].join(";\n"));
    expect(statementsOf(await diff({ from, to, devUrl, dialect: "postgres" }))).toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(says) as unknown,
    });
    expect(
      statementsOf(await diff({ from: to, to: from, devUrl, dialect: "postgres" })),
    ).toHaveProperty("length");
    const there = fileOf("there.sql", [lacks, both].join(";\n"));
    expect(
      statementsOf(await diff({ from: there, to, devUrl, dialect: "postgres" })),
    ).toHaveProperty("length");
  });

  test("to metadata: with its place", async () => {
    const to = new MetaData();
    to.table("t", { a: integer().default(sql`f(1)`) });
    const asked = diff({ from: fileOf("empty.sql", ""), to, devUrl, dialect: "postgres" });
    await expect(asked).rejects.toMatchObject({
      code: "metadata",
      message: expect.stringContaining("default of column a of table t (f(1))") as unknown,
      place: { file: expect.stringContaining("lacking.test") as unknown },
    });
  });
});

describe("from a snapshot", () => {
  const snapshotOf = (name: string, text: string): Promise<Schema> =>
    reflect(fileOf(name, text), { devUrl, dialect: "postgres" });

  test.each(lacking)("$name", async ({ lacks, both = "", made, needs }) => {
    const from = await snapshotOf("from.sql", both);
    const target = [lacks, both, made].join(";\n");
    const snapshot = await snapshotOf("to.sql", target);
    const told = { code: "unsupported", message: expect.stringContaining(needs) as unknown };
    const { url, drop } = await freshDatabase("postgres");
    try {
      await query(url, target);
      for (const to of [snapshot, url, fileOf("to.sql", target)])
        expect(statementsOf(await diff({ from, to, devUrl }))).toMatchObject(told);
    } finally {
      await drop();
    }
    expect(statementsOf(await diff({ from: snapshot, to: from }))).toHaveProperty("length");
    const there = await snapshotOf("there.sql", [lacks, both].join(";\n"));
    expect(statementsOf(await diff({ from: there, to: snapshot }))).toHaveProperty("length");
  });
});
