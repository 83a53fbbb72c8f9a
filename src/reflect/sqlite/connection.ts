/** A SQLite database as a Connection: opened by URL, or from a handle of either driver. */
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

/** The path of `sqlite:path`, `sqlite::memory:`, `sqlite:///absolute/path`; what follows `?` is not part of it. */
const pathOf = (url: string): string => {
  const [rest = ""] = url.replace(/^sqlite:/i, "").split("?");
  return rest.startsWith("//") ? decodeURIComponent(rest.slice(2)) : rest;
};

const otherSchemas = (url: string): readonly string[] =>
  new URLSearchParams(url.includes("?") ? url.slice(url.indexOf("?") + 1) : "")
    .getAll("schema")
    .flatMap((s) => s.split(","))
    .filter((s) => s !== "" && s !== "main");

/** A URL opens only one database, so another schema could only be an attached one. */
export const refuseSchemas = (schemas: readonly string[]): void => {
  const [other] = schemas.filter((s) => s !== "main");
  if (other !== undefined)
    throw new SchemaDiffError(
      "usage",
      `SQLite has no schema "${other}"`,
      "leave the schema out: only the main database is read",
    );
};

/** Drivers are synchronous, but callers expect a failing statement to reject a promise. */
const later = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/** A rebuild sets legacy_alter_table, and SQL alone cannot restore what a caller had set: the returned function restores it on a caller's handle. */
const letGo = (db: Database): (() => void) => {
  const legacy = Number(first(db.query("PRAGMA legacy_alter_table")[0]));
  return () => {
    if (db.isOpen()) db.execute(`PRAGMA legacy_alter_table = ${legacy}`);
  };
};

interface Description {
  /** The user's name for the database. */
  readonly text: string;
  readonly driver: string;
}

const connected = (db: Database, { text, driver }: Description, close: () => void): Connection => {
  // A statement runs in this same thread: when a signal is received, it has ended.
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
          // A statement with OR ROLLBACK has already ended the transaction that the caller now wants to roll back.
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

/** A connection to a database of our own in memory, which its creator closes. */
export const connectionTo = (db: Database): Connection =>
  connected(db, { text: inMemory, driver: "" }, () => undefined);

const fileOf = (db: Database): string =>
  String(first(db.query("SELECT file FROM pragma_database_list WHERE name = 'main'")[0]) ?? "");

/** A connection to a caller's handle, which stays open. */
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

/** The drivers' own default, in milliseconds. */
const usualLockTimeout = 5000;

/** Waits until the file can be read, which is only done now; the error "file is not a database" comes from here. If the driver waited, the whole process would stop. */
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

/** Opens a URL. A file that does not exist is created empty, because `upgrade` on a new file has to work. The directory must exist. */
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
