/** "Did you mean": finds the existing name closest to one that does not exist. */

/** How many characters have to be inserted, removed or replaced. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, x] of Array.from(a).entries()) {
    row = Array.from(b).reduce<number[]>(
      (next, y, j) => [
        ...next,
        Math.min((row[j] ?? 0) + (x === y ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      ],
      [i + 1],
    );
  }
  return row.at(-1) ?? 0;
};

const listed = (names: readonly string[]): string =>
  names.length > 12
    ? `${names.slice(0, 12).join(", ")} … (${names.length} in all)`
    : names.join(", ");

/**
 * The name without differences of spelling: `SET NULL`, `set_null` and `setNull` become the same.
 */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The existing name that is probably meant; undefined where none is close enough. */
export const nearest = (wrong: string, names: readonly string[]): string | undefined =>
  names
    .map((name) => ({ name, far: distance(plain(wrong), plain(name)) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(wrong.length / 3)))
    .sort((a, b) => a.far - b.far)[0]?.name;

/** One sentence for an error message: the closest name if there is one, and all names. */
export const suggestion = (wrong: string, names: readonly string[], what: string): string => {
  const near = nearest(wrong, names);
  const there = names.length === 0 ? `there are no ${what}` : `the ${what} are ${listed(names)}`;
  return near === undefined ? there : `did you mean ${JSON.stringify(near)}? ${there}`;
};
