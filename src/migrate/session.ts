/** How a migration holds a database while it runs: one migrator at a time, one transaction a script where DDL has transactions. A row per dialect. */
import { messageOf, SchemaDiffError, type DialectName, type Sql } from "../model/index.js";
import type { Connection, Row } from "../reflect/index.js";

export interface Session {
  /** Waits for other migrators at most so many milliseconds; what it returns lets the next one in. Throws `locked`. */
  readonly lock: (connection: Connection, patience: number) => Promise<() => Promise<void>>;
  /** Sets what must be set outside of transactions; what it returns sets it back. */
  readonly enter: (connection: Connection) => Promise<() => Promise<void>>;
  readonly begin: (connection: Connection, patience: number) => Promise<void>;
  /** What a commit is checked against, taken at the beginning; what it returns throws where the script broke it. */
  readonly watch: (connection: Connection) => Promise<() => Promise<void>>;
  readonly commit: (connection: Connection) => Promise<void>;
  readonly rollback: (connection: Connection) => Promise<void>;
  /** Does the version table exist? Its name is the parameter; a row says yes. */
  readonly versionTableExists: Sql;
  /** A script's statements as printed: with the transaction around them. */
  readonly printed: (statements: readonly Sql[]) => readonly Sql[];
}

const nothing = async (): Promise<void> => undefined;
const nothingToUndo = async (): Promise<() => Promise<void>> => nothing;

const sleep = (milliseconds: number): Promise<void> => new Promise((wake) => { setTimeout(wake, milliseconds); });

const isLocked = (connection: Connection, patience: number): SchemaDiffError => new SchemaDiffError(
  "locked", `another migration is running on ${connection.description}; waited ${patience / 1000} s for it`, "try again when it has ended",
);

/** Asks again and again until it is granted or patience ends. */
const patiently = async (connection: Connection, patience: number, ask: () => Promise<boolean>): Promise<void> => {
  const pause = 50;
  for (let waited = 0; !(await ask()); waited += pause) {
    if (waited >= patience) throw isLocked(connection, patience);
    await sleep(pause);
  }
};

const execute = (sql: Sql) => (connection: Connection): Promise<void> => connection.execute(sql);

const isTrue = (row: Row | undefined): boolean => row !== undefined && [true, 1, "1", "t"].some((yes) => row["got"] === yes);

/** Advisory locks are per database. The number is the ASCII of `schdif`. */
const postgresLock = 126_870_790_367_590;

const postgres: Session = {
  lock: async (connection, patience) => {
    await patiently(connection, patience, async () => {
      const [row] = await connection.query(`SELECT pg_catalog.pg_try_advisory_lock(${postgresLock}) AS got`);
      return isTrue(row);
    });
    return execute(`SELECT pg_catalog.pg_advisory_unlock(${postgresLock})`).bind(null, connection);
  },
  enter: nothingToUndo,
  begin: execute("BEGIN"),
  watch: nothingToUndo,
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
  versionTableExists: "SELECT 1 AS found FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident($1))",
  printed: (statements) => ["BEGIN", ...statements, "COMMIT"],
};

/** GET_LOCK's names are the whole server's and at most 64 characters: one a database. (MySQL 9.6 has no SHA1 any more.) */
const mysqlLock = "CONCAT('schema_diff.', LEFT(SHA2(COALESCE(DATABASE(), ''), 256), 40))";

/** DDL commits by itself here, so a transaction would only pretend. */
const mysql: Session = {
  lock: async (connection, patience) => {
    const [row] = await connection.query(`SELECT GET_LOCK(${mysqlLock}, ${patience / 1000}) AS got`);
    if (!isTrue(row)) throw isLocked(connection, patience);
    return execute(`DO RELEASE_LOCK(${mysqlLock})`).bind(null, connection);
  },
  enter: nothingToUndo,
  begin: nothing,
  watch: nothingToUndo,
  commit: nothing,
  rollback: nothing,
  versionTableExists: "SELECT 1 AS found FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?",
  printed: (statements) => statements,
};

const number = async (connection: Connection, pragma: string): Promise<number> => {
  const [row] = await connection.query(`PRAGMA ${pragma}`);
  return Number(Object.values(row ?? {})[0] ?? 0);
};

/** Rows that point nowhere, counted by the table they are in and the table they point to. */
const orphans = async (connection: Connection): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const row of await connection.query("PRAGMA foreign_key_check")) {
    const key = JSON.stringify([row["table"], row["parent"]]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

/** Tables that are renamed keep their orphans, so what counts is whether there are more of them than before. */
const moreOrphans = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): readonly string[] => {
  const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
  const grown = [...after].filter(([key, count]) => count > (before.get(key) ?? 0));
  if (total(after) <= total(before)) return [];
  return grown.map(([key, count]) => {
    const [table, parent]: readonly unknown[] = JSON.parse(key);
    return `${count - (before.get(key) ?? 0)} of ${String(table)} that point to no row of ${String(parent)}`;
  });
};

const isBusy = (thrown: unknown): boolean => /database (?:table )?is locked|SQLITE_BUSY/i.test(messageOf(thrown));

/** The lock is the transaction itself: BEGIN IMMEDIATE, asked for again and again, so that this process can go on meanwhile. */
const sqlite: Session = {
  lock: nothingToUndo,
  enter: async (connection) => {
    // Inside a transaction this pragma does nothing, and a rebuild would fire the actions of the keys that point to the table.
    const [keys, timeout] = [await number(connection, "foreign_keys"), await number(connection, "busy_timeout")];
    await connection.execute("PRAGMA foreign_keys = OFF");
    await connection.query("PRAGMA busy_timeout = 0");
    return async () => {
      await connection.query(`PRAGMA busy_timeout = ${timeout}`);
      await connection.execute(`PRAGMA foreign_keys = ${keys}`);
    };
  },
  begin: (connection, patience) => patiently(connection, patience, async () => {
    try {
      await connection.execute("BEGIN IMMEDIATE");
      return true;
    } catch (thrown) {
      if (isBusy(thrown)) return false;
      throw thrown;
    }
  }),
  watch: async (connection) => {
    const before = await orphans(connection);
    return async () => {
      const more = moreOrphans(before, await orphans(connection));
      if (more.length > 0) throw new SchemaDiffError("script", `it would leave rows without what they point to: ${more.join(", ")}`, "delete or mend those rows in the script");
    };
  },
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
  versionTableExists: "SELECT 1 AS found FROM main.sqlite_master WHERE type = 'table' AND name = ?",
  printed: (statements) => ["PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE", ...statements, "COMMIT", "PRAGMA foreign_keys = ON"],
};

export const sessions: { readonly [D in DialectName]: Session } = { postgres, mysql, mariadb: mysql, sqlite };

/** Runs `use` in one transaction, with what watches over it; anything thrown takes it back. */
export const inTransaction = async <T>(session: Session, connection: Connection, patience: number, use: () => Promise<T>): Promise<T> => {
  await session.begin(connection, patience);
  try {
    const check = await session.watch(connection);
    const result = await use();
    await check();
    await session.commit(connection);
    return result;
  } catch (thrown) {
    // The first error is the one to tell: a connection that is gone cannot roll back either.
    await session.rollback(connection).catch(nothing);
    throw thrown;
  }
};
