/** Every statement of every story, there and back, takes the lock on PostgreSQL that it says: neither a stronger nor a weaker one. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { diff, MetaData, type Plan } from "schema-diff";
import type { BatchStory } from "../../fixtures/batch.js";
import { forDialect, type Story } from "../../fixtures/story.js";
import { freshDatabase } from "../servers/urls.js";
import { execute, isPassedOver } from "../stories/places.js";

const cases = resolve("fixtures/cases");
const files = readdirSync(cases, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".ts"))
  .sort();

/** As pg_locks calls them, from the weakest; readers hold the first two, which keep only ACCESS EXCLUSIVE and EXCLUSIVE off. */
const modes = [
  "AccessShareLock",
  "RowShareLock",
  "RowExclusiveLock",
  "ShareUpdateExclusiveLock",
  "ShareLock",
  "ShareRowExclusiveLock",
  "ExclusiveLock",
  "AccessExclusiveLock",
];
const inWords = (mode: string): string =>
  mode
    .replace("Lock", "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toUpperCase();

const relations = `
SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;
const locks = `
SELECT mode FROM pg_locks
 WHERE pid = pg_backend_pid() AND locktype = 'relation' AND relation = ANY ($1::oid[])`;

/** The strongest lock on what was there before the statement. */
const lockTaken = async (client: pg.Client, sql: string): Promise<string | null> => {
  const { rows: before } = await client.query<{ oid: number }>(relations);
  await client.query("BEGIN");
  await client.query(sql);
  const { rows } = await client.query<{ mode: string }>(locks, [before.map(({ oid }) => oid)]);
  await client.query("COMMIT");
  const strongest = Math.max(...rows.map(({ mode }) => modes.indexOf(mode)), 0);
  return strongest < 2 ? null : inWords(modes[strongest] ?? "");
};

let judged = 0;

const judge = async (plan: Plan, client: pg.Client): Promise<void> => {
  for (const { sql, lock, changes } of plan.statementValues) {
    const taken = await lockTaken(client, sql);
    // Of what is not modelled nothing is known but its text.
    if (changes === "unknown") continue;
    judged += 1;
    expect({ sql, lock: taken }).toEqual({ sql, lock });
  }
};

test.each(files)("%s", async (file) => {
  const told = (
    (await import(pathToFileURL(join(cases, file)).href)) as { default: Story | BatchStory }
  ).default;
  const elsewhere = told.on !== undefined && !told.on.includes("postgres");
  if (!("declared" in told) || elsewhere || told.refused?.postgres !== undefined) return;
  const { url, drop } = await freshDatabase("postgres");
  if (await isPassedOver(told, url, "postgres")) return drop();
  const client = new pg.Client(url);
  try {
    await execute(url, forDialect(told.holds, "postgres") ?? "");
    const metadata = new MetaData(
      told.namingConvention === undefined ? {} : { namingConvention: told.namingConvention },
    );
    told.declared(metadata, "postgres", null);
    const plan = await diff({ from: url, to: metadata, ...told.options });
    await client.connect();
    await judge(plan, client);
    await judge(plan.reverse(), client);
  } finally {
    await client.end();
    await drop();
  }
});

afterAll(() => {
  expect(judged).toBeGreaterThan(300);
});
