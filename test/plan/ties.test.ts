/** Ties of the sort are for the reader alone: every story runs there and back with ties broken at random. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { diff, MetaData, type Plan } from "schema-diff";
import { forDialect, type Story } from "../../fixtures/story.js";
import type { BatchStory } from "../../fixtures/batch.js";
import { shuffleTies } from "../../src/plan/order/ties.js";
import { runAll } from "../laws/run.js";
import { execute, isPassedOver, places, type Place } from "../stories/places.js";

const seeds = Array.from(
  { length: Number(process.env["SCHEMA_DIFF_TIE_SEEDS"] ?? 1) },
  (_, i) => i + 1,
);

const cases = resolve("fixtures/cases");

const files = readdirSync(cases, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".ts"))
  .sort();

const load = async (file: string): Promise<Story | null> => {
  const told = (
    (await import(pathToFileURL(join(cases, file)).href)) as {
      readonly default: Story | BatchStory;
    }
  ).default;
  return "declared" in told ? told : null;
};

/** The shuffled plan runs, nothing is left to do, and the way back leads to where the plan can be made again. */
const runs = async (story: Story, { dialect, make }: Place, seed: number): Promise<boolean> => {
  if (story.on !== undefined && !story.on.includes(dialect)) return false;
  const passedOver = [
    story.refused?.[dialect],
    story.unsupported?.[dialect],
    forDialect(story.neighbour, dialect),
  ];
  if (passedOver.some((one) => one !== undefined)) return false;
  const { url, drop } = await make();
  try {
    if (await isPassedOver(story, url, dialect)) return false;
    await execute(url, forDialect(story.holds, dialect) ?? "");
    const metadata = new MetaData(
      story.namingConvention === undefined ? {} : { namingConvention: story.namingConvention },
    );
    story.declared(metadata, dialect, null);
    const look = (): Promise<Plan> => diff({ from: url, to: metadata, ...story.options });
    shuffleTies(seed);
    const plan = await look();
    await runAll(url, plan.statements);
    expect((await look()).statements).toEqual([]);
    await runAll(url, plan.reverse().statements);
    expect((await look()).changes.map(({ verb, kind, name }) => [verb, kind, name])).toEqual(
      plan.changes.map(({ verb, kind, name }) => [verb, kind, name]),
    );
    return plan.operations.flatMap((o) => (o.do === "batch" ? o.operations : [o])).length > 1;
  } finally {
    shuffleTies(null);
    await drop();
  }
};

const wanted = new Set(["PostgreSQL 18", "MySQL", "MariaDB", "SQLite"]);

describe.each(
  places.filter(({ title }) => wanted.has(title)).map((place) => [place.title, place] as const),
)("%s", (_title, place) => {
  it.each(seeds)(
    "runs every story with ties broken by seed %i",
    async (seed) => {
      const failed: string[] = [];
      let told = 0;
      for (const file of files) {
        const story = await load(file);
        if (story === null) continue;
        const ran = await runs(story, place, seed).catch((error: unknown) => {
          failed.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
          return false;
        });
        if (ran) told++;
      }
      expect(failed).toEqual([]);
      expect(told).toBeGreaterThan(20);
    },
    300_000,
  );
});
