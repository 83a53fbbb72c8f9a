/** Runs something in a transaction that is taken back afterwards, or behind a savepoint where the session is in one already. */
import type { Connection } from "../connection.js";
import { codeOf } from "./connection.js";

const savepoint = "schema_diff_reading";

/** SQLSTATE of a statement that only a transaction block takes. */
const noActiveTransaction = "25P01";

/** The session says itself whether it is in a transaction: a savepoint is refused outside one. */
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

/** @param mode of a new transaction: `ISOLATION LEVEL REPEATABLE READ READ ONLY` */
export const takenBack = async <T>(
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
