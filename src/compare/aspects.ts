/** Finds the aspects in which two values differ, by means of deep-diff. */
import deepDiff from "deep-diff";
import { type Aspect, same, sortedBy } from "../model/index.js";

type Difference = deepDiff.Diff<unknown, unknown>;

type Path = readonly (string | number)[];

/** The package types a path as `any[]`. */
const pathOf = ({ path = [] }: Difference): Path =>
  path.map((step: unknown) => (typeof step === "number" ? step : String(step)));

const flat = (difference: Difference, under: Path = []): Aspect => {
  const path = [...under, ...pathOf(difference)];
  if (difference.kind === "A") return flat(difference.item, [...path, difference.index]);
  return {
    path: path.join("."),
    from: "lhs" in difference ? difference.lhs : null,
    to: "rhs" in difference ? difference.rhs : null,
  };
};

/** The aspects in which two objects differ, sorted by path; empty exactly when they are deeply equal. A list that changed anywhere is one aspect with the whole list. */
export const aspectsOf = (from: object, to: object): readonly Aspect[] => {
  if (same(from, to)) return [];
  const found = deepDiff.diff(from, to) ?? [];
  const whole = new Map<string, Aspect>();
  for (const difference of found) {
    const [top] = pathOf(difference);
    const before = topOf(from, top);
    const after = topOf(to, top);
    const aspect =
      Array.isArray(before) || Array.isArray(after)
        ? { path: String(top), from: before, to: after }
        : flat(difference);
    whole.set(aspect.path, aspect);
  }
  return sortedBy([...whole.values()], ({ path }) => path);
};

const topOf = (value: object, key: string | number | undefined): unknown =>
  key === undefined ? undefined : Object.entries(value).find(([name]) => name === String(key))?.[1];
