/** Checks whether a script leaves broken foreign keys in SQLite: enforcement is off while it runs, so nothing else would report them. */
import { lexicon } from "../../../dialects/sqlite/lexicon.js";
import { messageOf, SchemaDiffError, type OperationVerb } from "../../../model/index.js";
import type { Connection, Row } from "../../connection.js";
import type { CheckedPart, IntegrityCheck } from "../../migrationSession.js";
import { freshOrphans, orphansIn, type Orphans } from "./orphans.js";

const tablesWithKeys = `
  SELECT s.name AS name FROM main.sqlite_master AS s
  WHERE s.type = 'table' AND EXISTS (SELECT 1 FROM pragma_foreign_key_list(s.name, 'main')) ORDER BY s.name`;

/** `EXPLAIN` finds a key that references columns that are not unique without reading a row (sqlite3FkLocateIndex, src/fkey.c). */
const checkOf = (table: string, how: "EXPLAIN " | ""): string =>
  `${how}PRAGMA main.foreign_key_check(${lexicon.quote(table)})`;

/** The rows of a check; where SQLite cannot check, its message, which names the tables that do not fit. */
const checked = async (
  connection: Connection,
  table: string,
  how: "EXPLAIN " | "",
): Promise<readonly Row[] | string> => {
  try {
    return await connection.query(checkOf(table, how));
  } catch (thrown) {
    const said = /foreign key mismatch - (.*)/.exec(messageOf(thrown))?.[1];
    if (said === undefined) throw thrown;
    return said;
  }
};

/** Foreign keys whose target columns are no key of their parent. */
const mismatchesIn = async (connection: Connection): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  for (const { name } of await connection.query(tablesWithKeys)) {
    const said = await checked(connection, String(name), "EXPLAIN ");
    if (typeof said === "string") found.add(said);
  }
  return found;
};

/** The orphaned rows. A table that cannot be checked is reported by its mismatch. */
const orphansNow = (
  connection: Connection,
  tellRows: (child: string) => boolean,
): Promise<Orphans> =>
  orphansIn(
    connection,
    async (child) => {
      const rows = await checked(connection, child, "");
      return typeof rows === "string" ? [] : rows;
    },
    tellRows,
  );

/** Operations that may leave rows without their parent row; a rebuild checks that itself (`dialects/sqlite/rebuild/guards.ts`). */
const movesRows: Readonly<Partial<Record<OperationVerb, true>>> = {
  execute: true,
  bulkInsert: true,
  createTable: true,
  dropTable: true,
  renameTable: true,
};

/** Reads every row only where an operation requires it: once before the first such operation, and once at the end. */
export const foreignKeyCheck = async (
  connection: Connection,
  what: CheckedPart,
): Promise<IntegrityCheck> => {
  const mismatches = await mismatchesIn(connection);
  let orphans: Orphans | null = null;
  return {
    before: async ({ do: verb }) => {
      if (what === "rows" && orphans === null && movesRows[verb] === true)
        orphans = await orphansNow(connection, () => true);
    },
    check: async () => {
      const after = await mismatchesIn(connection);
      const keys = [...after].filter((said) => !mismatches.has(said));
      // A renamed table keeps its mismatch under another name.
      if (after.size > mismatches.size) {
        throw new SchemaDiffError(
          "script",
          `it would leave foreign keys without a key to point to: ${keys.join(", ")}`,
          "give the columns they point to a primary key or a unique constraint, or drop those foreign keys in the script",
        );
      }
      if (orphans === null) return;
      const before = orphans;
      const rows = [
        ...freshOrphans(before, await orphansNow(connection, () => before.all.length > 0)),
      ].map(([says, count]) => `${count} of ${says}`);
      if (rows.length > 0)
        throw new SchemaDiffError(
          "script",
          `it would leave rows without what they point to: ${rows.join(", ")}`,
          "delete or mend those rows in the script",
        );
    },
  };
};
