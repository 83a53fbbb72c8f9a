/** Looks on while a script runs on PostgreSQL: the transaction that was begun for it is the one that it ends in. */
import { lexicon } from "../../dialects/postgres/lexicon.js";
import type { Connection } from "../connection.js";
import { TransactionEnded, type CheckedPart, type IntegrityCheck } from "../migrationSession.js";
import { refuseTransactions } from "../ownTransactions.js";

/** Two transactions of a session begin at two times; a setting could be set back, and an id may not be given yet. */
const question =
  "SELECT (EXTRACT(epoch FROM pg_catalog.now()) * 1000000)::pg_catalog.int8::pg_catalog.text AS began";

const beginningOf = async (connection: Connection): Promise<unknown> => {
  const [row] = await connection.query(question);
  return row?.["began"];
};

/** The server refuses COMMIT in a block inside of a transaction, and texts are looked at: what is left is SQL that went another way. */
export const integrityCheck = async (
  connection: Connection,
  what: CheckedPart,
): Promise<IntegrityCheck> => {
  // A script that is printed runs in no transaction.
  if (what === "schema")
    return {
      before: async (operation) => {
        refuseTransactions(operation, lexicon);
      },
      check: async () => undefined,
    };
  const began = await beginningOf(connection);
  let free = false;
  const verify = async (): Promise<void> => {
    free = false;
    if ((await beginningOf(connection)) !== began)
      throw new TransactionEnded(
        "script",
        "the transaction of the script was ended while it ran",
        "leave COMMIT and ROLLBACK to the migrator; look at what stays, and take it back by hand or out of the script",
      );
  };
  return {
    before: async (operation) => {
      refuseTransactions(operation, lexicon);
      if (free) await verify();
      free = operation.do === "execute";
    },
    check: verify,
  };
};
