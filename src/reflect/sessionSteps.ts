/** Steps that the migration sessions of several dialects are made of: a statement, nothing at all, waiting for a lock. */
import { SchemaDiffError, type Sql } from "../model/index.js";
import type { Connection, Row } from "./connection.js";
import type { IntegrityCheck } from "./migrationSession.js";

export const nothing = async (): Promise<void> => undefined;
export const nothingToCheck = async (): Promise<IntegrityCheck> => ({
  before: nothing,
  check: nothing,
});
export const nothingToUndo = async (): Promise<() => Promise<void>> => nothing;
export const asItIs = (thrown: unknown): unknown => thrown;

export const execute =
  (sql: Sql) =>
  (connection: Connection): Promise<void> =>
    connection.execute(sql);

/** The answer of a question for a lock. A caller's own connection may give booleans and numbers as text. */
export const isGranted = (row: Row | undefined): boolean =>
  row !== undefined && [true, 1, "1", "t"].some((yes) => row["got"] === yes);

const sleep = (milliseconds: number): Promise<void> =>
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
 * Asks again and again until it is granted or lockTimeout ends.
 * @throws SchemaDiffError `locked`
 */
export const untilGranted = async (
  connection: Connection,
  lockTimeout: number,
  ask: () => Promise<boolean>,
): Promise<void> => {
  const pause = 50;
  for (let waited = 0; !(await ask()); waited += pause) {
    if (waited >= lockTimeout) throw lockedError(connection, lockTimeout);
    await sleep(pause);
  }
};
