/** Wraps a connection or pool of mysql2, in its promise or its callback flavour, behind one interface. */

type Result = readonly [rows: unknown, fields: unknown];

/** The methods that both a mysql2/promise connection and a pooled one have. */
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

/** Is it the callback flavour? Its `promise()` returns the promise flavour. */
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

/** One connection to ask, and a function that returns it to its pool; a connection given by the caller is left as it is. */
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
