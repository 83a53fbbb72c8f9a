/** SQLite by `node:sqlite`, which is built into Node.js 22.13 and later, Bun and Deno: nothing is compiled. */
import { resolve } from "node:path";
import { messageOf, type Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import type { Database, Driver } from "./database.js";

/** The part of a prepared statement that is used (nodejs.org/api/sqlite.html, "Class: StatementSync"). */
interface Statement {
  setReadBigInts(enabled: boolean): void;
  all(...parameters: unknown[]): unknown[];
}

/** The part of a database that is used ("Class: DatabaseSync"); members that later versions added may be missing. */
interface Handle {
  prepare(sql: Sql): Statement;
  exec(sql: Sql): void;
  close(): void;
  function(name: string, options: object, implementation: () => null): void;
  readonly isTransaction?: boolean;
}

/** Recognised by its shape: the class has another name in each runtime. */
export const isNodeSqlite = (handle: unknown): handle is Handle =>
  typeof handle === "object" &&
  handle !== null &&
  !("pragma" in handle) &&
  ["prepare", "exec", "close", "function", "applyChangeset"].every(
    (method) => typeof Reflect.get(handle, method) === "function",
  );

/** The row with numbers: the driver refuses to return an integer beyond 2^53 as a number, so that all are read as bigints. */
const numbers = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]: readonly [string, unknown]) => [
      key,
      typeof value === "bigint" ? Number(value) : value,
    ]),
  );

const isRow = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Is no transaction open? Node.js before 22.16 has no property for it, but refuses a second BEGIN. */
const begins = (handle: Handle): boolean => {
  try {
    handle.exec("BEGIN");
  } catch (thrown) {
    if (messageOf(thrown).includes("within a transaction")) return false;
    throw thrown;
  }
  handle.exec("ROLLBACK");
  return true;
};

const answers = (handle: Handle): boolean => {
  try {
    handle.prepare("SELECT 1");
    return true;
  } catch {
    return false;
  }
};

/** Deno appends the statement to SQLite's own message: `no such table: t in SELECT * FROM t at offset 14`. */
const added = / in ([^]+) at offset \d+$/;

const inOwnWords = <T>(sql: Sql, work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    const [addition, statement] = added.exec(messageOf(cause)) ?? [];
    if (addition === undefined || statement === undefined || !sql.includes(statement)) throw cause;
    throw new Error(messageOf(cause).slice(0, -addition.length), { cause });
  }
};

export const nodeSqliteDatabase = (handle: Handle): Database => ({
  query: (sql, parameters = []) =>
    inOwnWords(sql, () => {
      const statement = handle.prepare(sql);
      statement.setReadBigInts(true);
      return statement
        .all(...parameters)
        .filter(isRow)
        .map(numbers);
    }),
  execute: (sql) => {
    inOwnWords(sql, () => {
      handle.exec(sql);
    });
  },
  inTransaction: () => handle.isTransaction ?? !begins(handle),
  isOpen: () => answers(handle),
  defineFunction: (name) => {
    handle.function(name, { deterministic: true, varargs: true }, () => null);
  },
  close: () => {
    handle.close();
  },
});

interface Module {
  readonly DatabaseSync: new (path: string, options: object) => Handle;
}

const isModule = (value: unknown): value is Module =>
  typeof value === "object" && value !== null && "DatabaseSync" in value;

/** Loads the module without the warning that it is experimental, which Node.js 22 prints once. */
const load = (): unknown => {
  const emitWarning: unknown = Reflect.get(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    Reflect.set(process, "emitWarning", emitWarning);
  }
};

/** Waits for a busy database, in milliseconds, as better-sqlite3 does by default. */
const options = { timeout: 5000 };

const runtime = (): string => {
  const { bun, deno, node } = process.versions;
  return bun !== undefined ? `Bun ${bun}` : deno !== undefined ? `Deno ${deno}` : `Node.js ${node}`;
};

/** The driver; null where this runtime has none. */
export const loadNodeSqlite = (): Driver | null => {
  if (typeof process.getBuiltinModule !== "function") return null;
  const module = load();
  if (!isModule(module)) return null;
  return {
    title: `node:sqlite of ${runtime()}`,
    open: (path) => {
      // A path that begins with `file:` would be taken for a URI.
      const handle = new module.DatabaseSync(path === ":memory:" ? path : resolve(path), options);
      // Node.js before 22.16 does not have the option.
      handle.exec(`PRAGMA busy_timeout = ${options.timeout}`);
      return nodeSqliteDatabase(handle);
    },
  };
};
