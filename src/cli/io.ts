/** The parts of the process that commands can use: where results are written, where everything else is written, the clock and the environment. */
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
  /** Everything that is not a result. */
  readonly say: (text: string) => void;
  /** A line that the next one overwrites; nothing where no terminal is attached. */
  readonly progress: (what: string) => void;
  /** Details of the run, which are only written with --verbose. */
  readonly detail: (text: string) => void;
  /** Is standard output coloured? Messages are coloured here. */
  readonly paint: boolean;
  readonly now: () => Date;
  /** Asks the user at the terminal; null where there is none. */
  readonly prompter: (() => Promise<Prompter>) | null;
}

const ended = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

const eraseLine = "\r\u001b[2K";

/** The process's Io, with a way to wait until everything has been written. */
export interface ProcessIo extends Io {
  /** Resolves when everything has been written, or the reader is gone: a pipe takes output only as fast as its reader does. */
  readonly flushed: () => Promise<void>;
}

/** @param secret removes what must not be seen (passwords) from every message */
export const processIo = (secret: (text: string) => string): ProcessIo => {
  // Standard output is for results: what a config, a schema or a script prints through the console is not a result.
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
      // Includes what the user's modules wrote by themselves. (Bun always reports a length of 0, and calls back at once for an empty text.)
      for (const stream of [out, err]) if (stream.writableLength > 0) write(stream, "");
      await Promise.all(last.values());
    },
    prompter: isAttended(process.env) ? terminalPrompter : null,
  };
};
