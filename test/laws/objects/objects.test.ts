/**
 * The law of objects that stand on each other: enums, sequences, tables and views of two schemas, whose names pass from kind to kind.
 * Both states are made by SQL, so that the plan between them is held against what the server says of the other one.
 */
import fc from "fast-check";
import { diff, reflect, SchemaDiffError, type Schema } from "schema-diff";
import { shuffleTies } from "../../../src/plan/order/ties.js";
import { ground, places, type Ground, type Place } from "../places.js";
import { runAll } from "../run.js";
import { seen } from "../seen.js";
import { eachPair, longRun, type Outcome } from "../tally.js";
import { ddlOf } from "./ddl.js";
import { pairs, type Draft } from "./draft.js";
import { resolved } from "./resolve.js";

const runs = Number(process.env["SCHEMA_DIFF_LAW_RUNS"] ?? 3);
const limit = Number(process.env["SCHEMA_DIFF_LAW_LIMIT"] ?? 90_000);

/** With `--show`: what is made, and the plan. */
const show = (statements: readonly string[]): void => {
  if (process.env["SCHEMA_DIFF_LAW_SHOW"] !== undefined)
    process.stdout.write(`${statements.join(";\n")}\n\n`);
};

const schemasOf = ({ objects, dialect }: Place, { url, other }: Ground): readonly string[] =>
  objects.includes("schema")
    ? [dialect === "postgres" ? "public" : new URL(url).pathname.slice(1), other]
    : [];

interface State {
  readonly schema: Schema;
  readonly seen: readonly string[];
}

const stateOf = async (place: Place, on: Ground): Promise<State> => {
  const { opaque: _opaque, ...schema } = await reflect(on.url, { schemas: schemasOf(place, on) });
  return { schema, seen: await seenOn(place, on) };
};

/** Where both schemas are databases, of both. */
const seenOn = async ({ innodb }: Place, { url, other }: Ground): Promise<readonly string[]> => {
  const second = new URL(url);
  if (innodb) second.pathname = `/${other}`;
  const urls = [url, ...(innodb ? [second.href] : [])];
  const lines: string[] = [];
  for (const one of urls) lines.push(...(await seen(one)).schema);
  return lines;
};

const make = async (place: Place, on: Ground, draft: Draft): Promise<State> => {
  await on.empty();
  const ddl = ddlOf(resolved(draft, place), place, schemasOf(place, on));
  show(ddl);
  await runAll(on.url, ddl);
  return stateOf(place, on);
};

const holds = async (place: Place, on: Ground, from: Draft, to: Draft): Promise<Outcome> => {
  const asked = await make(place, on, to);
  const before = await make(place, on, from);
  const schemas = schemasOf(place, on);
  const plan = await diff({ from: on.url, to: asked.schema, schemas });
  const back = plan.reverse();
  try {
    void [plan.statements, back.statements];
  } catch (error) {
    if (error instanceof SchemaDiffError && error.code === "unsupported")
      return `${error.code}: ${error.message}`;
    throw error;
  }
  expect(plan.undecided).toEqual([]);
  show(["-- there", ...plan.statements, "-- back", ...back.statements]);
  await runAll(on.url, plan.statements);
  expect((await diff({ from: on.url, to: asked.schema, schemas })).statements).toEqual([]);
  expect(await seenOn(place, on)).toEqual(asked.seen);
  await runAll(on.url, back.statements);
  expect(await seenOn(place, on)).toEqual(before.seen);
  return null;
};

const drawn = fc.tuple(pairs, fc.option(fc.nat(999), { freq: 1 }));

const goThereAndBack = async (
  place: Place,
  on: Ground,
  [[from, to], ties]: readonly [readonly [Draft, Draft], number | null],
): Promise<Outcome> => {
  shuffleTies(ties);
  try {
    return await holds(place, on, from, to);
  } finally {
    shuffleTies(null);
  }
};

describe.each(places.map((place) => [place.title, place] as const))("%s", (_title, place) => {
  it(
    "goes there and back",
    async () => {
      const on = await ground(place);
      const failed =
        longRun === null
          ? fc
              .assert(
                fc.asyncProperty(
                  drawn,
                  async (pair) => void (await goThereAndBack(place, on, pair)),
                ),
                {
                  numRuns: runs,
                  interruptAfterTimeLimit: limit,
                  markInterruptAsFailure: true,
                  includeErrorInReport: true,
                },
              )
              .then(() => [])
          : eachPair(place.title, drawn, (pair) => goThereAndBack(place, on, pair), longRun);
      try {
        expect(await failed).toEqual([]);
      } finally {
        await on.drop();
      }
    },
    longRun === null ? limit + 30_000 : 2 ** 31 - 1,
  );
});
