/** A SQLite database as a Connection: opened by URL, or a handle of either driver. */
import { interruptible, throwIfInterrupted } from "../interruption.js";
import { messageOf, SchemaDiffError } from "../../model/index.js";
import type { Opening } from "../backend.js";
import type { Connection, Row } from "../connection.js";
import { sleep } from "../sessionSteps.js";
import { betterSqliteDatabase, isBetterSqlite } from "./betterSqlite.js";
import type { Database } from "./database.js";
import { byHolders } from "./holders.js";
import { isLocked } from "./locked.js";
import { sqliteDriver } from "./driver.js";
import { isNodeSqlite, nodeSqliteDatabase } from "./nodeSqlite.js";
import { unopened } from "./unopened.js";

export const isDatabase = (handle: unknown): boolean =>
  isBetterSqlite(handle) || isNodeSqlite(handle);

const first = (row: Row | undefined): unknown => Object.values(row ?? {})[0];

const versionOf = (db: Database): readonly number[] =>
  String(first(db.query("SELECT sqlite_version()")[0]))
    .split(".")
    .map(Number);

/** `sqlite:path`, `sqlite::memory:`, `sqlite:///absolute/path`; what follows `?` is not part of the path. */
const pathOf = (url: string): string => {
  const [rest = ""] = url.replace(/^sqlite:/i, "").split("?");
  return rest.startsWith("//") ? decodeURIComponent(rest.slice(2)) : rest;
};

const otherSchemas = (url: string): readonly string[] =>
  new URLSearchParams(url.includes("?") ? url.slice(url.indexOf("?") + 1) : "")
    .getAll("schema")
    .flatMap((s) => s.split(","))
    .filter((s) => s !== "" && s !== "main");

/** No URL opens more than the one database, so another schema could only be an attached one. */
export const refuseSchemas = (schemas: readonly string[]): void => {
  const [other] = schemas.filter((s) => s !== "main");
  if (other !== undefined)
    throw new SchemaDiffError(
      "usage",
      `SQLite has no schema "${other}"`,
      "leave the schema out: only the main database is read",
    );
};

/** Drivers are synchronous; a promise that rejects is what callers expect of a statement that fails. */
const later = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/** A rebuild sets legacy_alter_table, and SQL alone cannot set back what a caller had: a caller's handle gets its own value back when it is let go. */
const letGo = (db: Database): (() => void) => {
  const legacy = Number(first(db.query("PRAGMA legacy_alter_table")[0]));
  return () => {
    if (db.isOpen()) db.execute(`PRAGMA legacy_alter_table = ${legacy}`);
  };
};

interface Description {
  /** What the user calls the database. */
  readonly text: string;
  readonly driver: string;
}

const connected = (db: Database, { text, driver }: Description, close: () => void): Connection => {
  // A statement runs in this very thread: when a signal is heard, it is over.
  const held = interruptible(async () => undefined);
  return {
    dialect: "sqlite",
    description: text,
    driver,
    version: versionOf(db),
    query: (sql, parameters) => held.ask(() => later(() => db.query(sql, parameters))),
    execute: (sql) =>
      held.run(() =>
        later(() => {
          // A statement with OR ROLLBACK has already ended the transaction that a caller now wants to roll back.
          if (/^\s*rollback\s*;?\s*$/i.test(sql) && !db.inTransaction()) return;
          db.execute(sql);
        }),
      ),
    close: () => {
      held.closed();
      return later(close);
    },
  };
};

const inMemory = "sqlite::memory:";

/** A database of our own in memory, which whoever made it closes. */
export const connectionTo = (db: Database): Connection =>
  connected(db, { text: inMemory, driver: "" }, () => undefined);

const fileOf = (db: Database): string =>
  String(first(db.query("SELECT file FROM pragma_database_list WHERE name = 'main'")[0]) ?? "");

/** A caller's handle stays open. */
const openHandle = (handle: object): Connection => {
  const db = isBetterSqlite(handle)
    ? betterSqliteDatabase(handle)
    : isNodeSqlite(handle)
      ? nodeSqliteDatabase(handle)
      : null;
  if (db === null) {
    throw new SchemaDiffError(
      "source",
      "this object is no SQLite database",
      "give a better-sqlite3 Database or a DatabaseSync of node:sqlite",
    );
  }
  const file = fileOf(db);
  return connected(
    db,
    { text: file === "" ? inMemory : `sqlite:${file}`, driver: "the given handle" },
    letGo(db),
  );
};

/** As the drivers wait where nobody says how long. */
const usualLockTimeout = 5000;

/** The file is read only now; "file is not a database" comes from here. A driver that waits would stop the whole process. */
const untilReadable = async (db: Database, lockTimeout: number): Promise<void> => {
  const pause = 50;
  db.query("PRAGMA busy_timeout = 0");
  for (let waited = 0; ; waited += pause) {
    throwIfInterrupted();
    try {
      db.query("SELECT count(*) FROM sqlite_schema");
      break;
    } catch (thrown) {
      if (!isLocked(thrown) || waited >= lockTimeout) throw thrown;
    }
    await sleep(pause);
  }
  db.query(`PRAGMA busy_timeout = ${lockTimeout}`);
};

const cannotOpen = (cause: unknown, path: string, lockTimeout: number): SchemaDiffError => {
  const refused = `sqlite:${path} could not be opened: ${messageOf(cause)}`;
  if (isLocked(cause))
    return new SchemaDiffError(
      "connection",
      `${refused}${byHolders(path)}; waited ${lockTimeout / 1000} s for it`,
      "another program holds the file: end it, or wait longer with --lock-timeout 60s, or lockTimeout in the config",
      { cause },
    );
  const [code, todo] = unopened(path, cause);
  return new SchemaDiffError(code, refused, todo, { cause });
};

/** A file that does not exist is created empty: `upgrade` on a fresh file has to work. The directory must exist. */
const openUrl = async (
  source: string,
  { lockTimeout = usualLockTimeout }: Opening,
): Promise<Connection> => {
  refuseSchemas(otherSchemas(source));
  const path = pathOf(source);
  if (path === "")
    throw new SchemaDiffError(
      "usage",
      `"${source}" names no file`,
      "write sqlite:path/to.db or sqlite::memory:",
    );
  const driver = await sqliteDriver();
  try {
    const db = driver.open(path);
    try {
      await untilReadable(db, lockTimeout);
      return connected(db, { text: `sqlite:${path}`, driver: driver.title }, () => {
        db.close();
      });
    } catch (cause) {
      db.close();
      throw cause;
    }
  } catch (cause) {
    throw cause instanceof SchemaDiffError ? cause : cannotOpen(cause, path, lockTimeout);
  }
};

export const open = async (source: string | object, opening: Opening = {}): Promise<Connection> =>
  typeof source === "string" ? openUrl(source, opening) : openHandle(source);
