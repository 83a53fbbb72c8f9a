/** Steps that the migration sessions of several dialects share: a statement, nothing at all, waiting for a lock. */
import { SchemaDiffError, type Sql } from "../model/index.js";
import type { Connection, Row } from "./connection.js";
import type { IntegrityCheck } from "./migrationSession.js";

export const nothing = async (): Promise<void> => undefined;
export const nothingToCheck = async (): Promise<IntegrityCheck> => ({
  before: nothing,
  check: nothing,
});
export const nothingToUndo = async (): Promise<() => Promise<void>> => nothing;

export const execute =
  (sql: Sql) =>
  (connection: Connection): Promise<void> =>
    connection.execute(sql);

/** Was a lock granted, by the row that answers? A caller's own connection may return booleans and numbers as text. */
export const isGranted = (row: Row | undefined): boolean =>
  row !== undefined && [true, 1, "1", "t"].some((yes) => row["got"] === yes);

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((wake) => {
    setTimeout(wake, milliseconds);
  });

export const lockedError = (connection: Connection, lockTimeout: number): SchemaDiffError =>
  new SchemaDiffError(
    "locked",
    `another migration is running on ${connection.description}; waited ${lockTimeout / 1000} s for it`,
    "try again when it has ended",
  );

/**
 * Asks repeatedly until the lock is granted or `lockTimeout` (in milliseconds) is over.
 * @param refused the error in that case
 */
export const untilGranted = async (
  connection: Connection,
  lockTimeout: number,
  ask: () => Promise<boolean>,
  refused: () => Promise<SchemaDiffError> = async () => lockedError(connection, lockTimeout),
): Promise<void> => {
  const pause = 50;
  for (let waited = 0; !(await ask()); waited += pause) {
    if (waited >= lockTimeout) throw await refused();
    await sleep(pause);
  }
};

/** `process 42 (user app, idle in transaction, since 12:00:01: UPDATE …)` */
export const holderText = (row: Row): string => {
  const text = (key: string): string | null =>
    row[key] === null || row[key] === undefined || row[key] === "" ? null : String(row[key]);
  const what = (text("query") ?? "").replace(/\s+/g, " ").trim();
  const said = [
    `user ${text("user") ?? "(unknown)"}`,
    text("state"),
    text("since") === null ? null : `since ${text("since")}`,
  ].filter((part) => part !== null);
  const shown = what.length > 120 ? `${what.slice(0, 120)}…` : what;
  return `process ${text("pid") ?? "(unknown)"} (${said.join(", ")}${shown === "" ? "" : `: ${shown}`})`;
};

/** Sets how long statements wait for locks; the returned function restores the settings. */
export const withSettings =
  (
    settings: (
      lockTimeout: number,
    ) => readonly (readonly [read: Sql, set: (value: string) => Sql, value: string])[],
  ) =>
  async (connection: Connection, lockTimeout: number): Promise<() => Promise<void>> => {
    const back: Sql[] = [];
    for (const [read, set, value] of settings(lockTimeout)) {
      const [row] = await connection.query(read);
      back.push(set(String(row?.["value"])));
      await connection.execute(set(value));
    }
    return async () => {
      for (const sql of back) await connection.execute(sql);
    };
  };
