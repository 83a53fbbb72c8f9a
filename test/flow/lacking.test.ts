/** Two databases: what is to be made and stands on what is not modelled and not there (a function, a type, an extension) is refused by name, before anything runs. */
import { diff, SchemaDiffError, type Plan } from "schema-diff";
import { freshDatabase, query } from "../servers/urls.js";

interface Lacking {
  readonly name: string;
  /** What only one of them holds. */
  readonly lacks: string;
  /** What both hold. */
  readonly both?: string;
  readonly made: string;
  readonly says: RegExp;
}

const f = "CREATE FUNCTION f(a integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT 1 + $1'";

const lacking: readonly Lacking[] = [
  {
    name: "a default",
    lacks: f,
    made: "CREATE TABLE t (a integer DEFAULT f(1))",
    says: /default of column a of table t \(f\(1\)\): function f\(integer\) does not exist/,
  },
  {
    name: "the default of a column of a table that is there",
    lacks: f,
    both: "CREATE TABLE t (b integer)",
    made: "ALTER TABLE t ADD a integer DEFAULT f(1)",
    says: /default of column a of table t \(f\(1\)\): function f\(integer\) does not exist/,
  },
  {
    name: "a CHECK",
    lacks: f,
    made: "CREATE TABLE t (a integer CONSTRAINT c CHECK (f(a) > 0))",
    says: /check c of table t .*function f\(integer\) does not exist/,
  },
  {
    name: "a generated column",
    lacks: f,
    made: "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (f(a)) STORED)",
    says: /expression of column b of table t \(f\(a\)\): function f\(integer\) does not exist/,
  },
  {
    name: "an index of a table that is there",
    lacks: f,
    both: "CREATE TABLE t (a integer)",
    made: "CREATE INDEX i ON t (f(a))",
    says: /index i of table t \(f\(a\)\): function f\(integer\) does not exist/,
  },
  {
    name: "a view",
    lacks: f,
    made: "CREATE VIEW v AS SELECT f(1) AS a",
    says: /view v .*function f\(integer\) does not exist/,
  },
  {
    name: "a view over a materialized view",
    lacks: "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a",
    made: "CREATE VIEW v AS SELECT a FROM m",
    says: /view v .*relation "m" does not exist/,
  },
  {
    name: "a column of a domain",
    lacks: "CREATE DOMAIN d AS text",
    made: "CREATE TABLE t (a d)",
    says: /type of column a of table t \(d\): type "d" does not exist/,
  },
  {
    name: "an operator class of an extension",
    lacks: "CREATE EXTENSION pg_trgm",
    made: "CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (a gin_trgm_ops)",
    says: /index i of table t .*operator class "gin_trgm_ops" does not exist/,
  },
  {
    name: "an EXCLUDE whose operator class an extension brings along",
    lacks: "CREATE EXTENSION btree_gist",
    made: "CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING gist (a WITH =))",
    says: /exclude x of table t .*no default operator class/,
  },
];

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
