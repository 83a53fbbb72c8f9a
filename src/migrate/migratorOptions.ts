/** The options of a Migrator, and how they are read. */
import { atLeast, list, nameText, listener, needed, shape, typeError } from "../decode/decode.js";
import { conventionInput } from "../metadata/index.js";
import type { NamingConvention } from "../naming/index.js";

export interface MigratorOptions {
  /** A database URL, or an open driver handle, which stays open. */
  readonly source: string | object;
  /** The directory of the scripts. */
  readonly directory: string;
  /** Names constraints whose name in a script is null, and identifies nameless constraints in batches. */
  readonly namingConvention?: NamingConvention;
  readonly versionTable?: string;
  readonly schemas?: readonly string[];
  /** Receives what is being done, one line at a time. */
  readonly progress?: (what: string) => void;
  /** Receives details of a run, for somebody who searches for a fault. */
  readonly detail?: (text: string) => void;
  /** How long to wait for another migrator, and for any lock that a statement needs, in milliseconds; default: 10 s. */
  readonly lockTimeout?: number;
  /** How often a script that did not get a lock in time is tried again, with growing pauses; default: 0. */
  readonly retries?: number;
  /** Receives what is being waited for, and who holds it. */
  readonly waiting?: (what: string) => void;
  /** When aborted, it ends the run as Ctrl-C ends a command: the work is cancelled on the server, rolled back where possible, and the error is `interrupted`. */
  readonly signal?: {
    readonly aborted: boolean;
    readonly reason: unknown;
    readonly addEventListener: (type: "abort", listener: () => void) => void;
    readonly removeEventListener: (type: "abort", listener: () => void) => void;
  };
}

/** An example of making a Migrator, for messages. */
export const usage = 'new Migrator({ source: url, directory: "migrations" })';

export const migratorOptions = shape<MigratorOptions>({
  source: needed((value, at) => {
    if (typeof value === "string" || (typeof value === "object" && value !== null)) return value;
    throw typeError(at, "a database URL or an open handle", value);
  }),
  directory: needed(nameText),
  namingConvention: conventionInput,
  versionTable: nameText,
  schemas: list(nameText),
  progress: listener,
  detail: listener,
  lockTimeout: atLeast(0, "milliseconds"),
  retries: atLeast(0, "times"),
  waiting: listener,
  signal: (value, at) => {
    if (value instanceof AbortSignal) return value;
    throw typeError(at, "the signal of an AbortController", value);
  },
});

/** In milliseconds. */
export const defaultLockTimeout = 10_000;
