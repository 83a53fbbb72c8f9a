/** Colours: whether a stream gets them, and which parts of help and messages have which. */
import { plainPaint, type Paint } from "../render/index.js";

const ansi =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;

const colours: Paint = {
  add: ansi(32),
  drop: ansi(31),
  rename: ansi(36),
  alter: ansi(33),
  strong: ansi(1),
  faint: ansi(2),
  warn: ansi(35),
};

export const paintFor = (coloured: boolean): Paint => (coloured ? colours : plainPaint);

type Environment = Readonly<Record<string, string | undefined>>;

const off = ["0", "false"];

/**
 * FORCE_COLOR decides where it is not empty (force-color.org; 0 and false switch colours off, as in Node), else NO_COLOR where it
 * is not empty (no-color.org), else whether the stream is a terminal with colours. `util.styleText` considers the stream and
 * these variables only since Node 20.18, and differently in each runtime.
 */
export const isColoured = (env: Environment, stream: { readonly isTTY?: boolean }): boolean => {
  const [force, no] = [env["FORCE_COLOR"] ?? "", env["NO_COLOR"] ?? ""];
  if (force !== "") return !off.includes(force.toLowerCase());
  return no === "" && stream.isTTY === true && env["TERM"] !== "dumb";
};

/** Beginnings of lines, with the colour of the beginning. */
const said: readonly (readonly [RegExp, keyof Paint])[] = [
  [/^error:/gm, "drop"],
  [/^warning:/gm, "warn"],
  [/^ {2}→/gm, "strong"],
  [/^(?:Usage|Commands|Options|Examples|Exit status):/gm, "strong"],
];

/** Colours messages that are not reports: help, errors, warnings. */
export const paintSaid = (text: string, paint: Paint): string =>
  said.reduce(
    (painted, [start, colour]) => painted.replace(start, (found) => paint[colour](found)),
    text,
  );
