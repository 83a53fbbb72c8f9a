/** Measures: milliseconds of the wall clock, the median of several runs. */
export const median = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** @returns {Promise<{ value: unknown, ms: number }>} the last value, the median time */
export const timed = async (work, runs = 3) => {
  const times = [];
  let value;
  for (let i = 0; i < runs; i += 1) {
    const begun = performance.now();
    value = await work();
    times.push(performance.now() - begun);
  }
  return { value, ms: median(times) };
};

export const text = (ms) => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

/** Rows under their headings, in columns. */
export const tableText = (headings, rows) => {
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => row[i].length)),
  );
  const line = (cells) =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  return [line(headings), ...rows.map(line)].join("\n");
};
