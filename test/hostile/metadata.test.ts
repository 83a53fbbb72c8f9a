/**
 * Hostile texts in what a metadata module says: nothing of it is run by a comparison, nor by the script that is written of
 * it. A sample by seed; SCHEMA_DIFF_HOSTILE=all tries every text in every place.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { diff, MetaData, render, type Plan } from "schema-diff";
import { places } from "../stories/places.js";
import { placeCanary, removeFiles, tracesIn, untouched } from "./canary.js";
import { declarations } from "./declarations.js";
import { refusal } from "./refusal.js";
import { calledBy } from "./script.js";
import { hostileTexts, writingExpression } from "./texts.js";
import { exclude, scriptOptions, upgradeBy } from "./upgrade.js";

const all = process.env["SCHEMA_DIFF_HOSTILE"] === "all";
if (all) jest.setTimeout(7_200_000);

const seed = Number(process.env["SCHEMA_DIFF_SEED"] ?? Date.now() % 100_000);

afterAll(removeFiles);

describe.each(places.filter(({ title }) => title !== "PostgreSQL 13"))(
  "$title",
  ({ title, dialect, make }) => {
    test(`a declaration runs nothing (SCHEMA_DIFF_SEED=${seed})`, async () => {
      const directory = await mkdtemp(join(tmpdir(), "hostile-"));
      let place = await make();
      await placeCanary(place.url);
      /** What the server refused half-way is left with its database. */
      const anew = async (): Promise<void> => {
        await place.drop();
        place = await make();
        await placeCanary(place.url);
      };
      const planOf = async (what: string, text: string): Promise<Plan> => {
        const metadata = new MetaData();
        declarations[what]?.declare(metadata, text);
        const plan = await diff({ from: place.url, to: metadata, exclude, dialect });
        await diff({ from: metadata, to: place.url, exclude, dialect });
        return plan;
      };
      const [looked, run] = [[...hostileTexts, writingExpression], new Set(hostileTexts)];
      let [tries, planned, ran] = [0, 0, 0];
      try {
        for (const [i, [what, { elsewhere = false }]] of Object.entries(declarations).entries()) {
          if (!all && (i + seed) % 3 !== 0) continue;
          const texts = all ? looked : [looked[(i * 7 + seed) % looked.length] ?? ""];
          for (const text of texts) {
            const about = `${what}: ${JSON.stringify(text)}`;
            tries += 1;
            try {
              const plan = await planOf(what, text);
              const script = await render(plan, scriptOptions);
              planned += 1;
              expect([about, await calledBy(script)]).toEqual([about, 0]);
              expect(await tracesIn(place.url, about)).toEqual(untouched(about));
              if (!elsewhere && run.has(text)) {
                try {
                  await upgradeBy(place.url, directory, script);
                  ran += 1;
                } catch (thrown) {
                  refusal(thrown);
                  expect(await tracesIn(place.url, about)).toEqual(untouched(about));
                  await anew();
                }
              }
            } catch (thrown) {
              refusal(thrown);
            }
            expect(await tracesIn(place.url, about)).toEqual(untouched(about));
          }
        }
        if (all)
          process.stdout.write(
            `${title}: ${tries} declarations, ${planned} planned, ${ran} ran, ${tries - planned} refused\n`,
          );
        expect(planned).toBeGreaterThan(tries / 10);
        expect(planned).toBeLessThan(tries);
        expect(ran).toBeGreaterThan(0);
      } finally {
        await place.drop();
        await rm(directory, { recursive: true, force: true });
      }
    });
  },
);
