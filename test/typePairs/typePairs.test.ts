/**
 * For each pair of types, rows at the edges: the plan says `loses-data` exactly where its statements made another value of
 * one, and `may-fail-on-rows` where they failed. A part of the pairs by seed; all of them by `npm run type-pairs`.
 */
import { writeFileSync } from "node:fs";
import { places } from "../laws/places.js";
import { measure, type Measured } from "./measure.js";

const whole = process.env["SCHEMA_DIFF_TYPE_PAIRS"] === "all";
const seed = Number(process.env["SCHEMA_DIFF_SEED"] ?? 1);

/** One pair in so many, others for each seed. */
const picked =
  (many: number) =>
  (pair: number): boolean =>
    whole || Math.imul(pair + 1 + seed * 7919, 2_654_435_761) >>> 0 < 2 ** 32 / many;

const says = ({ told }: Measured, code: string): boolean => told.includes(code);

const pairText = ({ from, to, changed, failed }: Measured): string =>
  `${from} → ${to}: ${[...changed, ...failed].slice(0, 2).join("; ")}`;

/** Two servers of one dialect share its sample. */
const manyAt = ({ dialect }: (typeof places)[number]): number =>
  40 * places.filter((other) => other.dialect === dialect).length;

describe.each(places.map((place) => [place.title, place] as const))("%s", (title, place) => {
  it("tells what a change of type does to values", async () => {
    const all = await measure(place, picked(manyAt(place)));
    const found = all.filter(({ refused }) => refused === null);
    const lossy = found.filter(({ changed }) => changed.length > 0);
    const failing = found.filter(({ failed }) => failed.length > 0);
    if (whole)
      process.stdout.write(
        `${title}: ${found.length} pairs, ${lossy.length} lose values, ${failing.length} fail on some\n`,
      );
    const report = process.env["SCHEMA_DIFF_TYPE_PAIRS_FILE"];
    if (report !== undefined) writeFileSync(report, JSON.stringify(all, null, 1));
    expect(found.length).toBeGreaterThan(0);
    expect({
      lostAndNotTold: lossy.filter((pair) => !says(pair, "loses-data")).map(pairText),
      toldAndNotLost: found
        .filter((pair) => says(pair, "loses-data") && pair.changed.length === 0)
        .map(pairText),
      failedAndNotTold: failing.filter((pair) => !says(pair, "may-fail-on-rows")).map(pairText),
    }).toEqual({ lostAndNotTold: [], toldAndNotLost: [], failedAndNotTold: [] });
  }, 1_800_000);
});
