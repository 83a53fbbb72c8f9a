/** How a migration holds PostgreSQL: an advisory lock for the whole run, and a transaction for each script. */
import { blockCannotEnd } from "../ownTransactions.js";
import { codeOf } from "./connection.js";
import { integrityCheck } from "./integrityCheck.js";
import type { MigrationSession } from "../migrationSession.js";
import { execute, isGranted, nothingToUndo, untilGranted } from "../sessionSteps.js";

/** Advisory locks are per database. The number is the ASCII of `schdif`. */
const lockNumber = 126_870_790_367_590;

/** SQLSTATE of COMMIT in a block that runs inside of a transaction. */
const invalidTermination = "2D000";

export const migrationSession: MigrationSession = {
  lock: async (connection, lockTimeout) => {
    await untilGranted(connection, lockTimeout, async () => {
      const [row] = await connection.query(
        `SELECT pg_catalog.pg_try_advisory_lock(${lockNumber}) AS got`,
      );
      return isGranted(row);
    });
    return () => execute(`SELECT pg_catalog.pg_advisory_unlock(${lockNumber})`)(connection);
  },
  enter: nothingToUndo,
  begin: execute("BEGIN"),
  integrityCheck,
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
  explain: (thrown) => (codeOf(thrown) === invalidTermination ? blockCannotEnd(thrown) : thrown),
  versionTableExists:
    "SELECT 1 AS found FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident($1))",
};
