/** Runs something in a transaction that is rolled back afterwards, or after a savepoint where the session is already in one. */
import type { Connection } from "../connection.js";
import { codeOf } from "./connection.js";

const savepoint = "schema_diff_reading";

/** SQLSTATE of a statement that is only allowed in a transaction block. */
const noActiveTransaction = "25P01";

/** Begins, and returns the statements that end it. Whether the session is in a transaction shows in SAVEPOINT, which is refused outside one. */
const begin = async (connection: Connection, mode: string): Promise<readonly string[]> => {
  try {
    await connection.execute(`SAVEPOINT ${savepoint}`);
    return [`ROLLBACK TO SAVEPOINT ${savepoint}`, `RELEASE SAVEPOINT ${savepoint}`];
  } catch (thrown) {
    if (codeOf(thrown) !== noActiveTransaction) throw thrown;
    await connection.execute(`BEGIN ${mode}`);
    return ["ROLLBACK"];
  }
};

/** @param mode the mode of a new transaction: `ISOLATION LEVEL REPEATABLE READ READ ONLY` */
export const rolledBack = async <T>(
  connection: Connection,
  mode: string,
  use: () => Promise<T>,
): Promise<T> => {
  const end = await begin(connection, mode);
  try {
    return await use();
  } finally {
    for (const statement of end) await connection.execute(statement);
  }
};
