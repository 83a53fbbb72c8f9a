/** How a migration holds Snowflake: a table is the lock for the whole run, and no transaction, since DDL commits by itself. */
import type { MigrationSession } from "../migrationSession.js";
import { asItIs, nothing, nothingToCheck, nothingToUndo } from "../sessionSteps.js";
import { journal } from "./journal.js";
import { lock } from "./lock.js";

export const migrationSession: MigrationSession = {
  lock,
  enter: nothingToUndo,
  begin: nothing,
  integrityCheck: nothingToCheck,
  commit: nothing,
  rollback: nothing,
  explain: asItIs,
  journal,
  versionTableExists:
    "SELECT 1 AS found FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA() AND UPPER(TABLE_NAME) = UPPER(?)",
};
