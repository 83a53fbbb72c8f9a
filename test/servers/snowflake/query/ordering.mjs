/** Rows in order, and rows that are alike. */
import { keyOf, order } from "../values/compare.mjs";

export const keyOfRow = (row) => row.map(keyOf).join("\u0000");

export const distinctRows = (rows) => [
  ...new Map(rows.map((row) => [keyOfRow(row), row])).values(),
];

/** Compares by keys that stand beside the rows. */
export const byKeys = (keys) => (a, b) => {
  for (const [index, { descending, nullsFirst }] of keys.entries()) {
    const [x, y] = [a[index], b[index]];
    if (x === null && y === null) continue;
    if (x === null || y === null) return (x === null) === nullsFirst ? -1 : 1;
    const outcome = order(x, y);
    if (outcome !== 0) return descending ? -outcome : outcome;
  }
  return 0;
};
