/** The laws on random schemas and every live server: up reaches what was declared, a second look finds nothing, down returns to the start, rows stay. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { diff, Migrator, render, type MetaData, type Plan } from "schema-diff";
import { witness } from "../witness/witness.js";
import { draft } from "./arbitrary.js";
import type { Draft } from "./draft.js";
import { declared } from "./declare.js";
import { mutation } from "./mutate.js";
import { ground, places, type Ground, type Place } from "./places.js";
import { rowsFor } from "./rows.js";
import { runAll } from "./run.js";
import { tidy } from "./tidy.js";

const runs = Number(process.env["SCHEMA_DIFF_LAW_RUNS"] ?? 5);
const seed = Number(process.env["SCHEMA_DIFF_LAW_SEED"] ?? 20261121);
const path = process.env["SCHEMA_DIFF_LAW_PATH"];

const inSync = (plan: Plan): void => {
  expect({ changes: plan.changes.map(({ verb, kind, table, name, aspects }) => ({ verb, kind, table, name, aspects })), statements: plan.statements, undecided: plan.undecided })
    .toEqual({ changes: [], statements: [], undecided: [] });
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
  if (plan.inSync) return;
  const scripts = await mkdtemp(join(tmpdir(), "law-scripts-"));
  try {
    const before = await witness(url);
    await writeFile(join(scripts, "1_law.ts"), await render(plan, { format: "typescript", message: "a law", revision: "1", downRevision: null }));
    const migrator = new Migrator({ source: url, directory: scripts });
    await migrator.upgrade("head");
    inSync(await look(url, to));
    await migrator.downgrade("base");
    expect(await witness(url)).toEqual(before);
  } finally {
    await rm(scripts, { recursive: true, force: true });
  }
};

const byStatements = async (url: string, to: MetaData): Promise<void> => {
  const plan = await look(url, to);
  const before = await witness(url);
  await runAll(url, plan.statements);
  inSync(await look(url, to));
  await runAll(url, plan.reverse().statements);
  expect(await witness(url)).toEqual(before);
};

const ways = { script: byScript, statements: byStatements } as const;

/** What a failure has to say to be understood: both declarations, the plan and the rows. */
const told = async (stage: string, drafts: readonly [Draft, Draft], rows: readonly string[], ground_: Ground, thrown: unknown): Promise<Error> => {
  const [from, to] = drafts;
  const plan = await ground_.empty()
    .then(() => look(ground_.url, declared(from)))
    .then(async (made) => [...made.statements, await runAll(ground_.url, made.statements).then(async () => (await look(ground_.url, declared(to))).statements.join(";\n"))].join(";\n"))
    .catch(String);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new Error(`by ${stage}: ${text}\nfrom ${JSON.stringify(from)}\nto ${JSON.stringify(to)}\n${plan}\n${rows.join("\n")}`, { cause: thrown });
};

const holds = async (place: Place, ground_: Ground, from: Draft, to: Draft): Promise<void> => {
  const rows = rowsFor(from, to, place);
  for (const [stage, way] of Object.entries(ways)) {
    try {
      await ground_.empty();
      await start(ground_.url, declared(from), rows);
      await way(ground_.url, declared(to));
    } catch (thrown) {
      throw await told(stage, [from, to], rows, ground_, thrown);
    }
  }
};

const pairs = (place: Place): fc.Arbitrary<readonly [Draft, Draft]> => fc.tuple(draft, mutation).map(([drawn, change]) => {
  const from = tidy(drawn, place);
  return [from, tidy(change(from), place)];
});

describe.each(places.map((place) => [place.title, place] as const))("%s", (_title, place) => {
  it("goes there and back", async () => {
    const ground_ = await ground(place);
    try {
      await fc.assert(fc.asyncProperty(pairs(place), async ([from, to]) => {
        await holds(place, ground_, from, to);
      }), { numRuns: runs, seed, ...(path === undefined ? {} : { path }), includeErrorInReport: true });
    } finally {
      await ground_.drop();
    }
    expect(runs).toBeGreaterThan(0);
  }, Math.max(120_000, runs * 5_000));
});
