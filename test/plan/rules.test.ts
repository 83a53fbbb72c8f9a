/** Every rule that orders a plan is needed: with it the change runs however ties are broken, without it there are ties by which it fails. */
import { compare, reflect, type Schema } from "schema-diff";
import { edgeRules } from "../../src/plan/order/edges.js";
import { planOf } from "../../src/plan/index.js";
import { shuffleTies } from "../../src/plan/order/ties.js";
import { ground, places, type Ground } from "../laws/places.js";
import { runAll } from "../laws/run.js";

interface Example {
  /** Where it is not of tables and what belongs to them. */
  readonly of?: string;
  /** Besides the current one. */
  readonly schemas?: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** On PostgreSQL, by the id of the rule. */
const examples: Readonly<Record<string, readonly Example[]>> = {
  produced: [
    {
      from: [],
      to: ["CREATE TABLE t (a integer)", "CREATE INDEX i ON t (a)"],
    },
    {
      of: "a view over another one that steps aside",
      from: [
        "CREATE TABLE t (a text)",
        "CREATE MATERIALIZED VIEW z AS SELECT a FROM t",
        "CREATE MATERIALIZED VIEW m AS SELECT a FROM z",
      ],
      to: [
        "CREATE TABLE t (a varchar(9))",
        "CREATE MATERIALIZED VIEW z AS SELECT a FROM t",
        "CREATE MATERIALIZED VIEW m AS SELECT a FROM z",
      ],
    },
  ],
  changed: [
    {
      from: ["CREATE TABLE t (a text)"],
      to: ["CREATE TABLE t (a integer, CONSTRAINT c CHECK (a > 0))"],
    },
    {
      of: "a view that comes back for what is retyped",
      from: [
        "CREATE TABLE t (a integer)",
        "CREATE MATERIALIZED VIEW m AS SELECT a + 1 AS b FROM t",
      ],
      to: ["CREATE TABLE t (a bigint)", "CREATE MATERIALIZED VIEW m AS SELECT a + 1 AS b FROM t"],
    },
  ],
  released: [
    {
      from: ["CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > b))"],
      to: ["CREATE TABLE t (b integer)"],
    },
    {
      of: "a trigger that a column holds",
      from: [
        "CREATE TABLE t (a integer)",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()",
      ],
      to: [
        "CREATE TABLE t (a bigint)",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()",
      ],
    },
  ],
  outlived: [
    {
      schemas: ["rules_s"],
      from: [
        "DROP SCHEMA IF EXISTS rules_s CASCADE",
        "CREATE SCHEMA rules_s",
        "CREATE SEQUENCE rules_s.s",
      ],
      to: ["DROP SCHEMA IF EXISTS rules_s CASCADE"],
    },
  ],
  replaced: [
    {
      from: ["CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED)"],
      to: ["CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 2) STORED)"],
    },
  ],
  oldKeyGone: [
    {
      from: [
        "CREATE TABLE p (id integer NOT NULL, CONSTRAINT u UNIQUE (id))",
        "ALTER TABLE p ADD CONSTRAINT k PRIMARY KEY (id)",
        "CREATE TABLE c (id integer)",
      ],
      to: [
        "CREATE TABLE p (id integer NOT NULL, CONSTRAINT k PRIMARY KEY (id))",
        "CREATE TABLE c (id integer, CONSTRAINT f FOREIGN KEY (id) REFERENCES p (id))",
      ],
    },
  ],
  named: [
    {
      from: ["CREATE TABLE t (a integer, b integer)", "CREATE INDEX i ON t (a)"],
      to: ["CREATE TABLE t (a integer, b integer)", "CREATE INDEX i ON t (b)"],
    },
  ],
};

const seeds = Array.from({ length: 10 }, (_, i) => i + 1);

interface Change {
  readonly from: readonly string[];
  readonly schemas: readonly string[];
  readonly to: Schema;
}

/** How the change fails with these ties; null where it runs. */
const failure = async (
  { url, empty }: Ground,
  { from, to, schemas }: Change,
  seed: number,
  withoutRule: string | null,
): Promise<string | null> => {
  await empty();
  await runAll(url, from);
  const standing = await reflect(url, { schemas });
  shuffleTies(seed);
  try {
    const plan = planOf(
      compare(standing, to, { unspecified: "absent", undeclaredObjects: "compare" }),
      standing,
      to,
      withoutRule === null ? {} : { withoutRule },
    );
    await runAll(url, plan.statements);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    shuffleTies(null);
  }
};

describe.each(places.filter(({ title }) => title === "PostgreSQL 18"))("$title", (place) => {
  it.each(
    edgeRules.flatMap(({ id, because }) =>
      (examples[id] ?? [null]).map((example) => ({
        id,
        because: example?.of === undefined ? because : `${because}: ${example.of}`,
        example,
      })),
    ),
  )("needs the rule $id: $because", async ({ id, example }) => {
    if (example === null) throw new Error(`no example shows what ${id} is for`);
    const there = await ground(place);
    const schemas = ["public", ...(example.schemas ?? [])];
    try {
      await there.empty();
      await runAll(there.url, example.to);
      const change = { from: example.from, schemas, to: await reflect(there.url, { schemas }) };
      const failures: (string | null)[] = [];
      for (const seed of seeds) {
        expect(await failure(there, change, seed, null)).toBeNull();
        failures.push(await failure(there, change, seed, id));
      }
      expect(failures).toContainEqual(expect.any(String));
    } finally {
      await there.drop();
    }
  });
});
