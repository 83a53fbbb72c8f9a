/** A driver's connection or pool, in its promise or its callback flavour, as one thing to ask. */

type Result = readonly [rows: unknown, fields: unknown];

/** What both a mysql2/promise connection and a pooled one can do. */
export interface Client {
  query(sql: string, values?: readonly unknown[]): Promise<Result>;
  end?(): Promise<void>;
  release?(): void;
}

interface PromisePool {
  getConnection(): Promise<Client>;
}

const can = (value: unknown, method: string): boolean =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function";

/** The callback flavour makes its promise flavour by `promise()`. */
const isCallbackFlavour = (value: unknown): value is { promise(): unknown } =>
  can(value, "promise") && can(value, "query") && can(value, "execute");

const isPromiseFlavour = (value: unknown): value is Client =>
  can(value, "query") &&
  can(value, "execute") &&
  (can(Reflect.get(Object(value), "connection"), "promise") ||
    can(Reflect.get(Object(value), "pool"), "promise"));

const isPool = (value: unknown): value is PromisePool => can(value, "getConnection");

export const isHandle = (value: unknown): boolean =>
  isCallbackFlavour(value) || isPromiseFlavour(value);

/** One connection to ask, and what gives it back: a pool lends one, a connection stays as it is. */
export const clientOf = async (
  handle: object,
): Promise<{
  readonly client: Client;
  readonly giveBack: () => void;
} | null> => {
  const promised: unknown = isCallbackFlavour(handle) ? handle.promise() : handle;
  if (isPool(promised)) {
    const client = await promised.getConnection();
    return { client, giveBack: () => client.release?.() };
  }
  return isPromiseFlavour(promised) ? { client: promised, giveBack: () => undefined } : null;
};
