/** What a script must not leave broken in SQLite: enforcement is off while it runs, so that nothing else would say so. */
import { messageOf, SchemaDiffError, type Operation, type OperationVerb } from "../model/index.js";
import type { Connection } from "../reflect/index.js";

/** Looks on while a script runs. */
export interface Watch {
  /** Told of every operation, before it runs. */
  readonly before: (operation: Operation) => Promise<void>;
  /** Throws `script` where the script has broken something. */
  readonly check: () => Promise<void>;
}

/** How often something stands broken, by what is said of it. */
type Counts = ReadonlyMap<string, number>;

const tablesWithKeys = `
  SELECT s.name AS name FROM main.sqlite_master AS s
  WHERE s.type = 'table' AND EXISTS (SELECT 1 FROM pragma_foreign_key_list(s.name, 'main')) ORDER BY s.name`;

/** `EXPLAIN` finds a key that points to no unique columns without looking at a row (sqlite3FkLocateIndex, src/fkey.c). */
const checkOf = (table: string, how: "EXPLAIN " | ""): string => `${how}PRAGMA main.foreign_key_check("${table.replaceAll('"', '""')}")`;

interface Broken {
  /** Foreign keys that point to no key of their parent. */
  readonly mismatches: Counts;
  /** Rows that point to no row. */
  readonly orphans: Counts;
}

const brokenIn = async (connection: Connection, how: "EXPLAIN " | ""): Promise<Broken> => {
  const mismatches = new Map<string, number>();
  const orphans = new Map<string, number>();
  for (const { name } of await connection.query(tablesWithKeys)) {
    try {
      const rows = await connection.query(checkOf(String(name), how));
      if (how !== "") continue;
      for (const { table, parent } of rows) {
        const key = `${String(table)} that point to no row of ${String(parent)}`;
        orphans.set(key, (orphans.get(key) ?? 0) + 1);
      }
    } catch (thrown) {
      // One that stood so before is not the script's; SQLite names both tables.
      const said = /foreign key mismatch - (.*)/.exec(messageOf(thrown))?.[1];
      if (said === undefined) throw thrown;
      mismatches.set(said, 1);
    }
  }
  return { mismatches, orphans };
};

/** Tables that are renamed keep what is broken in them, so what counts is whether there is more of it than before. */
const more = (before: Counts, after: Counts): readonly string[] => {
  const total = (counts: Counts): number => [...counts.values()].reduce((a, b) => a + b, 0);
  if (total(after) <= total(before)) return [];
  return [...after].flatMap(([key, count]) => (count > (before.get(key) ?? 0) ? [`${count - (before.get(key) ?? 0)} of ${key}`] : []));
};

/** What may leave rows that point nowhere; a rebuild sees to that by itself (`dialects/sqlite/rebuild/guards.ts`). */
const movesRows: { readonly [V in OperationVerb]?: true } = { execute: true, bulkInsert: true, createTable: true, dropTable: true, renameTable: true };

/** Every row is looked at only where an operation calls for it: once before the first such, and once at the end. */
export const watchForeignKeys = async (connection: Connection): Promise<Watch> => {
  const { mismatches } = await brokenIn(connection, "EXPLAIN ");
  let orphans: Counts | null = null;
  return {
    before: async ({ do: verb }) => {
      if (orphans === null && movesRows[verb] === true) ({ orphans } = await brokenIn(connection, ""));
    },
    check: async () => {
      const after = await brokenIn(connection, orphans === null ? "EXPLAIN " : "");
      const keys = more(mismatches, after.mismatches).map((key) => key.replace(/^1 of /, ""));
      if (keys.length > 0) {
        throw new SchemaDiffError(
          "script", `it would leave foreign keys without a key to point to: ${keys.join(", ")}`,
          "give the columns they point to a primary key or a unique constraint, or drop those foreign keys in the script",
        );
      }
      const rows = more(orphans ?? new Map<string, number>(), after.orphans);
      if (rows.length > 0) throw new SchemaDiffError("script", `it would leave rows without what they point to: ${rows.join(", ")}`, "delete or mend those rows in the script");
    },
  };
};
