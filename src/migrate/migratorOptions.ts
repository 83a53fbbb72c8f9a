/** What a Migrator is told when it is made, and how that is read. */
import { atLeast, list, nameText, listener, needed, shape, typeError } from "../decode/decode.js";
import { conventionInput } from "../metadata/index.js";
import type { NamingConvention } from "../naming/index.js";

export interface MigratorOptions {
  /** A database URL, or an open driver handle, which stays open. */
  readonly source: string | object;
  /** The directory of the scripts. */
  readonly directory: string;
  /** Names what scripts leave to it (a name that is null), and finds nameless constraints in batches. */
  readonly namingConvention?: NamingConvention;
  readonly versionTable?: string;
  readonly schemas?: readonly string[];
  /** Told what is being done, one line at a time. */
  readonly progress?: (what: string) => void;
  /** Told facts of a run that only somebody who looks for a fault wants to know. */
  readonly detail?: (text: string) => void;
  /** How long to wait for another migrator, and for any lock that a statement needs, in milliseconds; 10 s. */
  readonly lockTimeout?: number;
  /** How often a script is tried again that did not get a lock in time, with growing pauses; 0. */
  readonly retries?: number;
  /** Told what is waited for, and who holds it. */
  readonly waiting?: (what: string) => void;
  /** Aborted, it ends what runs as Ctrl-C ends a command: cancelled on the server, taken back where that can be, told by `interrupted`. */
  readonly signal?: {
    readonly aborted: boolean;
    readonly reason: unknown;
    readonly addEventListener: (type: "abort", listener: () => void) => void;
    readonly removeEventListener: (type: "abort", listener: () => void) => void;
  };
}

/** How a Migrator is made, for messages. */
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
