#!/usr/bin/env node
/** The program: gives the process to one run, and exits with its status. */
import { writeSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { processIo } from "./io.js";
import { endsWell } from "./ends.js";
import { outputFailure } from "./outputFailure.js";
import { run } from "./run.js";
import { withoutSecrets } from "./secrets.js";

// A schema of a thousand tables makes a million short-lived values: a young generation that holds them is collected a third as often.
setFlagsFromString("--min-semi-space-size=32");

// Where there is no `navigator` (Node 20), pg creates a Response to detect its runtime, which loads an HTTP client.
if (!("navigator" in globalThis))
  Object.defineProperty(globalThis, "navigator", {
    value: { userAgent: `Node.js/${process.versions.node}` },
    configurable: true,
    writable: true,
  });

let ended = false;

// A truncated result is no result, and status 0 of `check` would mean that the database is in sync.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  ended = true;
  try {
    writeSync(2, outputFailure(error));
  } catch {
    // Where nobody reads the messages either, the exit status is all that remains.
  }
  process.exit(2);
});

// If messages cannot be written, there is nobody left to report it to.
process.stderr.on("error", () => undefined);

const where = "in the config, the metadata or a script\n";
let early = `error: a module ended the program before it was done\n  → look for process.exit(), or an error that nobody catches, ${where}`;

// Sent before the end only where nothing is left to do: a module of the user's then waits for something that never happens.
process.on("beforeExit", () => {
  early = `error: a module waits for something that never comes\n  → look for an \`await\` outside of functions ${where}`;
});

// Status 0 would mean success.
process.on("exit", () => {
  if (ended) return;
  process.exitCode = 2;
  writeSync(2, early);
});

const main = async (): Promise<void> => {
  const io = processIo(withoutSecrets);
  const leave = (status: number): never => {
    ended = true;
    process.exit(status);
  };
  endsWell(io, leave);
  const status = await run(process.argv.slice(2), io);
  ended = true;
  await io.flushed();
  // What a config, a schema or a script has left open (a timer, a pool, a server) does not delay the exit.
  process.exit(status);
};

// No `await` here: with one, Bun waits forever where a module does.
void main();
