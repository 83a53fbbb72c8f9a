/** Text of a catalogue on its way to a terminal: what would move the cursor, colour the screen or turn the direction of writing is shown, not done. */
import { lookupTable } from "../model/index.js";

/** C0 and C1 controls, DEL, line separators, directions of writing, and halves of surrogate pairs. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Readonly<Record<string, string>> = lookupTable({
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
});

const shown = (c: string): string =>
  short[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** One line, whatever the text holds: a line feed is shown as `\n`. */
export const oneLine = (text: string): string => text.replace(unseen, shown);

/** The same for text that may have lines of its own: line feeds and tabs stay. */
export const manyLines = (text: string): string =>
  text.replace(unseen, (c) => (c === "\n" || c === "\t" ? c : shown(c)));

/** What of a text a terminal would obey instead of showing it, as it is shown here; null for none. */
export const obeyed = (text: string): string | null => {
  const found = [...text.matchAll(unseen)].find(([c]) => !["\n", "\r", "\t"].includes(c));
  return found === undefined ? null : shown(found[0]);
};

/** A document of JSON. What JSON itself leaves unescaped and a terminal would obey is escaped: it is the same document. */
export const jsonText = (value: unknown): string =>
  `${manyLines(JSON.stringify(value, null, 2))}\n`;
