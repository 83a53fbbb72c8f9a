/** How a migration holds Snowflake: a table is the lock for the whole run, and no transaction, since DDL commits by itself. */
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import type { Sql } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import type { MigrationSession } from "../migrationSession.js";
import { sessionOf } from "./connection.js";
import { quoted } from "./questions.js";
import { asItIs, nothing, nothingToCheck, nothingToUndo } from "../sessionSteps.js";
import { journal } from "./journal.js";
import { lock } from "./lock.js";

/** A new schema or database becomes the current one (CREATE SCHEMA, "Usage notes"): the journal and bare names are of the old one. */
const afterStatement = async (connection: Connection, sql: Sql): Promise<void> => {
  const [first, ...more] = meaningful(sql.slice(0, 300), lexicon).map(({ text }) =>
    text.toUpperCase(),
  );
  const creates =
    first === "CREATE" && more.slice(0, 4).some((w) => w === "SCHEMA" || w === "DATABASE");
  const { database, schema } = sessionOf(connection);
  if (creates && database !== null && schema !== null)
    await connection.execute(`USE SCHEMA ${quoted(database)}.${quoted(schema)}`);
};

export const migrationSession: MigrationSession = {
  lock,
  enter: nothingToUndo,
  begin: nothing,
  integrityCheck: nothingToCheck,
  afterStatement,
  commit: nothing,
  rollback: nothing,
  explain: asItIs,
  journal,
  versionTableExists:
    "SELECT 1 AS found FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA() AND UPPER(TABLE_NAME) = UPPER(?)",
};
