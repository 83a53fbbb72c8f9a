/** The one function through which text passes on its way into TypeScript. */

/** What JSON leaves as it is and a source file had better not hold: line separators, C1 controls, directions of writing, byte order marks. */
const unseen = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Any text as a double-quoted TypeScript literal: it can be nothing but that text, whatever it holds. */
export const stringLiteral = (text: string): string => JSON.stringify(text).replace(unseen, escape);
