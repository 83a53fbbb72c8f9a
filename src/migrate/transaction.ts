/** Runs work in one transaction of a migration session. */
import type { Connection, MigrationSession } from "../reflect/index.js";

/**
 * Any error rolls the transaction back.
 * @param refused makes the error for work that succeeded, but whose transaction could not be committed
 */
export const inTransaction = async <T>(
  session: MigrationSession,
  connection: Connection,
  lockTimeout: number,
  use: () => Promise<T>,
  refused: (result: T, thrown: unknown) => unknown = (_result, thrown) => thrown,
): Promise<T> => {
  await session.begin(connection, lockTimeout);
  try {
    const result = await use();
    await session.commit(connection, lockTimeout).catch((thrown: unknown) => {
      throw refused(result, thrown);
    });
    return result;
  } catch (thrown) {
    // The first error is the one to report: a lost connection cannot roll back either.
    await session.rollback(connection).catch(() => undefined);
    throw thrown;
  }
};
