/** For tests: the built program, run as a user runs it, in a folder of the test's own. */
import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io } from "../../src/cli/io.js";

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist/cli/main.js");

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder {
  readonly path: string;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  /** Every file below, sorted, with `/`. */
  readonly files: () => readonly string[];
  readonly run: (...args: readonly string[]) => Promise<Outcome>;
  readonly runWith: (
    env: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ) => Promise<Outcome>;
  /** The same, with a folder below as the working directory. */
  readonly at: (below: string) => Pick<Folder, "run" | "runWith">;
  readonly remove: () => void;
}

export const newFolder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), "schema-diff-cli-"));
  const runIn =
    (cwd: string): Folder["runWith"] =>
    (env, ...args) =>
      new Promise((resolve, reject) => {
        // jest forces colours on its workers where it has a terminal
        const {
          DATABASE_URL: _url,
          NODE_OPTIONS: _options,
          FORCE_COLOR: _force,
          NO_COLOR: _no,
          ...clean
        } = process.env;
        const child = spawn(process.execPath, [program, ...args], {
          cwd,
          env: { ...clean, ...env },
          stdio: ["ignore", "pipe", "pipe"],
        });
        const [out, err]: [Buffer[], Buffer[]] = [[], []];
        child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
        child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
        child.once("error", reject);
        child.once("close", (status) =>
          resolve({
            status,
            stdout: Buffer.concat(out).toString(),
            stderr: Buffer.concat(err).toString(),
          }),
        );
      });
  return {
    path,
    write: (file, text) => {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    read: (file) => readFileSync(join(path, file), "utf8"),
    files: () =>
      readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => statSync(join(path, name)).isFile())
        .sort(),
    run: (...args) => runIn(path)({}, ...args),
    runWith: runIn(path),
    at: (below) => {
      const runWith = runIn(join(path, below));
      return { runWith, run: (...args) => runWith({}, ...args) };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};

const unheard = (): undefined => undefined;

/** For a run inside this process: nobody at a terminal, no clock, and nothing heard but what `own` says. */
export const ioWithin = (own: Pick<Io, "cwd"> & Partial<Io>): Io => ({
  env: {},
  paint: false,
  now: () => new Date(0),
  progress: unheard,
  detail: unheard,
  print: unheard,
  say: unheard,
  prompter: null,
  ...own,
});
