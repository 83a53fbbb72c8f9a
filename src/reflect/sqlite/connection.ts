/** A SQLite database as a Connection; the only place that loads better-sqlite3. */
import type BetterSqlite3 from "better-sqlite3";
import { messageOf, SchemaDiffError } from "../../model/index.js";
import type { Connection, Row } from "../backend.js";

export type Database = BetterSqlite3.Database;

export const isDatabase = (handle: unknown): handle is Database =>
  typeof handle === "object" && handle !== null && "prepare" in handle && "pragma" in handle && "inTransaction" in handle && "exec" in handle;

const versionOf = (db: Database): readonly number[] =>
  String(db.prepare("SELECT sqlite_version()").pluck().get()).split(".").map(Number);

/** `sqlite:path`, `sqlite::memory:`, `sqlite:///absolute/path`; what follows `?` is not part of the path. */
export const pathOf = (url: string): string => {
  const [rest = ""] = url.replace(/^sqlite:/i, "").split("?");
  return rest.startsWith("//") ? decodeURIComponent(rest.slice(2)) : rest;
};

const otherSchemas = (url: string): readonly string[] =>
  new URLSearchParams(url.includes("?") ? url.slice(url.indexOf("?") + 1) : "").getAll("schema").flatMap((s) => s.split(",")).filter((s) => s !== "" && s !== "main");

/** No URL opens more than the one database, so another schema could only be an attached one. */
export const refuseSchemas = (schemas: readonly string[]): void => {
  const [other] = schemas.filter((s) => s !== "main");
  if (other !== undefined) throw new SchemaDiffError("usage", `SQLite has no schema "${other}"`, "leave the schema out: only the main database is read");
};

/** better-sqlite3 is synchronous; a promise that rejects is what callers expect of a statement that fails. */
const later = <T>(work: () => T): Promise<T> => new Promise((resolve) => { resolve(work()); });

/** A rebuild sets legacy_alter_table, and SQL alone cannot set back what a caller had: a caller's handle gets its own value back when it is let go. */
const letGo = (db: Database): (() => void) => {
  const legacy = Number(db.pragma("legacy_alter_table", { simple: true }));
  return () => { if (db.open) db.pragma(`legacy_alter_table = ${legacy}`); };
};

export const connectionOf = (db: Database, owned: boolean): Connection & { readonly database: Database } => {
  const end = owned ? () => db.close() : letGo(db);
  return {
    database: db,
    dialect: "sqlite",
    description: db.memory ? "sqlite::memory:" : `sqlite:${db.name}`,
    version: versionOf(db),
    query: (sql, parameters = []) => later(() => {
      // A caller's handle may give every integer as a bigint.
      const statement = db.prepare<unknown[], Row>(sql).safeIntegers(false);
      if (statement.reader) return statement.all(...parameters);
      statement.run(...parameters);
      return [];
    }),
    execute: (sql) => later(() => {
      // A statement with OR ROLLBACK has already ended the transaction that a caller now wants to roll back.
      if (/^\s*rollback\s*;?\s*$/i.test(sql) && !db.inTransaction) return;
      db.exec(sql);
    }),
    close: () => later(() => { end(); }),
  };
};

const load = async (): Promise<typeof BetterSqlite3> => {
  try {
    return (await import("better-sqlite3")).default;
  } catch (cause) {
    throw new SchemaDiffError("connection", `better-sqlite3 could not be loaded: ${messageOf(cause)}`, "npm install better-sqlite3", { cause });
  }
};

export const memory = async (): Promise<Database> => new (await load())(":memory:");

/** A file that does not exist is created empty: `upgrade` on a fresh file has to work. The directory must exist. */
export const open = async (source: string | object): Promise<Connection> => {
  if (typeof source !== "string") {
    if (!isDatabase(source)) throw new SchemaDiffError("source", "this object is no better-sqlite3 database");
    return connectionOf(source, false);
  }
  refuseSchemas(otherSchemas(source));
  const path = pathOf(source);
  if (path === "") throw new SchemaDiffError("usage", `"${source}" names no file`, "write sqlite:path/to.db or sqlite::memory:");
  const Sqlite = await load();
  try {
    const db = new Sqlite(path);
    try {
      // The file is read only now; "file is not a database" comes from here.
      db.prepare("SELECT count(*) FROM sqlite_schema").get();
      return connectionOf(db, true);
    } catch (cause) {
      db.close();
      throw cause;
    }
  } catch (cause) {
    throw new SchemaDiffError("connection", `sqlite:${path} could not be opened: ${messageOf(cause)}`, "check the path and that the file is a SQLite database", { cause });
  }
};
