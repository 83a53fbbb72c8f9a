/** Pairs two lists in passes, the most certain first. Both lists are sorted before, so that the order of catalogue rows never matters. */

export interface Pass<T> {
  /** Why the two items of a pair of this pass belong together. */
  readonly because: string;
  /** Items with equal keys are paired, each once, in order; an item whose key is null is left for a later pass. */
  readonly from: (item: T) => string | null;
  readonly to: (item: T) => string | null;
}

export interface Pair<T> {
  readonly from: T;
  readonly to: T;
  readonly because: string;
}

export interface Pairing<T> {
  readonly pairs: readonly Pair<T>[];
  /** On the declared side only. */
  readonly missing: readonly T[];
  /** On the live side only. */
  readonly surplus: readonly T[];
}

/** A pass whose key is read the same way on both sides. */
export const pass = <T>(because: string, key: (item: T) => string | null): Pass<T> => ({
  because,
  from: key,
  to: key,
});

export const pair = <T>(
  from: readonly T[],
  to: readonly T[],
  passes: readonly Pass<T>[],
): Pairing<T> => {
  const pairs: Pair<T>[] = [];
  let surplus = from;
  let missing = to;
  for (const { because, from: fromKey, to: toKey } of passes) {
    const waiting = new Map<string, T[]>();
    for (const item of surplus) {
      const key = fromKey(item);
      if (key !== null) waiting.set(key, [...(waiting.get(key) ?? []), item]);
    }
    const taken = new Set<T>();
    const stillMissing: T[] = [];
    for (const item of missing) {
      const key = toKey(item);
      const counterpart = key === null ? undefined : waiting.get(key)?.shift();
      if (counterpart === undefined) {
        stillMissing.push(item);
        continue;
      }
      taken.add(counterpart);
      pairs.push({ from: counterpart, to: item, because });
    }
    surplus = surplus.filter((item) => !taken.has(item));
    missing = stillMissing;
  }
  return { pairs, missing, surplus };
};
