/** How the sort breaks ties: as a reader expects, unless a test asks for a random order to show that nothing depends on it. */
import { rankOf } from "../ranks.js";
import type { Step } from "../step.js";

/** The place of each step where no edge decides: a permutation of their indexes. */
type TieBreak = (steps: readonly Step[]) => readonly number[];

const placesBy = (
  steps: readonly Step[],
  weight: (step: Step, i: number) => number,
): readonly number[] => {
  const places = steps.map(() => 0);
  steps
    .map((step, i) => ({ weight: weight(step, i), i }))
    .sort((a, b) => a.weight - b.weight || a.i - b.i)
    .forEach(({ i }, place) => {
      places[i] = place;
    });
  return places;
};

/** By rank; within one rank, in the order given. */
const expected: TieBreak = (steps) => placesBy(steps, ({ rank }) => rankOf(rank));

/** The FNV-1a hash of a text. */
const hash = (text: string): number =>
  Array.from(text, (c) => c.codePointAt(0) ?? 0).reduce(
    (h, code) => Math.imul(h ^ code, 0x01000193) >>> 0,
    0x811c9dc5,
  );

const shuffled =
  (seed: number): TieBreak =>
  (steps) =>
    placesBy(steps, (_, i) => hash(`${String(seed)} ${String(i)} ${String(seed)}`));

const chosen: { by: TieBreak } = { by: expected };

export const breakTies: TieBreak = (steps) => chosen.by(steps);

/** For tests only: from now on ties are broken at random, from this seed; null restores the order that a reader expects. */
export const shuffleTies = (seed: number | null): void => {
  chosen.by = seed === null ? expected : shuffled(seed);
};
