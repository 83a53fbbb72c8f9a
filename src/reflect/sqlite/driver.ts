/** Chooses the driver for `sqlite:` URLs: better-sqlite3 where it can be used, else the one that is built into the runtime. */
import { SchemaDiffError } from "../../model/index.js";
import { loadBetterSqlite } from "./betterSqlite.js";
import type { Database, Driver } from "./database.js";
import { loadNodeSqlite } from "./nodeSqlite.js";

const choose = async (): Promise<Driver> => {
  const preferred = await loadBetterSqlite();
  if ("open" in preferred) return preferred;
  const { because, todo, cause } = preferred;
  const builtIn = loadNodeSqlite();
  if (builtIn !== null) {
    return { ...builtIn, title: `${builtIn.title} (better-sqlite3 ${because})` };
  }
  throw new SchemaDiffError(
    "driver",
    `the driver of SQLite, better-sqlite3, ${because}`,
    `${todo}; or use Node.js 22.13 or later, which has SQLite built in`,
    { cause },
  );
};

let chosen: Promise<Driver> | null = null;

/**
 * The driver, chosen once per process; after a failure it is chosen again, because it may have been installed meanwhile.
 * @throws SchemaDiffError `driver` where there is none
 */
export const sqliteDriver = (): Promise<Driver> => {
  chosen ??= choose().catch((thrown: unknown) => {
    chosen = null;
    throw thrown;
  });
  return chosen;
};

export const memory = async (): Promise<Database> => (await sqliteDriver()).open(":memory:");
