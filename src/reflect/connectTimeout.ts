/** The time limit for a server that accepts a connection and does not answer: `?connect_timeout=` of the URL in seconds, otherwise 10. */
import { SchemaDiffError } from "../model/index.js";

/** The parameter of the URL, by libpq's name, for every database. */
export const timeoutParameter = "connect_timeout";

const usual = 10;

/** The limit in seconds that the URL sets; null where it sets none. */
export const timeoutOf = (url: URL): number | null => {
  const seconds = Number(url.searchParams.get(timeoutParameter) ?? "");
  return seconds > 0 ? seconds : null;
};

/** The limit that holds, in milliseconds. */
export const connectTimeout = (url: URL): number => (timeoutOf(url) ?? usual) * 1000;

/** @param title what was expected to answer: `a PostgreSQL server` */
export const noAnswer = (where: string, title: string, cause: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "connection",
    `no connection to ${where}: nothing answered in time`,
    `check host, port and firewall, and that ${title} answers there; ?${timeoutParameter}=30 waits 30 seconds`,
    { cause },
  );

/** Rejects with the error of `late` where the work takes longer; for drivers that have no such limit themselves. */
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
