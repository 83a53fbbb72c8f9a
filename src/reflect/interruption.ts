/**
 * A process that is told to end: what runs on a server is cancelled there, nothing new is asked, and what was begun is
 * taken back in the usual way. Who owns the process (the command line) interrupts; a library never does.
 */
import { SchemaDiffError } from "../model/index.js";

interface OpenConnection {
  readonly cancel: () => Promise<void>;
}

const open = new Set<OpenConnection>();
const listeners = new Set<(reason: SchemaDiffError) => void>();
let reason: SchemaDiffError | null = null;

/** Why everything is to end; null while nothing is. */
export const interruption = (): SchemaDiffError | null => reason;

export const throwIfInterrupted = (): void => {
  if (reason !== null) throw reason;
};

/** Rejects once everything is to end; what it returns lets go of it. */
export const untilInterrupted = (): { readonly wait: Promise<never>; readonly end: () => void } => {
  let listener: (reason: SchemaDiffError) => void = () => undefined;
  const wait = new Promise<never>((_resolve, reject) => {
    listener = reject;
    if (reason === null) listeners.add(listener);
    else reject(reason);
  });
  // Nobody may be waiting any more when it comes.
  wait.catch(() => undefined);
  return { wait, end: () => void listeners.delete(listener) };
};

/**
 * Cancels what runs on servers, and has everything else end at its next question.
 * @returns whether a connection is open, so that there is something to wait for
 */
export const interrupt = (why: SchemaDiffError): boolean => {
  reason ??= why;
  for (const one of listeners) one(reason);
  for (const one of open) void one.cancel().catch(() => undefined);
  return open.size > 0;
};

export interface Interruptible {
  /** Something that is not begun any more once everything is to end. */
  readonly ask: <T>(work: () => Promise<T>) => Promise<T>;
  /** Something that is begun all the same: it may take back, or let go. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly closed: () => void;
}

/** @param cancel asks the server to cancel what runs on this connection */
export const interruptible = (cancel: () => Promise<void>): Interruptible => {
  let running = 0;
  const entry: OpenConnection = {
    cancel: async () => {
      if (running > 0) await cancel();
    },
  };
  open.add(entry);
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
  return {
    run,
    ask: async (work) => {
      throwIfInterrupted();
      return run(work);
    },
    closed: () => void open.delete(entry),
  };
};
