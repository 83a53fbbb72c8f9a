/** A topological sort (Kahn's algorithm): positions break ties, and a cycle is returned as its edges. */

export interface Edge {
  readonly before: number;
  readonly after: number;
  /** The rule that made it. */
  readonly rule: string;
  /** What both actions touch, for messages. */
  readonly over: string;
  /** The edge may be dropped where it would close a cycle. */
  readonly weak: boolean;
}

export type Sorted<E extends Edge> =
  { readonly order: readonly number[] } | { readonly cycle: readonly E[] };

/** A heap of which `take` returns the least number. */
const heap = (): {
  readonly put: (item: number) => void;
  readonly take: () => number | undefined;
} => {
  const items: number[] = [];
  const at = (i: number): number => items[i] ?? Number.POSITIVE_INFINITY;
  const swap = (i: number, j: number): void => {
    [items[i], items[j]] = [at(j), at(i)];
  };
  const put = (item: number): void => {
    items.push(item);
    for (let i = items.length - 1; i > 0 && at(i) < at((i - 1) >> 1); i = (i - 1) >> 1)
      swap(i, (i - 1) >> 1);
  };
  const take = (): number | undefined => {
    const [first] = items;
    const last = items.pop();
    if (items.length === 0 || last === undefined) return first;
    items[0] = last;
    for (let i = 0; ;) {
      const least = at(2 * i + 2) < at(2 * i + 1) ? 2 * i + 2 : 2 * i + 1;
      if (at(i) <= at(least)) return first;
      swap(i, least);
      i = least;
    }
  };
  return { put, take };
};

/** Finds a cycle: follows edges backwards from a waiting item until an item is met again. */
const cycleAmong = <E extends Edge>(
  waiting: ReadonlySet<number>,
  edges: readonly E[],
  start: number,
): readonly E[] => {
  const into = new Map<number, E>();
  for (const edge of edges)
    if (waiting.has(edge.before) && !into.has(edge.after)) into.set(edge.after, edge);
  const path: E[] = [];
  const seen = new Map<number, number>();
  for (let item = start; !seen.has(item);) {
    const edge = into.get(item);
    if (edge === undefined) return [];
    seen.set(item, path.length);
    path.push(edge);
    item = edge.before;
    const from = seen.get(item);
    if (from !== undefined) return path.slice(from).reverse();
  }
  return [];
};

/** @param positions of two items that could run in either order, the one with the smaller position runs first */
export const topologicalOrder = <E extends Edge>(
  positions: readonly number[],
  edges: readonly E[],
): Sorted<E> => {
  const itemAt = new Map(positions.map((position, item) => [position, item]));
  const missing = positions.map(() => 0);
  const out = new Map<number, number[]>();
  for (const { before, after } of edges) {
    missing[after] = (missing[after] ?? 0) + 1;
    const others = out.get(before);
    if (others === undefined) out.set(before, [after]);
    else others.push(after);
  }
  const ready = heap();
  for (const [item, position] of positions.entries()) if (missing[item] === 0) ready.put(position);
  const order: number[] = [];
  for (let next = ready.take(); next !== undefined; next = ready.take()) {
    const item = itemAt.get(next) ?? next;
    order.push(item);
    for (const after of out.get(item) ?? []) {
      const left = (missing[after] ?? 0) - 1;
      missing[after] = left;
      if (left === 0) ready.put(positions[after] ?? after);
    }
  }
  if (order.length === positions.length) return { order };
  const done = new Set(order);
  const waiting = positions.flatMap((_, item) => (done.has(item) ? [] : [item]));
  const least = waiting.reduce((a, b) => ((positions[a] ?? a) < (positions[b] ?? b) ? a : b));
  return { cycle: cycleAmong(new Set(waiting), edges, least) };
};

/** The weak edge of a cycle to drop; null where all of its edges have to hold. */
export const weakest = <E extends Edge>(
  cycle: readonly E[],
  positions: readonly number[],
): E | null => {
  const at = ({ before }: E): number => positions[before] ?? before;
  return cycle
    .filter(({ weak }) => weak)
    .reduce<E | null>((a, b) => (a === null || at(b) < at(a) ? b : a), null);
};
