/** Makes catalogue text safe for a terminal: characters that would move the cursor, change colours or turn the writing direction are shown as escapes. */
import { lookupTable } from "../model/index.js";

/** C0 and C1 controls, DEL, line separators, writing directions, and halves of surrogate pairs. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Readonly<Record<string, string>> = lookupTable({
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
});

const shown = (c: string): string =>
  short[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The text as one line: a line feed is shown as `\n`. */
export const oneLine = (text: string): string => text.replace(unseen, shown);

/** The same for text that may have several lines: line feeds and tabs stay. */
export const manyLines = (text: string): string =>
  text.replace(unseen, (c) => (c === "\n" || c === "\t" ? c : shown(c)));

/** The first character of a text that a terminal would interpret instead of showing, in escaped form; null for none. */
export const obeyed = (text: string): string | null => {
  const found = [...text.matchAll(unseen)].find(([c]) => !["\n", "\r", "\t"].includes(c));
  return found === undefined ? null : shown(found[0]);
};

/** A JSON document in which also those characters are escaped that JSON leaves alone and a terminal would interpret: it is the same document. */
export const jsonText = (value: unknown): string =>
  `${manyLines(JSON.stringify(value, null, 2))}\n`;
