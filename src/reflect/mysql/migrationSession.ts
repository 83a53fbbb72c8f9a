/** How a migration uses MySQL and MariaDB: a named lock for the whole run, and no transaction, since DDL commits by itself. */
import { holders, isTimeout } from "./locks.js";
import { sessionOf } from "./connection.js";
import { integrityCheck } from "./integrityCheck.js";
import { journal } from "./journal.js";
import { explained } from "./refusals.js";
import type { MigrationSession } from "../migrationSession.js";
import { execute, isGranted, lockedError, nothing, withSettings } from "../sessionSteps.js";

/** The lock's name, one per database: names of GET_LOCK are server-wide and at most 64 characters long. (MySQL 9.6 no longer has SHA1.) */
const lockName = "CONCAT('schema_diff.', LEFT(SHA2(COALESCE(DATABASE(), ''), 256), 40))";

/**
 * Runs in a transaction of its own. SET TRANSACTION would do for a question that is a transaction by itself, but one over tables
 * without transactions (MyISAM) is none, and the next statement would be read-only.
 */
const askRows: MigrationSession["askRows"] = async (connection, question) => {
  const [row] = await connection.query("SELECT @@SESSION.autocommit AS value");
  if (Number(row?.["value"]) !== 1 || (await sessionOf(connection).inTransaction())) return null;
  await connection.execute("START TRANSACTION READ ONLY");
  try {
    return await connection.query(question);
  } finally {
    await connection.execute("ROLLBACK");
  }
};

/** Rolls back an open transaction: what ran after START TRANSACTION would be lost with the connection anyway, with its journal entries. */
const takeBackOpen: MigrationSession["takeBackOpen"] = async (connection) => {
  if (!(await sessionOf(connection).inTransaction())) return false;
  await connection.execute("ROLLBACK");
  return true;
};

export const migrationSession: MigrationSession = {
  lock: async (connection, lockTimeout) => {
    const [row] = await connection.query(
      `SELECT GET_LOCK(${lockName}, ${lockTimeout / 1000}) AS got`,
    );
    if (!isGranted(row)) throw lockedError(connection, lockTimeout);
    return () => execute(`DO RELEASE_LOCK(${lockName})`)(connection);
  },
  enter: withSettings((lockTimeout) => {
    const seconds = String(Math.max(1, Math.ceil(lockTimeout / 1000)));
    return ["lock_wait_timeout", "innodb_lock_wait_timeout"].map(
      (name) =>
        [
          `SELECT @@SESSION.${name} AS value`,
          (value: string) => `SET SESSION ${name} = ${value}`,
          seconds,
        ] as const,
    );
  }),
  locks: { isTimeout, holders },
  askRows,
  begin: nothing,
  integrityCheck,
  commit: nothing,
  rollback: nothing,
  takeBackOpen,
  explain: explained,
  journal,
  versionTableExists:
    "SELECT TABLE_TYPE AS kind FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?",
};
