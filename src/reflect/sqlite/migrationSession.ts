/** How a migration uses SQLite: the write lock of each script's transaction, with foreign keys off around all of them. */
import { byHolders } from "./holders.js";
import { isLocked } from "./locked.js";
import { SchemaDiffError, type Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import type { MigrationSession } from "../migrationSession.js";
import { execute, nothingToUndo, untilGranted } from "../sessionSteps.js";
import { explained } from "./connectionErrors.js";
import { integrityCheck } from "./integrity/index.js";

const pragmaNumber = async (connection: Connection, pragma: string): Promise<number> => {
  const [row] = await connection.query(`PRAGMA ${pragma}`);
  return Number(Object.values(row ?? {})[0] ?? 0);
};

/** The error where the database is locked: by another migration, or by any other reader or writer. */
const lockedError = async (
  connection: Connection,
  lockTimeout: number,
): Promise<SchemaDiffError> => {
  const [row] = await connection.query("SELECT file FROM pragma_database_list WHERE name = 'main'");
  return new SchemaDiffError(
    "locked",
    `${connection.description} is locked${byHolders(String(row?.["file"] ?? ""))}; waited ${lockTimeout / 1000} s for it`,
    "end what reads or writes it (a program, or another migration) and run this again, wait longer with --lock-timeout 60s, or have it tried again with --retries 5",
  );
};

/** Runs the statement again and again until the lock is granted, so that this process can do other work meanwhile. */
const unlessBusy =
  (sql: Sql) =>
  (connection: Connection, lockTimeout: number): Promise<void> =>
    untilGranted(
      connection,
      lockTimeout,
      async () => {
        try {
          await connection.execute(sql);
          return true;
        } catch (thrown) {
          if (isLocked(thrown)) return false;
          throw thrown;
        }
      },
      () => lockedError(connection, lockTimeout),
    );

const beginImmediate = unlessBusy("BEGIN IMMEDIATE");

export const migrationSession: MigrationSession = {
  // The lock is the transaction itself.
  lock: nothingToUndo,
  enter: async (connection) => {
    // Inside a transaction this pragma has no effect, and a rebuild would fire the actions of the foreign keys that reference the table.
    const [keys, timeout] = [
      await pragmaNumber(connection, "foreign_keys"),
      await pragmaNumber(connection, "busy_timeout"),
    ];
    const legacy = await pragmaNumber(connection, "legacy_alter_table");
    await connection.execute("PRAGMA foreign_keys = OFF");
    // With the old behaviour, neither views nor triggers would be updated to a table's new name.
    await connection.execute("PRAGMA legacy_alter_table = OFF");
    await connection.query("PRAGMA busy_timeout = 0");
    return async () => {
      await connection.query(`PRAGMA busy_timeout = ${timeout}`);
      await connection.execute(`PRAGMA legacy_alter_table = ${legacy}`);
      await connection.execute(`PRAGMA foreign_keys = ${keys}`);
    };
  },
  begin: beginImmediate,
  integrityCheck,
  // In a database without WAL, a reader delays the commit, not the beginning.
  commit: unlessBusy("COMMIT"),
  rollback: execute("ROLLBACK"),
  trial: {
    begin: async (connection, lockTimeout) => {
      await beginImmediate(connection, lockTimeout);
      return () => connection.execute("ROLLBACK");
    },
    onlyInTrial: () => null,
  },
  explain: explained,
  // A trigger may have the name of a table.
  versionTableExists:
    "SELECT type AS kind FROM main.sqlite_master WHERE type <> 'trigger' AND name = ? COLLATE NOCASE",
};
