#!/usr/bin/env node
/** The program: hands the process to one run, and exits with its status. */
import { setFlagsFromString } from "node:v8";
import { processIo } from "./io.js";
import { run } from "./run.js";
import { withoutSecrets } from "./secrets.js";

// A schema of a thousand tables is a million short-lived values: a young generation that holds them is collected a third as often.
setFlagsFromString("--min-semi-space-size=32");

// A reader that goes away (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

process.exitCode = await run(process.argv.slice(2), processIo(withoutSecrets));
