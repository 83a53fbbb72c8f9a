/** Checks what SQLite itself does not check while a script runs: foreign keys, views, triggers, names that mean something else. */
import { lexicon } from "../../../dialects/sqlite/lexicon.js";
import { refuseTransactions } from "../../ownTransactions.js";
import type { Connection } from "../../connection.js";
import type { CheckedPart, IntegrityCheck } from "../../migrationSession.js";
import { foreignKeyCheck } from "./foreignKeys.js";
import { refuseNameConflicts } from "./nameConflicts.js";
import { readerCheck } from "./readers.js";
import { refuseShadowedNames } from "./shadowedNames.js";
import { temporaryTriggerCheck } from "./temporaryTriggers.js";

export const integrityCheck = async (
  connection: Connection,
  what: CheckedPart,
): Promise<IntegrityCheck> => {
  // Temporary triggers are checked with the others, once they have been restored.
  const checks = [
    await foreignKeyCheck(connection, what),
    await temporaryTriggerCheck(connection),
    await readerCheck(connection),
  ];
  return {
    before: async (operation) => {
      refuseTransactions(operation, lexicon);
      await refuseShadowedNames(connection, operation);
      await refuseNameConflicts(connection, operation);
      for (const one of checks) await one.before(operation);
    },
    check: async () => {
      for (const one of checks) await one.check();
    },
  };
};
