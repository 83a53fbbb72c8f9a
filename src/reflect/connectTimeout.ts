/** How long is waited for a server that takes a connection and says nothing: `?connect_timeout=` seconds of the URL, 10 without it. */
import { SchemaDiffError } from "../model/index.js";

/** libpq's name, for every database. */
export const timeoutParameter = "connect_timeout";

const usual = 10;

/** In seconds, as it is written; null where the URL says none. */
export const saidTimeout = (url: URL): number | null => {
  const seconds = Number(url.searchParams.get(timeoutParameter) ?? "");
  return seconds > 0 ? seconds : null;
};

/** In milliseconds. */
export const connectTimeout = (url: URL): number => (saidTimeout(url) ?? usual) * 1000;

/** @param title what was to answer: `a PostgreSQL server` */
export const noAnswer = (where: string, title: string, cause: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "connection",
    `no connection to ${where}: nothing answered in time`,
    `check host, port and firewall, and that ${title} answers there; ?${timeoutParameter}=30 waits 30 seconds`,
    { cause },
  );

/** For a driver that has no such limit itself: rejects by `late` where the work takes longer. */
export const inTime = async <T>(
  milliseconds: number,
  work: Promise<T>,
  late: () => SchemaDiffError,
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(late());
    }, milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};
