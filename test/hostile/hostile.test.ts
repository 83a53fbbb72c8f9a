/**
 * Hostile texts in every place of a snapshot that holds a text: nothing that a file says is run, by check, diff, generate
 * or upgrade. A sample by seed; SCHEMA_DIFF_HOSTILE=all tries every text in every place.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { runInNewContext } from "node:vm";
import { transform } from "@swc/core";
import { diff, reflect, render, SchemaDiffError, type Plan } from "schema-diff";
import { query } from "../servers/urls.js";
import { execute, onHandle, places } from "../stories/places.js";
import { mutations } from "./mutate.js";
import { canary, schemas } from "./schemas.js";
import { hostileTexts } from "./texts.js";

const all = process.env["SCHEMA_DIFF_HOSTILE"] === "all";
// All of them take an hour.
if (all) jest.setTimeout(7_200_000);

const seed = Number(process.env["SCHEMA_DIFF_SEED"] ?? Date.now() % 100_000);

const rows = async (url: string, sql: string): Promise<number> =>
  url.startsWith("sqlite:")
    ? onHandle(url, (database) => database.prepare(sql).all().length)
    : (await query(url, sql)).length;

const run = async (url: string, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) {
    try {
      if (url.startsWith("sqlite:"))
        await onHandle(url, (database) => {
          database.exec(statement);
        });
      else await query(url, statement);
    } catch {
      // What the server refuses it has not run.
      return;
    }
  }
};

/** Loads the script and runs its `up` on operations that do nothing; what was called besides. */
const calledBy = async (plan: Plan): Promise<number> => {
  const script = await render(plan, {
    format: "typescript",
    message: "hostile",
    revision: "a1",
    downRevision: null,
  });
  const { code } = await transform(script, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  let called = 0;
  const exported: { up?: (op: unknown) => Promise<void>; down?: (op: unknown) => Promise<void> } =
    {};
  runInNewContext(code, {
    exports: exported,
    canaryOfScripts: () => {
      called += 1;
    },
  });
  const silent: unknown = new Proxy(() => undefined, {
    get: () => silent,
    apply: (_, __, given: readonly unknown[]) => {
      const body = given.at(-1);
      if (typeof body === "function") void Reflect.apply(body, undefined, [silent]);
    },
  });
  await exported.up?.(silent);
  await exported.down?.(silent);
  return called;
};

/** The statements of a plan, none where it has to be refused. */
const statementsOf = ({ statements }: { readonly statements: readonly string[] }) => statements;

const refusal = (thrown: unknown): string => {
  if (thrown instanceof SchemaDiffError && thrown.code !== "internal") return thrown.code;
  throw thrown;
};

describe.each(places.filter(({ title }) => title !== "PostgreSQL 13"))(
  "$title",
  ({ title, dialect, make }) => {
    test(`a snapshot runs nothing (SCHEMA_DIFF_SEED=${seed})`, async () => {
      const place = await make();
      const directory = await mkdtemp(join(tmpdir(), "hostile-"));
      const file = join(directory, "hostile.json");
      try {
        await execute(place.url, schemas[dialect]);
        const snapshot: Parameters<typeof mutations>[0] = JSON.parse(
          JSON.stringify(await reflect(place.url)),
        );
        for (const statement of canary) await execute(place.url, statement);
        const found = mutations(snapshot);
        expect(found.length).toBeGreaterThan(100);
        const refused = new Map<string, number>();
        let [tries, planned] = [0, 0];
        for (const [i, { path, put }] of found.entries()) {
          const texts = all
            ? hostileTexts
            : [hostileTexts[(i * 7 + seed) % hostileTexts.length] ?? ""];
          for (const text of texts) {
            const about = `${path}: ${JSON.stringify(text)}`;
            tries += 1;
            await writeFile(file, JSON.stringify(put(text)));
            const plans = await Promise.allSettled([
              diff({ from: place.url, to: file, exclude: ["canary"], dialect }),
              diff({ from: file, to: place.url, exclude: ["canary"], dialect }),
            ]);
            for (const outcome of plans) {
              if (outcome.status === "rejected") {
                const code = refusal(outcome.reason);
                refused.set(code, (refused.get(code) ?? 0) + 1);
                continue;
              }
              planned += 1;
              try {
                const sql = statementsOf(outcome.value).join(";\n");
                expect([about, await calledBy(outcome.value)]).toEqual([about, 0]);
                expect([about, typeof sql]).toEqual([about, "string"]);
              } catch (thrown) {
                refusal(thrown);
              }
            }
            expect([about, await rows(place.url, "SELECT id FROM canary")]).toEqual([about, 1]);
          }
        }
        if (all)
          process.stdout.write(
            `${title}: ${tries} texts in ${found.length} places, ${planned} plans, refused ${[...refused].map(([code, times]) => `${times} by ${code}`).join(", ")}\n`,
          );
        // Names, comments and the values of an enum may be any text; the rest is refused.
        expect(planned).toBeGreaterThan(20);
        expect(refused.get("metadata") ?? 0).toBeGreaterThan(20);
      } finally {
        await place.drop();
        await rm(directory, { recursive: true, force: true });
      }
    });

    test(`what is planned of it runs nothing else (SCHEMA_DIFF_SEED=${seed})`, async () => {
      const place = await make();
      const directory = await mkdtemp(join(tmpdir(), "hostile-"));
      const file = join(directory, "hostile.json");
      try {
        await execute(place.url, schemas[dialect]);
        const snapshot: Parameters<typeof mutations>[0] = JSON.parse(
          JSON.stringify(await reflect(place.url)),
        );
        for (const statement of canary) await execute(place.url, statement);
        const found = mutations(snapshot);
        let ran = 0;
        for (const [i, { path, put }] of found.entries()) {
          if (!all && (i + seed) % 6 !== 0) continue;
          const text = hostileTexts[(i * 5 + seed) % hostileTexts.length] ?? "";
          await writeFile(file, JSON.stringify(put(text)));
          const plan = await diff({ from: place.url, to: file, exclude: ["canary"] }).catch(
            (thrown: unknown) => refusal(thrown),
          );
          if (typeof plan === "string") continue;
          let statements: readonly string[] = [];
          try {
            statements = statementsOf(plan);
          } catch (thrown) {
            refusal(thrown);
          }
          await run(place.url, statements);
          ran += statements.length;
          const about = `${path}: ${JSON.stringify(text)}`;
          expect([about, await rows(place.url, "SELECT id FROM canary")]).toEqual([about, 1]);
        }
        expect(ran).toBeGreaterThan(0);
      } finally {
        await place.drop();
        await rm(directory, { recursive: true, force: true });
      }
    });
  },
);
