/**
 * Random plans on servers where DDL commits by itself: one that fails on rows which were there has changed nothing, one that
 * fails on what it made has lost nothing, and one that no row breaks runs. Some by seed; more by `npm run rows`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff, Migrator, render, SchemaDiffError } from "schema-diff";
import { freshDatabase, query } from "../servers/urls.js";
import { draw, type Drawn } from "./draw.js";

const runs = Number(process.env["SCHEMA_DIFF_ROWS_RUNS"] ?? 6);
const seed = Number(process.env["SCHEMA_DIFF_SEED"] ?? 1);

type Outcome = "ran" | "refused" | "failed late";

/** What a plan did that it must not, in words; null where all is well. */
interface Judged {
  readonly outcome: Outcome;
  readonly wrong: string | null;
}

/** Every table with what the server prints of it, and its rows. */
const dump = async (url: string): Promise<Readonly<Record<string, readonly unknown[]>>> => {
  const found = await query(
    url,
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
  );
  const tables: Record<string, readonly unknown[]> = {};
  for (const { name } of found) {
    const [printed = {}] = await query(url, `SHOW CREATE TABLE \`${String(name)}\``);
    tables[String(name)] = [
      Object.values(printed)[1],
      ...(await query(url, `SELECT * FROM \`${String(name)}\` ORDER BY 1`)),
    ];
  }
  return tables;
};

const judge = async (server: "mysql" | "mariadb", drawn: Drawn): Promise<Judged> => {
  const [holds, declared] = [await freshDatabase(server), await freshDatabase(server)];
  const directory = mkdtempSync(join(tmpdir(), "schema-diff-failing-"));
  try {
    for (const statement of drawn.holds) await query(holds.url, statement);
    for (const statement of drawn.declared) await query(declared.url, statement);
    const before = await dump(holds.url);
    const plan = await diff({ from: holds.url, to: declared.url });
    writeFileSync(
      join(directory, "1.ts"),
      await render(plan, {
        format: "typescript",
        message: "random",
        revision: "1",
        downRevision: null,
      }),
    );
    const migrator = new Migrator({ source: holds.url, directory });
    const thrown: unknown = await migrator.upgrade().then(
      () => null,
      (error: unknown) => error,
    );
    const after = await dump(holds.url);
    const expected = [...drawn.broken, ...drawn.late];
    if (thrown === null)
      return {
        outcome: "ran",
        wrong: expected.length === 0 ? null : `ran, though rows break ${expected.join(", ")}`,
      };
    const said = thrown instanceof SchemaDiffError ? `${thrown.code}: ${thrown.message}` : thrown;
    const wrong = (what: string): string => `seed ${drawn.seed}: ${what}: ${String(said)}`;
    const names = /^batch: [^]*\(\d+ rows?; the first: .+\)/.test(String(said));
    if (drawn.broken.length > 0) {
      const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]),
      );
      return {
        outcome: "refused",
        wrong:
          changed.length > 0
            ? wrong(`changed ${changed.join(", ")}`)
            : names
              ? null
              : wrong("no row is named"),
      };
    }
    // What one statement makes and asks of the rows, it takes back by itself, in the server's own words.
    const told = names || /^script: [^]*Duplicate entry/.test(String(said));
    // What it made stands there; no value that was there is gone.
    const lost = Object.entries(before).filter(([table, [, ...rows]]) =>
      rows.some((row, i) => {
        const now = Object(after[table]?.[i + 1]);
        return Object.entries(Object(row)).some(
          ([column, value]) => JSON.stringify(now[column]) !== JSON.stringify(value),
        );
      }),
    );
    return {
      outcome: "failed late",
      wrong:
        expected.length === 0
          ? wrong("no row breaks anything")
          : lost.length > 0
            ? wrong(`lost values of ${lost.map(([table]) => table).join(", ")}`)
            : told
              ? null
              : wrong("no row is named"),
    };
  } finally {
    rmSync(directory, { recursive: true });
    await holds.drop();
    await declared.drop();
  }
};

test.each(["mysql", "mariadb"] as const)(
  `%s: nothing is destroyed before a plan fails on rows (SCHEMA_DIFF_SEED=${seed})`,
  async (server) => {
    const judged: Judged[] = [];
    for (let i = 0; i < runs; i += 1) judged.push(await judge(server, draw(seed * 100_000 + i)));
    const count = (wanted: Outcome): number =>
      judged.filter(({ outcome }) => outcome === wanted).length;
    if (runs > 6)
      console.log(
        `${server}: ${runs} plans, ${count("ran")} ran, ${count("refused")} refused before anything ran, ${count("failed late")} failed on what they made`,
      );
    expect(judged.flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
    expect(count("ran")).toBeGreaterThan(0);
    expect(count("refused")).toBeGreaterThan(0);
  },
  7_200_000,
);
