/** The process, as far as commands may see it: where results go, where everything else goes, the clock and the environment. */
import { Console } from "node:console";
import type { Prompter } from "./init/prompter.js";
import { isAttended, terminalPrompter } from "./init/terminal.js";
import { manyLines, oneLine } from "../render/visible.js";

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly print: (text: string) => void;
  /** Everything that is no result. */
  readonly say: (text: string) => void;
  /** A line that the next one overwrites; nothing where nobody watches. */
  readonly progress: (what: string) => void;
  /** Colours on standard output? */
  readonly paint: boolean;
  readonly now: () => Date;
  /** Asks whoever sits at the terminal; null where nobody does. */
  readonly prompter: (() => Promise<Prompter>) | null;
}

const colours = (env: Io["env"], stream: { readonly isTTY?: boolean }): boolean =>
  stream.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";

const ended = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

const eraseLine = "\r\u001b[2K";

/** @param secret what must not be seen (passwords) is taken out of everything that is said */
export const processIo = (secret: (text: string) => string): Io => {
  // Standard output is for results: what a config, a schema or a script says through the console is none.
  globalThis.console = new Console(process.stderr, process.stderr);
  const watched = process.stderr.isTTY === true && (process.env["CI"] ?? "") === "";
  let line = false;
  const clear = (): void => {
    if (line) process.stderr.write(eraseLine);
    line = false;
  };
  return {
    cwd: process.cwd(),
    env: process.env,
    print: (text) => {
      clear();
      process.stdout.write(ended(text));
    },
    say: (text) => {
      clear();
      process.stderr.write(ended(manyLines(secret(text))));
    },
    progress: (what) => {
      if (!watched) return;
      process.stderr.write(`${eraseLine}${oneLine(secret(what))} …`);
      line = true;
    },
    paint: colours(process.env, process.stdout),
    now: () => new Date(),
    prompter: isAttended(process.env) ? terminalPrompter : null,
  };
};
