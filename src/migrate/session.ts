/** How a migration holds a database while it runs: one migrator at a time, one transaction a script where DDL has transactions. A row per dialect. */
import { messageOf, SchemaDiffError, type DialectName, type Sql } from "../model/index.js";
import type { Connection, Row } from "../reflect/index.js";
import { readerCheck } from "./readers.js";
import { foreignKeyCheck, type IntegrityCheck, type CheckedPart } from "./foreignKeys.js";
import { refuseShadowedNames } from "./shadowedNames.js";
import { explained } from "./connectionErrors.js";
import { refuseNameConflicts } from "./nameConflicts.js";
import { temporaryTriggerCheck } from "./temporaryTriggers.js";
import { refuseTransactions } from "./transactions.js";

export interface Session {
  /** Waits for other migrators at most so many milliseconds; what it returns lets the next one in. Throws `locked`. */
  readonly lock: (connection: Connection, lockTimeout: number) => Promise<() => Promise<void>>;
  /** Sets what must be set outside of transactions; what it returns sets it back. */
  readonly enter: (connection: Connection) => Promise<() => Promise<void>>;
  readonly begin: (connection: Connection, lockTimeout: number) => Promise<void>;
  /** Looks on while a script runs, and refuses what would go astray, where the database itself does not. */
  readonly integrityCheck: (connection: Connection, what: CheckedPart) => Promise<IntegrityCheck>;
  readonly commit: (connection: Connection, lockTimeout: number) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
  /** What the database threw, in our words where it says that nothing can be migrated here; else as it is. */
  readonly explain: (
    thrown: unknown,
    connection: Connection,
    where: "script" | "around",
  ) => unknown;
  /** Does the version table exist? Its name is the parameter; a row says yes. */
  readonly versionTableExists: Sql;
}

const nothing = async (): Promise<void> => undefined;
const nothingToCheck = async (): Promise<IntegrityCheck> => ({ before: nothing, check: nothing });
const asItIs = (thrown: unknown): unknown => thrown;
const nothingToUndo = async (): Promise<() => Promise<void>> => nothing;

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((wake) => {
    setTimeout(wake, milliseconds);
  });

const isLocked = (connection: Connection, lockTimeout: number): SchemaDiffError =>
  new SchemaDiffError(
    "locked",
    `another migration is running on ${connection.description}; waited ${lockTimeout / 1000} s for it`,
    "try again when it has ended",
  );

/** Asks again and again until it is granted or lockTimeout ends. */
const patiently = async (
  connection: Connection,
  lockTimeout: number,
  ask: () => Promise<boolean>,
): Promise<void> => {
  const pause = 50;
  for (let waited = 0; !(await ask()); waited += pause) {
    if (waited >= lockTimeout) throw isLocked(connection, lockTimeout);
    await sleep(pause);
  }
};

const execute =
  (sql: Sql) =>
  (connection: Connection): Promise<void> =>
    connection.execute(sql);

const isTrue = (row: Row | undefined): boolean =>
  row !== undefined && [true, 1, "1", "t"].some((yes) => row["got"] === yes);

/** Advisory locks are per database. The number is the ASCII of `schdif`. */
const postgresLock = 126_870_790_367_590;

const postgres: Session = {
  lock: async (connection, lockTimeout) => {
    await patiently(connection, lockTimeout, async () => {
      const [row] = await connection.query(
        `SELECT pg_catalog.pg_try_advisory_lock(${postgresLock}) AS got`,
      );
      return isTrue(row);
    });
    return execute(`SELECT pg_catalog.pg_advisory_unlock(${postgresLock})`).bind(null, connection);
  },
  enter: nothingToUndo,
  begin: execute("BEGIN"),
  integrityCheck: nothingToCheck,
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
  explain: asItIs,
  versionTableExists:
    "SELECT 1 AS found FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident($1))",
};

/** GET_LOCK's names are the whole server's and at most 64 characters: one a database. (MySQL 9.6 has no SHA1 any more.) */
const mysqlLock = "CONCAT('schema_diff.', LEFT(SHA2(COALESCE(DATABASE(), ''), 256), 40))";

/** DDL commits by itself here, so a transaction would only pretend. */
const mysql: Session = {
  lock: async (connection, lockTimeout) => {
    const [row] = await connection.query(
      `SELECT GET_LOCK(${mysqlLock}, ${lockTimeout / 1000}) AS got`,
    );
    if (!isTrue(row)) throw isLocked(connection, lockTimeout);
    return execute(`DO RELEASE_LOCK(${mysqlLock})`).bind(null, connection);
  },
  enter: nothingToUndo,
  begin: nothing,
  integrityCheck: nothingToCheck,
  commit: nothing,
  rollback: nothing,
  explain: asItIs,
  versionTableExists:
    "SELECT 1 AS found FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?",
};

const number = async (connection: Connection, pragma: string): Promise<number> => {
  const [row] = await connection.query(`PRAGMA ${pragma}`);
  return Number(Object.values(row ?? {})[0] ?? 0);
};

const isBusy = (thrown: unknown): boolean =>
  /database (?:table )?is locked|SQLITE_BUSY/i.test(messageOf(thrown));

/** Asked for again and again, so that this process can go on meanwhile. */
const unlessBusy =
  (sql: Sql) =>
  (connection: Connection, lockTimeout: number): Promise<void> =>
    patiently(connection, lockTimeout, async () => {
      try {
        await connection.execute(sql);
        return true;
      } catch (thrown) {
        if (isBusy(thrown)) return false;
        throw thrown;
      }
    });

/** The lock is the transaction itself. */
const sqlite: Session = {
  lock: nothingToUndo,
  enter: async (connection) => {
    // Inside a transaction this pragma does nothing, and a rebuild would fire the actions of the keys that point to the table.
    const [keys, timeout] = [
      await number(connection, "foreign_keys"),
      await number(connection, "busy_timeout"),
    ];
    const legacy = await number(connection, "legacy_alter_table");
    await connection.execute("PRAGMA foreign_keys = OFF");
    // With the old behaviour a table's new name would reach neither views nor triggers.
    await connection.execute("PRAGMA legacy_alter_table = OFF");
    await connection.query("PRAGMA busy_timeout = 0");
    return async () => {
      await connection.query(`PRAGMA busy_timeout = ${timeout}`);
      await connection.execute(`PRAGMA legacy_alter_table = ${legacy}`);
      await connection.execute(`PRAGMA foreign_keys = ${keys}`);
    };
  },
  begin: unlessBusy("BEGIN IMMEDIATE"),
  integrityCheck: async (connection, what) => {
    // Temporary triggers are looked at with the others once they are there again.
    const watches = [
      await foreignKeyCheck(connection, what),
      await temporaryTriggerCheck(connection),
      await readerCheck(connection),
    ];
    return {
      before: async (operation) => {
        refuseTransactions(operation);
        await refuseShadowedNames(connection, operation);
        await refuseNameConflicts(connection, operation);
        for (const watch of watches) await watch.before(operation);
      },
      check: async () => {
        for (const watch of watches) await watch.check();
      },
    };
  },
  // A reader of a database without WAL holds the commit back, not the beginning.
  commit: unlessBusy("COMMIT"),
  rollback: execute("ROLLBACK"),
  explain: explained,
  versionTableExists: "SELECT 1 AS found FROM main.sqlite_master WHERE type = 'table' AND name = ?",
};

export const sessions: Readonly<Record<DialectName, Session>> = {
  postgres,
  mysql,
  mariadb: mysql,
  sqlite,
};

/** Runs `use` in one transaction; anything thrown takes it back. */
export const inTransaction = async <T>(
  session: Session,
  connection: Connection,
  lockTimeout: number,
  use: () => Promise<T>,
): Promise<T> => {
  await session.begin(connection, lockTimeout);
  try {
    const result = await use();
    await session.commit(connection, lockTimeout);
    return result;
  } catch (thrown) {
    // The first error is the one to tell: a connection that is gone cannot roll back either.
    await session.rollback(connection).catch(nothing);
    throw thrown;
  }
};
