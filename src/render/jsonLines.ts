/** Prints JSON so that it reads well and is short: what fits on one line is printed on one line. */

const width = 100;

/** What is printed before a value (its key, or nothing), and the value. */
type Item = readonly [before: string, value: unknown];

const itemsOf = (value: object): readonly Item[] =>
  Array.isArray(value)
    ? value.map((item: unknown): Item => ["", item])
    : Object.entries(value).map(([key, item]): Item => [`${JSON.stringify(key)}: `, item]);

/** The value on one line of at most `room` characters; null where it is longer. */
const onOneLine = (value: unknown, room: number): string | null => {
  if (typeof value !== "object" || value === null) {
    const text = JSON.stringify(value);
    return text.length > room ? null : text;
  }
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{ ", " }"];
  let text = open;
  for (const [before, item] of itemsOf(value)) {
    const prefix = text === open ? before : `, ${before}`;
    const rest = onOneLine(item, room - text.length - prefix.length - close.length);
    if (rest === null) return null;
    text += prefix + rest;
  }
  if (text === open) return Array.isArray(value) ? "[]" : "{}";
  return text + close;
};

const onLines = (value: object, indent: string): string => {
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const inner = `${indent}  `;
  const lines = itemsOf(value).map(([before, item]) => {
    // One character is kept for the comma.
    const short = onOneLine(item, width - inner.length - before.length - 1);
    if (short !== null) return `${inner}${before}${short}`;
    return typeof item === "object" && item !== null
      ? `${inner}${before}${onLines(item, inner)}`
      : `${inner}${before}${JSON.stringify(item)}`;
  });
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
};

/** The document as lines; the outermost value always takes several lines. */
export const jsonLines = (document: object): string => onLines(document, "");
