/**
 * Interrupts work: what runs on a server is cancelled, no new question is asked, and what has begun is rolled back in the
 * usual way. The owner of the process (the command line) interrupts everything; a signal that a caller gives interrupts the
 * work that was begun with it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { messageOf, SchemaDiffError } from "../model/index.js";

interface OpenConnection {
  readonly cancel: () => Promise<void>;
}

/** Work that is interrupted together. */
interface Scope {
  readonly open: Set<OpenConnection>;
  readonly listeners: Set<(reason: SchemaDiffError) => void>;
  reason: SchemaDiffError | null;
}

const newScope = (): Scope => ({ open: new Set(), listeners: new Set(), reason: null });

const everything = newScope();
const begunWith = new AsyncLocalStorage<Scope>();

const scopesHere = (): readonly Scope[] => {
  const own = begunWith.getStore();
  return own === undefined ? [everything] : [everything, own];
};

const reasonIn = (scopes: readonly Scope[]): SchemaDiffError | null =>
  scopes.map(({ reason }) => reason).find((reason) => reason !== null) ?? null;

/** Why the current work is to end; null while it is not interrupted. */
export const interruption = (): SchemaDiffError | null => reasonIn(scopesHere());

const throwIfIn = (scopes: readonly Scope[]): void => {
  const reason = reasonIn(scopes);
  if (reason !== null) throw reason;
};

export const throwIfInterrupted = (): void => {
  throwIfIn(scopesHere());
};

/** `wait` rejects when the current work is interrupted; `end` stops listening. */
export const untilInterrupted = (): { readonly wait: Promise<never>; readonly end: () => void } => {
  const scopes = scopesHere();
  let listener: (reason: SchemaDiffError) => void = () => undefined;
  const wait = new Promise<never>((_resolve, reject) => {
    listener = reject;
    const reason = reasonIn(scopes);
    if (reason === null) for (const { listeners } of scopes) listeners.add(listener);
    else reject(reason);
  });
  // There may be nobody waiting any more when it rejects.
  wait.catch(() => undefined);
  return {
    wait,
    end: () => {
      for (const { listeners } of scopes) listeners.delete(listener);
    },
  };
};

/** @returns whether a connection is open, so that there is something to wait for */
const interruptScope = (scope: Scope, why: SchemaDiffError): boolean => {
  scope.reason ??= why;
  for (const one of scope.listeners) one(scope.reason);
  for (const one of scope.open) void one.cancel().catch(() => undefined);
  return scope.open.size > 0;
};

/**
 * Cancels what runs on servers, and makes everything else end at its next question.
 * @returns whether a connection is open, so that there is something to wait for
 */
export const interrupt = (why: SchemaDiffError): boolean => interruptScope(everything, why);

/** The part of AbortSignal that is used: its own type is not available everywhere where this is compiled. */
interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  readonly addEventListener: (type: "abort", listener: () => void) => void;
  readonly removeEventListener: (type: "abort", listener: () => void) => void;
}

const bySignal = ({ reason }: StopSignal): SchemaDiffError =>
  new SchemaDiffError(
    "interrupted",
    `interrupted by the signal that was given: ${messageOf(reason)}`,
    "run it again to go on",
    { cause: reason },
  );

/**
 * Does the work, and interrupts it when the signal is aborted.
 * @throws SchemaDiffError `interrupted` where it was
 */
export const untilAborted = async <T>(
  signal: StopSignal | undefined,
  work: () => Promise<T>,
): Promise<T> => {
  if (signal === undefined) return work();
  const own = newScope();
  const abort = (): void => void interruptScope(own, bySignal(signal));
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort);
  try {
    return await begunWith.run(own, async () => {
      throwIfInterrupted();
      return work();
    });
  } catch (thrown) {
    // The error that a server throws for a cancelled statement says nothing more.
    const isTold = thrown instanceof SchemaDiffError && thrown.code === "interrupted";
    throw own.reason === null || isTold ? thrown : own.reason;
  } finally {
    signal.removeEventListener("abort", abort);
  }
};

export interface Interruptible {
  /** Work that is not begun any more after an interruption. */
  readonly ask: <T>(work: () => Promise<T>) => Promise<T>;
  /** Work that is begun even after an interruption: it may roll back, or release something. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly closed: () => void;
}

/** @param cancel asks the server to cancel what runs on this connection */
export const interruptible = (cancel: () => Promise<void>): Interruptible => {
  const scopes = scopesHere();
  let running = 0;
  const entry: OpenConnection = {
    cancel: async () => {
      if (running > 0) await cancel();
    },
  };
  for (const { open } of scopes) open.add(entry);
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
      throwIfIn(scopes);
      return run(work);
    },
    closed: () => {
      for (const { open } of scopes) open.delete(entry);
    },
  };
};
