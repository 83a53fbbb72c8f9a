/** Connects a connection of snowflake-sdk within a limit, after which nothing of the attempt keeps the process alive. */
import type { Connection as DriverConnection } from "snowflake-sdk";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf, type SchemaDiffError } from "../../model/index.js";
import { inTime } from "../connectTimeout.js";
import { codeOf } from "./port.js";
import { withRequestsUntil } from "./requests.js";

const connected = async (connection: DriverConnection): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error: unknown): void => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error(messageOf(error)));
    };
    connection.connectAsync(done).catch(done);
  });

export const ended = (connection: DriverConnection): Promise<void> =>
  new Promise((resolve) => {
    connection.destroy(() => {
      resolve();
    });
  });

/** The option by which the driver is told how often it signs in again by itself. */
const retries = (count: number): Readonly<Record<string, number>> => ({
  sfRetryMaxLoginRetries: count,
});

/** What is waited before each further attempt. */
const pauses: readonly number[] = [1_000, 2_000];

/** What passes by itself: of certificates and of names that nobody knows it is not expected. */
const passing = new Set(["ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "EPIPE"]);

const inside = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), value);

const mayPass = (thrown: unknown): boolean => {
  if (codeOf(thrown) === "401001") return passing.has(String(inside(thrown, "cause", "code")));
  const status = Number(inside(thrown, "response", "statusCode"));
  return status >= 500 || status === 408 || status === 429;
};

type Create = (more: Readonly<Record<string, number>>) => DriverConnection;

/** The driver's own waits cannot be cut short, so that each attempt is a connection of its own. */
const attempts = async (create: Create, signal: AbortSignal): Promise<DriverConnection> => {
  for (let done = 0; ; done += 1) {
    const connection = create(retries(0));
    try {
      await connected(connection);
      return connection;
    } catch (thrown) {
      void ended(connection);
      const pause = pauses[done];
      if (pause === undefined || !mayPass(thrown)) throw thrown;
      await sleep(pause, undefined, { signal });
    }
  }
};

/**
 * @param limit in milliseconds; null where somebody signs in by hand, and is waited for
 * @param late the error where the limit is over
 */
export const signIn = async (
  create: Create,
  limit: number | null,
  late: () => SchemaDiffError,
): Promise<DriverConnection> => {
  if (limit === null) {
    const connection = create(retries(2));
    await connected(connection);
    return connection;
  }
  const over = new AbortController();
  const work = withRequestsUntil(over.signal, () => attempts(create, over.signal));
  return inTime(limit, work, () => {
    over.abort();
    return late();
  });
};
