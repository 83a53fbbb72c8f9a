/** Waits for locks that others hold: reports meanwhile who holds them, and tries again where that was asked for. */
import { messageOf, SchemaDiffError } from "../model/index.js";
import { untilInterrupted, type Connection, type MigrationSession } from "../reflect/index.js";

export interface Patience {
  /** In milliseconds. */
  readonly lockTimeout: number;
  /** How often a script that did not get a lock in time is tried again. */
  readonly retries: number;
  /** Receives what is being waited for. */
  readonly waiting: (what: string) => void;
}

const held = (holders: readonly string[]): string =>
  holders.length === 0
    ? "a lock that another session holds"
    : `a lock, held by ${holders.join(", and by ")}`;

const notInTime = (
  lockTimeout: number,
  holders: readonly string[],
  cause: unknown,
): SchemaDiffError =>
  new SchemaDiffError(
    "locked",
    `waited ${lockTimeout / 1000} s for ${held(holders)} (${messageOf(cause)})`,
    "end what holds it and run this again, wait longer with --lock-timeout 60s, or have it tried again with --retries 5",
    { cause },
  );

/** Runs a statement; while it waits, a second connection asks every second who holds the lock. */
export const reportingWaits = async <T>(
  { locks }: MigrationSession,
  connection: Connection,
  { lockTimeout, waiting }: Patience,
  work: () => Promise<T>,
): Promise<T> => {
  if (locks === undefined) return work();
  let holders: readonly string[] = [];
  let asking: Promise<void> = Promise.resolve();
  const ask = async (): Promise<void> => {
    const found = await locks.holders(connection).catch(() => []);
    if (found.length === 0) return;
    holders = found;
    waiting(`waiting for ${held(found)}`);
  };
  const timer = setInterval(
    () => {
      asking = asking.then(ask);
    },
    Math.min(1000, Math.max(50, lockTimeout / 4)),
  );
  try {
    return await work();
  } catch (thrown) {
    await asking;
    throw locks.isTimeout(thrown) ? notInTime(lockTimeout, holders, thrown) : thrown;
  } finally {
    clearInterval(timer);
    await asking;
  }
};

const pause = async (milliseconds: number): Promise<void> => {
  const { wait, end } = untilInterrupted();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((wake) => {
    timer = setTimeout(wake, milliseconds);
  });
  try {
    await Promise.race([over, wait]);
  } finally {
    clearTimeout(timer);
    end();
  }
};

/** Tries again after 1 s, 2 s, 4 s and so on, at most a minute. */
export const triedAgain = async <T>(
  { retries, waiting }: Patience,
  work: () => Promise<T>,
): Promise<T> => {
  for (let turn = 0; ; turn += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (turn >= retries || !(thrown instanceof SchemaDiffError) || thrown.code !== "locked")
        throw thrown;
      const seconds = Math.min(60, 2 ** turn);
      waiting(`no lock in time: trying again in ${seconds} s (${turn + 1} of ${retries})`);
      await pause(seconds * 1000);
    }
  }
};
