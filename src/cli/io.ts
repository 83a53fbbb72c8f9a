/** The process, as far as commands may see it: where results go, where everything else goes, the clock and the environment. */
import { Console } from "node:console";
import type { Prompter } from "./init/prompter.js";
import { isAttended, terminalPrompter } from "./init/terminal.js";
import { manyLines, oneLine } from "../render/terminalText.js";
import { isColoured, paintFor, paintSaid } from "./paint.js";

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly print: (text: string) => void;
  /** Everything that is no result. */
  readonly say: (text: string) => void;
  /** A line that the next one overwrites; nothing where nobody watches. */
  readonly progress: (what: string) => void;
  /** Facts of the run; said only with --verbose. */
  readonly detail: (text: string) => void;
  /** Colours on standard output? What is said is painted here. */
  readonly paint: boolean;
  readonly now: () => Date;
  /** Asks whoever sits at the terminal; null where nobody does. */
  readonly prompter: (() => Promise<Prompter>) | null;
}

const ended = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

const eraseLine = "\r\u001b[2K";

/** The process's Io, and when all of what was written is out. */
export interface ProcessIo extends Io {
  /** A pipe takes what is written as fast as its reader does. Resolves where the reader is gone, too. */
  readonly flushed: () => Promise<void>;
}

/** @param secret what must not be seen (passwords) is taken out of everything that is said */
export const processIo = (secret: (text: string) => string): ProcessIo => {
  // Standard output is for results: what a config, a schema or a script says through the console is none.
  globalThis.console = new Console(process.stderr, process.stderr);
  const watched = process.stderr.isTTY && (process.env["CI"] ?? "") === "";
  const paint = paintFor(isColoured(process.env, process.stderr));
  const [out, err] = [process.stdout, process.stderr];
  const last = new Map<NodeJS.WriteStream, Promise<void>>();
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    last.set(
      stream,
      new Promise((resolve) => {
        stream.write(text, () => {
          resolve();
        });
      }),
    );
  };
  let line = false;
  const clear = (): void => {
    if (line) write(err, eraseLine);
    line = false;
  };
  return {
    cwd: process.cwd(),
    env: process.env,
    print: (text) => {
      clear();
      write(out, ended(text));
    },
    say: (text) => {
      clear();
      write(err, ended(paintSaid(manyLines(secret(text)), paint)));
    },
    detail: (text) => {
      clear();
      write(err, `${paint.faint(oneLine(secret(text)))}\n`);
    },
    progress: (what) => {
      if (!watched) return;
      write(err, `${eraseLine}${oneLine(secret(what))} …`);
      line = true;
    },
    paint: isColoured(process.env, process.stdout),
    now: () => new Date(),
    flushed: async () => {
      // What modules of the user's wrote by themselves. (Bun always says 0, and calls back at once for an empty text.)
      for (const stream of [out, err]) if (stream.writableLength > 0) write(stream, "");
      await Promise.all(last.values());
    },
    prompter: isAttended(process.env) ? terminalPrompter : null,
  };
};
