/** Ends a command on a signal or an uncaught error: its work is cancelled and rolled back, the reason is reported, and the status is 2. */
import { messageOf, SchemaDiffError } from "../model/index.js";
import { interrupt } from "../reflect/index.js";
import { failureText } from "./failure.js";
import type { ProcessIo } from "./io.js";

const signals = ["SIGINT", "SIGTERM"] as const;

const bySignal = (signal: string): SchemaDiffError =>
  new SchemaDiffError("interrupted", `interrupted by ${signal}`, "run it again to go on");

const byError = (thrown: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "script",
    `an error that nobody caught, in the config, the metadata or a script: ${messageOf(thrown)}`,
    "catch it where it comes from: a timer, an event, or a promise that nobody awaits",
    { cause: thrown },
  );

export const endsWell = (io: ProcessIo, leave: (status: number) => never): void => {
  let told = false;
  const verbose = process.argv.some((arg) => arg === "--verbose" || arg === "-v");
  const end = (why: SchemaDiffError): void => {
    if (!interrupt(why)) {
      io.say(failureText(why, verbose));
      void io.flushed().then(() => leave(2));
    }
  };
  for (const signal of signals)
    process.on(signal, () => {
      if (told) leave(2);
      told = true;
      io.say(`${signal}: what runs is cancelled and taken back; once more ends at once`);
      end(bySignal(signal));
    });
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (thrown: unknown) => {
      if (told) return;
      told = true;
      end(byError(thrown));
    });
};
