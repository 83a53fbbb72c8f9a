/** Checks whether a table of our own exists, the version table or the journal's, or another object has its name. */
import { SchemaDiffError } from "../model/index.js";
import type { Connection, MigrationSession } from "../reflect/index.js";

/** The catalogue's words for objects that are not tables. */
const noTable = /view|sequence|index|type/i;

/**
 * @param what the table in words, such as `version table`
 * @throws SchemaDiffError `sql` where another object has its name
 */
export const isThere = async (
  connection: Connection,
  { versionTableExists }: Pick<MigrationSession, "versionTableExists">,
  name: string,
  what: string,
): Promise<boolean> => {
  const [row] = await connection.query(versionTableExists, [name]);
  if (row === undefined) return false;
  const kind = String(row["kind"] ?? "table").toLowerCase();
  if (!noTable.test(kind)) return true;
  throw new SchemaDiffError(
    "sql",
    `${connection.description}: the ${kind} ${name} stands where the ${what} is to be`,
    `rename the ${kind}, or name another version table by versionTable in the config`,
  );
};
