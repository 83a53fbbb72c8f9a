/** For tests: the built program at a pseudo-terminal (that of util-linux's `script`), with somebody who waits for what is asked and types. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist/cli/main.js");

/** What has to be on the screen, and the keys that are pressed then. */
export type Turn = readonly [awaits: RegExp, keys: string];

export const keys = {
  enter: "\r",
  down: "\u001b[B",
  ctrlC: "\u0003",
  escape: "\u001b",
  erase: "\u007f",
} as const;

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const withoutColours = (text: string): string => text.replace(/\u001b\[[\d;?]*[a-zA-Z]/g, "");

export interface Seen {
  readonly status: number | null;
  /** Everything that was on the screen, without colours. */
  readonly screen: string;
}

export const atTerminal = (
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  turns: readonly Turn[],
): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const { DATABASE_URL: _url, NODE_OPTIONS: _options, CI: _ci, ...clean } = process.env;
    // A pseudo-terminal is 0 columns wide until somebody says otherwise.
    const command = `stty cols 120 rows 40; exec ${[process.execPath, program, ...args].map(quoted).join(" ")}`;
    const child = spawn("script", ["-qefc", command, "/dev/null"], {
      timeout: 30_000,
      cwd,
      env: { ...clean, TERM: "xterm", SHELL: "/bin/sh", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let screen = "";
    let from = 0;
    const open = [...turns];
    const type = (): void => {
      const [turn] = open;
      if (turn === undefined || !turn[0].test(withoutColours(screen.slice(from)))) return;
      from = screen.length;
      open.shift();
      child.stdin.write(turn[1]);
    };
    child.stdout.on("data", (chunk: Buffer) => {
      screen += chunk.toString();
      type();
    });
    child.once("error", reject);
    child.once("close", (status) => {
      if (open.length > 0 || status === null)
        reject(new Error(`nobody asked for ${String(open[0]?.[0])}:\n${withoutColours(screen)}`));
      else resolve({ status, screen: withoutColours(screen) });
    });
  });
