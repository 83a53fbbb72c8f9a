/** The interface that hides Snowflake's driver from everything else. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";

export type Bind = string | number | boolean | null;

export interface Port {
  /** Runs one statement; the rows are as the driver returns them. Errors are the driver's own. */
  readonly execute: (sql: Sql, binds?: readonly Bind[]) => Promise<readonly Row[]>;
  /** Asks the server to cancel what is running. */
  readonly cancel: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The server's error code, such as `002003`; empty where something else was thrown. */
export const codeOf = (thrown: unknown): string => {
  const code: unknown =
    typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "code") : undefined;
  return typeof code === "string" || typeof code === "number" ? String(code).padStart(6, "0") : "";
};

/** The object does not exist, or the role may not see it: the server does not distinguish. */
export const isAbsent = (thrown: unknown): boolean =>
  codeOf(thrown) === "002003" || codeOf(thrown) === "002043";

/** A feature that this edition of Snowflake does not have. */
export const isUnsupported = (thrown: unknown): boolean => codeOf(thrown) === "000002";

export const isThereAlready = (thrown: unknown): boolean => codeOf(thrown) === "002002";

/** There are more rows than a SHOW or a view of INFORMATION_SCHEMA returns. */
export const isTooMuch = (thrown: unknown): boolean =>
  codeOf(thrown) === "090201" || codeOf(thrown) === "090030";
