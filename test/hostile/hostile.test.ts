/**
 * Hostile texts in every place of a snapshot that holds a text: nothing that a file says is run, by check, diff, generate
 * or upgrade. A sample by seed; SCHEMA_DIFF_HOSTILE=all tries every text in every place.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { diff, reflect, render } from "schema-diff";
import { renderMetadata } from "../../src/render/metadata.js";
import { query } from "../servers/urls.js";
import { execute, onHandle, places } from "../stories/places.js";
import { placeCanary, removeFiles, tracesIn, untouched } from "./canary.js";
import { mutations } from "./mutate.js";
import { refusal } from "./refusal.js";
import { schemas } from "./schemas.js";
import { calledBy } from "./script.js";
import { hostileTexts, writingExpression } from "./texts.js";
import { exclude, scriptOptions, upgradeBy } from "./upgrade.js";

const all = process.env["SCHEMA_DIFF_HOSTILE"] === "all";
// All of them take an hour.
if (all) jest.setTimeout(7_200_000);

const seed = Number(process.env["SCHEMA_DIFF_SEED"] ?? Date.now() % 100_000);

/** Runs as much as the server takes: what it refuses it has not run. */
const run = async (url: string, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) {
    try {
      if (url.startsWith("sqlite:"))
        await onHandle(url, (database) => {
          database.exec(statement);
        });
      else await query(url, statement);
    } catch {
      return;
    }
  }
};

/** What is handed over as one text runs as one, comments included. */
const takesSeveral: ReadonlySet<string> = new Set(["postgres", "sqlite"]);

afterAll(removeFiles);

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
        await placeCanary(place.url);
        const found = mutations(snapshot);
        expect(found.length).toBeGreaterThan(100);
        const refused = new Map<string, number>();
        let [tries, planned] = [0, 0];
        for (const [i, { path, put }] of found.entries()) {
          const looked = [...hostileTexts, writingExpression];
          const texts = all ? looked : [looked[(i * 7 + seed) % looked.length] ?? ""];
          for (const text of texts) {
            const about = `${path}: ${JSON.stringify(text)}`;
            tries += 1;
            await writeFile(file, JSON.stringify(put(text)));
            const plans = await Promise.allSettled([
              diff({ from: place.url, to: file, exclude, dialect }),
              diff({ from: file, to: place.url, exclude, dialect }),
            ]);
            for (const outcome of plans) {
              if (outcome.status === "rejected") {
                const code = refusal(outcome.reason);
                refused.set(code, (refused.get(code) ?? 0) + 1);
                continue;
              }
              planned += 1;
              try {
                expect(outcome.value.statements).toBeInstanceOf(Array);
                const script = await render(outcome.value, scriptOptions);
                expect([about, await calledBy(script)]).toEqual([about, 0]);
              } catch (thrown) {
                refusal(thrown);
              }
            }
            // What `init` and `reflect --format typescript` write.
            if (all || i % 3 === 0)
              await reflect(file, { dialect })
                .then(async (schema) => {
                  const module = await renderMetadata(schema);
                  expect([about, await calledBy(module)]).toEqual([about, 0]);
                })
                // An enum's name that no server takes is refused when it is written.
                .catch(refusal);
            expect(await tracesIn(place.url, about)).toEqual(untouched(about));
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
        await placeCanary(place.url);
        const found = mutations(snapshot);
        let [tries, ran] = [0, 0];
        for (const [i, { path, put }] of found.entries()) {
          if (!all && (i + seed) % 6 !== 0) continue;
          tries += 1;
          const text = hostileTexts[(i * 5 + seed) % hostileTexts.length] ?? "";
          await writeFile(file, JSON.stringify(put(text)));
          const about = `${path}: ${JSON.stringify(text)}`;
          try {
            const plan = await diff({ from: place.url, to: file, exclude });
            if (tries % 2 === 0 && takesSeveral.has(dialect))
              await run(place.url, [await render(plan, { format: "sql" })]);
            else if (tries % 2 === 0) await run(place.url, plan.statements);
            else await upgradeBy(place.url, directory, await render(plan, scriptOptions));
            ran += 1;
          } catch (thrown) {
            refusal(thrown);
          }
          expect(await tracesIn(place.url, about)).toEqual(untouched(about));
        }
        expect(ran).toBeGreaterThan(0);
      } finally {
        await place.drop();
        await rm(directory, { recursive: true, force: true });
      }
    });
  },
);
