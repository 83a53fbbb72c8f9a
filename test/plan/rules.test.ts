/** Every rule that orders a plan is needed: with it the change runs however ties are broken, without it there are ties by which it fails. */
import { compare, reflect, type Schema } from "schema-diff";
import { edgeRules } from "../../src/plan/edges.js";
import { planOf } from "../../src/plan/index.js";
import { shuffleTies } from "../../src/plan/ties.js";
import { ground, places, type Ground } from "../laws/places.js";
import { runAll } from "../laws/run.js";

interface Example {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** On PostgreSQL, by the id of the rule. */
const examples: Readonly<Record<string, Example>> = {
  produced: {
    from: [],
    to: ["CREATE TABLE t (a integer)", "CREATE INDEX i ON t (a)"],
  },
  changed: {
    from: ["CREATE TABLE t (a text)"],
    to: ["CREATE TABLE t (a integer, CONSTRAINT c CHECK (a > 0))"],
  },
  released: {
    from: ["CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (a > b))"],
    to: ["CREATE TABLE t (b integer)"],
  },
  outlived: {
    from: ["CREATE TABLE t (a integer)", "CREATE SEQUENCE s OWNED BY t.a"],
    to: ["CREATE TABLE t (a integer)"],
  },
  replaced: {
    from: ["CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED)"],
    to: ["CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 2) STORED)"],
  },
  oldKeyGone: {
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
  named: {
    from: ["CREATE TABLE t (a integer, b integer)", "CREATE INDEX i ON t (a)"],
    to: ["CREATE TABLE t (a integer, b integer)", "CREATE INDEX i ON t (b)"],
  },
};

const seeds = Array.from({ length: 10 }, (_, i) => i + 1);

/** How the change fails with these ties; null where it runs. */
const failure = async (
  { url, empty }: Ground,
  { from, to }: { readonly from: readonly string[]; readonly to: Schema },
  seed: number,
  withoutRule: string | null,
): Promise<string | null> => {
  await empty();
  await runAll(url, from);
  const standing = await reflect(url);
  shuffleTies(seed);
  try {
    const plan = planOf(
      compare(standing, to),
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
  it.each(edgeRules.map(({ id, because }) => [id, because] as const))(
    "needs the rule %s: %s",
    async (id) => {
      const example = examples[id];
      if (example === undefined) throw new Error(`no example shows what ${id} is for`);
      const there = await ground(place);
      try {
        await there.empty();
        await runAll(there.url, example.to);
        const change = { from: example.from, to: await reflect(there.url) };
        const failures: (string | null)[] = [];
        for (const seed of seeds) {
          expect(await failure(there, change, seed, null)).toBeNull();
          failures.push(await failure(there, change, seed, id));
        }
        expect(failures).toContainEqual(expect.any(String));
      } finally {
        await there.drop();
      }
    },
  );
});
