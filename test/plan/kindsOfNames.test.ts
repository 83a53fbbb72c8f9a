/** A name passes from each kind of object to each other kind, and two objects of different kinds change names: the whole matrix, there and back, however ties are broken. */
import { diff, reflect } from "schema-diff";
import { shuffleTies } from "../../src/plan/order/ties.js";
import { ground, places, type Ground } from "../laws/places.js";
import { runAll } from "../laws/run.js";

/** How an object of each kind is made under a name; `at` tells the two of a pair apart. */
const kinds: Readonly<Record<string, (name: string, at: string) => readonly string[]>> = {
  table: (name) => [`CREATE TABLE "${name}" (a integer)`],
  enum: (name) => [`CREATE TYPE "${name}" AS ENUM ('a')`],
  sequence: (name) => [`CREATE SEQUENCE "${name}"`],
  index: (name, at) => [`CREATE INDEX "${name}" ON base_${at} (a)`],
  key: (name, at) => [`ALTER TABLE base_${at} ADD CONSTRAINT "${name}" UNIQUE (a)`],
  check: (name, at) => [`ALTER TABLE base_${at} ADD CONSTRAINT "${name}" CHECK (a > 0)`],
  serial: (name) => {
    const [table = "", column = ""] = name.split("_");
    return [`CREATE TABLE "${table}" ("${column}" serial)`];
  },
  identity: (name) => {
    const [table = "", column = ""] = name.split("_");
    return [`CREATE TABLE "${table}" ("${column}" integer GENERATED ALWAYS AS IDENTITY)`];
  },
};

const base = ["CREATE TABLE base_1 (a integer)", "CREATE TABLE base_2 (a integer)"];

const names = Object.keys(kinds);
const make = (kind: string, name: string, at: string): readonly string[] =>
  kinds[kind]?.(name, at) ?? [];

/** What the sequence of a serial or an identity column would be called is the name that passes. */
const [one, other] = ["x_c_seq", "y_c_seq"];

interface Passing {
  readonly title: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const passings: readonly Passing[] = names.flatMap((first) =>
  names
    .filter((second) => second !== first)
    .flatMap((second) => [
      {
        title: `${first} to ${second}`,
        from: [...base, ...make(first, one, "1")],
        to: [...base, ...make(second, one, "2")],
      },
      {
        title: `${first} changes names with ${second}`,
        from: [...base, ...make(first, one, "1"), ...make(second, other, "2")],
        to: [...base, ...make(first, other, "1"), ...make(second, one, "2")],
      },
    ]),
);

/** How it fails; null where it runs, nothing is left, and the way back leads to the start. */
const failure = async (
  { url, empty }: Ground,
  { from, to }: Passing,
  seed: number,
): Promise<string | null> => {
  await empty();
  await runAll(url, to);
  const wanted = await reflect(url);
  await empty();
  await runAll(url, from);
  const start = await reflect(url);
  shuffleTies(seed);
  try {
    const plan = await diff({ from: url, to: wanted });
    await runAll(url, plan.statements);
    const left = await diff({ from: url, to: wanted });
    if (left.statements.length > 0) return `left: ${left.statements.join("; ")}`;
    await runAll(url, plan.reverse().statements);
    const behind = await diff({ from: url, to: start });
    return behind.statements.length > 0 ? `back: ${behind.statements.join("; ")}` : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    shuffleTies(null);
  }
};

describe.each(places.filter(({ title }) => title === "PostgreSQL 18"))("$title", (place) => {
  it("passes names between all kinds", async () => {
    const there = await ground(place);
    try {
      const failed: string[] = [];
      for (const [i, passing] of passings.entries()) {
        const why = await failure(there, passing, i + 1);
        if (why !== null) failed.push(`${passing.title}: ${why}`);
      }
      expect(failed).toEqual([]);
    } finally {
      await there.drop();
    }
  }, 600_000);
});
