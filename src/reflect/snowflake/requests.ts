/** The HTTP requests that a piece of work begins, whoever makes them on its behalf, so that they can be ended from outside. */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";
import { Socket } from "node:net";

type Begun = ClientRequest | Socket;

const begunFor = new AsyncLocalStorage<(begun: Begun) => void>();

const note = (message: unknown): void => {
  for (const key of ["request", "socket"]) {
    const begun: unknown = Reflect.get(Object(message), key);
    if (begun instanceof ClientRequest || begun instanceof Socket) begunFor.getStore()?.(begun);
  }
};

/** Where Node tells of each request once it is written, and of each socket: that of a proxy has no request yet. */
const channels: readonly string[] = ["http.client.request.start", "net.client.socket"];

/** How many pieces of work are under way: nobody listens where there is none. */
let listening = 0;

/** Does the work; once the signal is given, its requests are destroyed, and so is each that it still begins. */
export const withRequestsUntil = async <T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> => {
  const open = new Set<Begun>();
  const end = (): void => {
    for (const begun of open) begun.destroy();
  };
  signal.addEventListener("abort", end);
  if (listening === 0) for (const channel of channels) subscribe(channel, note);
  listening += 1;
  try {
    return await begunFor.run((begun) => {
      open.add(begun);
      begun.once("close", () => open.delete(begun));
      if (signal.aborted) begun.destroy();
    }, work);
  } finally {
    signal.removeEventListener("abort", end);
    listening -= 1;
    if (listening === 0) for (const channel of channels) unsubscribe(channel, note);
  }
};
