/** SQLite by better-sqlite3: a package with a native part, which is compiled or downloaded prebuilt. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type BetterSqlite3 from "better-sqlite3";
import { messageOf } from "../../model/index.js";
import type { Row } from "../connection.js";
import { commandsHere, loadDriver, type Failure } from "../../module/driver.js";
import type { Database, Driver } from "./database.js";

const name = "better-sqlite3";

type Handle = BetterSqlite3.Database;

/** Recognised by its shape, since a project may have its own copy of the driver. */
export const isBetterSqlite = (handle: unknown): handle is Handle =>
  typeof handle === "object" &&
  handle !== null &&
  "prepare" in handle &&
  "pragma" in handle &&
  "inTransaction" in handle &&
  "exec" in handle;

export const betterSqliteDatabase = (handle: Handle): Database => ({
  query: (sql, parameters = []) => {
    // A caller's handle may return every integer as a bigint.
    const statement = handle.prepare<unknown[], Row>(sql).safeIntegers(false);
    if (statement.reader) return statement.all(...parameters);
    statement.run(...parameters);
    return [];
  },
  execute: (sql) => void handle.exec(sql),
  inTransaction: () => handle.inTransaction,
  isOpen: () => handle.open,
  defineFunction: (function_) =>
    void handle.function(function_, { deterministic: true, varargs: true }, () => null),
  close: () => void handle.close(),
});

interface Module {
  readonly default: typeof BetterSqlite3;
}

const isModule = (value: unknown): value is Module =>
  typeof value === "object" &&
  value !== null &&
  "default" in value &&
  typeof value.default === "function";

interface Manifest {
  readonly version: string;
  /** The oldest major version of Node.js that the package supports by its own manifest; 0 where it states none. */
  readonly oldestNode: number;
}

const manifestAt = (path: string): Manifest => {
  const read: unknown = JSON.parse(readFileSync(path, "utf8"));
  const field = (of: unknown, key: string): unknown =>
    typeof of === "object" && of !== null ? Reflect.get(of, key) : undefined;
  const majors = String(field(field(read, "engines"), "node") ?? "").match(/(?<![.\d])\d+/g) ?? [];
  return {
    version: String(field(read, "version") ?? ""),
    oldestNode: majors.length === 0 ? 0 : Math.min(...majors.map(Number)),
  };
};

/** The package's manifest, found from here, or from the project in the working directory; null where neither has the package. */
const manifest = (): Manifest | null => {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return manifestAt(createRequire(from).resolve(`${name}/package.json`));
    } catch {
      continue;
    }
  }
  return null;
};

const nodeMajor = Number(process.versions.node.split(".", 1)[0]);

/** better-sqlite3 13 needs Node.js 22. */
const wanted = nodeMajor < 22 ? `${name}@12` : name;

/** Explains the errors of a native part that cannot be used: bindings/bindings.js, and the dynamic loader of Node.js. */
const unusable = (thrown: unknown): Failure => {
  const text = messageOf(thrown);
  if (/could not locate the bindings file/i.test(text)) {
    return {
      because: "is installed without its native part: its build was blocked, or failed",
      todo: commandsHere().allowBuild(name),
      cause: thrown,
    };
  }
  if (text.includes("NODE_MODULE_VERSION")) {
    return {
      because: `was built for another version of Node.js than this ${process.version}`,
      todo: commandsHere().rebuild(name),
      cause: thrown,
    };
  }
  const because = `cannot be used: ${text.split("\n", 1).join("")}`;
  return { because, todo: commandsHere().rebuild(name), cause: thrown };
};

/** Why this version cannot be tried: better-sqlite3 13 on Node.js 20 ends the process with a segmentation fault. */
const isTooNew = (known: Manifest): Failure | null =>
  known.oldestNode <= nodeMajor
    ? null
    : {
        because: `${known.version} needs Node.js ${known.oldestNode} or later, and this is ${process.version}`,
        todo: `${commandsHere().install(wanted)}, or use a later Node.js`,
        cause: undefined,
      };

/** The driver, after it has opened a database; or why it cannot be used. */
export const loadBetterSqlite = async (): Promise<Driver | Failure> => {
  const known = manifest();
  const refused = known === null ? null : isTooNew(known);
  if (refused !== null) return refused;
  const loaded = await loadDriver<Module>(
    { name, wanted },
    () => import("better-sqlite3"),
    isModule,
  );
  if ("failure" in loaded) return loaded.failure;
  const { default: Sqlite } = loaded.module;
  try {
    // The native part is only loaded when the first database is opened.
    new Sqlite(":memory:").close();
  } catch (thrown) {
    return unusable(thrown);
  }
  return {
    title: `${name} ${known?.version ?? ""}`.trimEnd(),
    open: (path) => betterSqliteDatabase(new Sqlite(path)),
  };
};
