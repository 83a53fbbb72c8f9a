/** The colours of a report on a terminal. */
import { plainPaint, type Paint } from "../render/index.js";

const ansi = (code: number) => (text: string): string => `\u001b[${code}m${text}\u001b[0m`;

const colours: Paint = { add: ansi(32), drop: ansi(31), rename: ansi(36), alter: ansi(33), strong: ansi(1), faint: ansi(2), warn: ansi(35) };

export const paintFor = (coloured: boolean): Paint => (coloured ? colours : plainPaint);
