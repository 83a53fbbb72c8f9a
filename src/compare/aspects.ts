/** Finds with deep-diff in which aspects two values differ. */
import deepDiff from "deep-diff";
import { type Aspect, same, sortedBy } from "../model/index.js";

type Difference = deepDiff.Diff<unknown, unknown>;

type Path = readonly (string | number)[];

/** Typed as `any[]` by the package. */
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

/** Empty exactly when the two are deeply equal. Sorted by path; a list that changed anywhere is one aspect, whole. */
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
