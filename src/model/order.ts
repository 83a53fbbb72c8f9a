/**
 * Compares texts by code units, so that the order is the same on every machine and in every locale.
 */

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The items sorted by a key; items with equal keys keep their order. */
export const sortedBy = <T>(items: readonly T[], key: (item: T) => string): readonly T[] =>
  items
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ item }) => item);
