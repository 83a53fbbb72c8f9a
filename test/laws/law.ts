/** The laws on random schemas: up reaches what was declared, a second look finds nothing, down returns to the start, rows stay. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { diff, Migrator, render, SchemaDiffError, type MetaData, type Plan } from "schema-diff";
import { shuffleTies } from "../../src/plan/order/ties.js";
import { draft } from "./arbitrary.js";
import type { Draft } from "./draft.js";
import { declared } from "./declare.js";
import { mutation } from "./mutate.js";
import { ground, longRunPlaces, places, type Ground, type Place } from "./places.js";
import { steadied, taken } from "./onSnowflake.js";
import { rowsFor } from "./rows.js";
import { runAll } from "./run.js";
import { seen } from "./seen.js";
import { eachPair, longRun, type LongRun, type Outcome } from "./tally.js";
import { namesKept, tidy } from "./tidy.js";

const runs = Number(process.env["SCHEMA_DIFF_LAW_RUNS"] ?? 5);
/** In milliseconds; what is shrunk by then is shown. */
const limit = Number(process.env["SCHEMA_DIFF_LAW_LIMIT"] ?? 90_000);
const path = process.env["SCHEMA_DIFF_LAW_PATH"];
/** With `--show`, or where the run begins at a path: the pair, its rows and the plan. */
const shown = path !== undefined || process.env["SCHEMA_DIFF_LAW_SHOW"] !== undefined;
/** A seed by which ties between the actions of a plan are broken at random. */
const ties = process.env["SCHEMA_DIFF_LAW_TIES"];
if (ties !== undefined) shuffleTies(Number(ties));

const inSync = (plan: Plan): void => {
  expect({
    changes: plan.changes.map(({ verb, kind, table, name, aspects }) => ({
      verb,
      kind,
      table,
      name,
      aspects,
    })),
    statements: plan.statements,
    undecided: plan.undecided,
  }).toEqual({ changes: [], statements: [], undecided: [] });
};

const look = (url: string, metadata: MetaData): Promise<Plan> => diff({ from: url, to: metadata });

/** Makes `from` of nothing, and puts the rows in. */
const start = async (url: string, from: MetaData, rows: readonly string[]): Promise<void> => {
  await runAll(url, (await look(url, from)).statements);
  inSync(await look(url, from));
  await runAll(url, rows);
};

const byScript = async (url: string, to: MetaData): Promise<void> => {
  const plan = await look(url, to);
  if (shown) process.stdout.write(`${plan.statements.join(";\n")}\n`);
  if (plan.inSync) return;
  const scripts = await mkdtemp(join(tmpdir(), "law-scripts-"));
  try {
    const before = await seen(url);
    await writeFile(
      join(scripts, "1_law.ts"),
      await render(plan, {
        format: "typescript",
        message: "a law",
        revision: "1",
        downRevision: null,
      }),
    );
    const migrator = new Migrator({ source: url, directory: scripts });
    await migrator.upgrade("head");
    inSync(await look(url, to));
    await migrator.downgrade("base");
    expect(await seen(url)).toEqual(before);
  } finally {
    await rm(scripts, { recursive: true, force: true });
  }
};

const byStatements = async (url: string, to: MetaData): Promise<void> => {
  const plan = await look(url, to);
  if (shown)
    process.stdout.write(
      `${[...plan.statements, "-- and back", ...plan.reverse().statements].join(";\n")}\n`,
    );
  const before = await seen(url);
  await runAll(url, plan.statements);
  inSync(await look(url, to));
  await runAll(url, plan.reverse().statements);
  expect(await seen(url)).toEqual(before);
};

const ways = { script: byScript, statements: byStatements } as const;

/** Refused by name before anything runs, which is an answer too: what it says; null where it runs. */
const refusalOf = async (url: string, to: MetaData): Promise<string | null> => {
  try {
    const plan = await look(url, to);
    void [plan.statements, plan.reverse().statements];
    return null;
  } catch (error) {
    if (error instanceof SchemaDiffError && error.code === "unsupported")
      return `${error.code}: ${error.message}`;
    throw error;
  }
};

const holds = async (
  place: Place,
  { url, empty }: Ground,
  way: keyof typeof ways,
  from: Draft,
  to: Draft,
): Promise<Outcome> => {
  const rows = rowsFor(from, to, place);
  if (shown)
    process.stdout.write(`${JSON.stringify(from)}\n${JSON.stringify(to)}\n${rows.join("\n")}\n`);
  await empty();
  await start(url, declared(from), rows);
  const refused = to.hard ? await refusalOf(url, declared(to)) : null;
  if (refused === null) await ways[way](url, declared(to));
  return refused;
};

const pairs = (place: Place): fc.Arbitrary<readonly [Draft, Draft]> =>
  fc.tuple(draft, mutation).map(([drawn, change]) => {
    if (place.dialect !== "snowflake") {
      const from = tidy(drawn, place);
      return [from, tidy(namesKept(from, tidy(change(from), place)), place)];
    }
    const from = tidy(taken(drawn), place);
    const to = taken(steadied(from, tidy(taken(change(from)), place)));
    return [from, tidy(namesKept(from, tidy(to, place)), place)];
  });

const way = fc.constantFrom<keyof typeof ways>("script", "statements");

const goLong = async (place: Place, on: Ground, run: LongRun): Promise<void> => {
  const drawn = fc.tuple(pairs(place), way, fc.option(fc.nat(999), { freq: 1 }));
  const failed = await eachPair(
    place.title,
    drawn,
    ([[from, to], by, seed]) => {
      shuffleTies(seed);
      return holds(place, on, by, from, to);
    },
    run,
  );
  expect(failed).toEqual([]);
};

const goShort = async (place: Place, on: Ground): Promise<void> => {
  const running: { now: Promise<Outcome> } = { now: Promise.resolve(null) };
  try {
    await fc.assert(
      fc.asyncProperty(pairs(place), way, async ([from, to], by) => {
        running.now = holds(place, on, by, from, to);
        await running.now;
      }),
      {
        numRuns: runs,
        ...(path === undefined ? {} : { path, endOnFailure: true }),
        interruptAfterTimeLimit: limit,
        markInterruptAsFailure: true,
        includeErrorInReport: true,
      },
    );
  } finally {
    await running.now.catch(() => null);
  }
};

/** The laws on every live server, for as many pairs as are asked for. */
export const goThereAndBack = (): void => {
  describe.each(
    [...places, ...(longRun === null ? [] : longRunPlaces)].map(
      (place) => [place.title, place] as const,
    ),
  )("%s", (_title, place) => {
    it(
      "goes there and back",
      async () => {
        const on = await ground(place);
        try {
          await (longRun === null ? goShort(place, on) : goLong(place, on, longRun));
        } finally {
          await on.drop();
        }
        expect(runs).toBeGreaterThan(0);
      },
      longRun === null ? limit + 30_000 : 2 ** 31 - 1,
    );
  });
};
