/** Runs work in one transaction of a migration session. */
import type { Connection, MigrationSession } from "../reflect/index.js";

/**
 * Anything thrown takes the transaction back.
 * @param refused what is thrown where the work is done, and its transaction could not be committed
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
    // The first error is the one to tell: a connection that is gone cannot roll back either.
    await session.rollback(connection).catch(() => undefined);
    throw thrown;
  }
};
