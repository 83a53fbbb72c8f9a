#!/usr/bin/env node
/** The program: hands the process to one run, and exits with its status. */
import { writeSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { processIo } from "./io.js";
import { run } from "./run.js";
import { withoutSecrets } from "./secrets.js";

// A schema of a thousand tables is a million short-lived values: a young generation that holds them is collected a third as often.
setFlagsFromString("--min-semi-space-size=32");

// Where there is no `navigator` (Node 20), pg makes a Response to learn on which runtime it is, and that loads an HTTP client.
if (!("navigator" in globalThis)) Object.defineProperty(globalThis, "navigator", { value: { userAgent: `Node.js/${process.versions.node}` }, configurable: true, writable: true });

// A reader that goes away (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

// A module of the user's that waits for what never comes leaves Node nothing to do: it would end with a status of its own (13), and hardly a word.
let ended = false;
process.on("exit", () => {
  if (ended) return;
  process.exitCode = 2;
  writeSync(2, "error: a module waits for something that never comes\n  → look for an `await` outside of functions in the config, the metadata or a script\n");
});

/** What was written goes out first: a pipe takes it as fast as its reader does. Resolves where the reader is gone, too. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => {
  if (stream.destroyed || stream.writableLength === 0) resolve();
  else stream.write("", () => resolve());
});

const status = await run(process.argv.slice(2), processIo(withoutSecrets));
ended = true;
await flushed(process.stdout);
await flushed(process.stderr);
// What a config, a schema or a script has left open (a timer, a pool, a server) does not hold the command up.
process.exit(status);
