#!/usr/bin/env node
/** The program: hands the process to one run, and exits with its status. */
import { processIo } from "./io.js";
import { run } from "./run.js";
import { withoutSecrets } from "./secrets.js";

// A reader that goes away (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

process.exitCode = await run(process.argv.slice(2), processIo(withoutSecrets));
