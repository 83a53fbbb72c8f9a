/** Whether a table of our own is there, the version table or the journal's, or something else has its name. */
import { SchemaDiffError } from "../model/index.js";
import type { Connection, MigrationSession } from "../reflect/index.js";

/** What a catalogue calls that which is no table. */
const noTable = /view|sequence|index|type/i;

/**
 * @param what `version table`
 * @throws SchemaDiffError `sql` where something else stands under its name
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
