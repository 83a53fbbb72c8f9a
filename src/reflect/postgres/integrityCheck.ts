/** Checks on PostgreSQL that a script ends in the transaction that was begun for it. */
import { lexicon } from "../../dialects/postgres/lexicon.js";
import type { Connection } from "../connection.js";
import { TransactionEnded, type CheckedPart, type IntegrityCheck } from "../migrationSession.js";
import { refuseTransactions } from "../ownTransactions.js";

/** The begin of the transaction identifies it: a setting could be set back, and the transaction may have no id yet. */
const question =
  "SELECT (EXTRACT(epoch FROM pg_catalog.now()) * 1000000)::pg_catalog.int8::pg_catalog.text AS began";

const beginningOf = async (connection: Connection): Promise<unknown> => {
  const [row] = await connection.query(question);
  return row?.["began"];
};

/** The server refuses COMMIT in a block inside a transaction, and `refuseTransactions` looks at texts: this check is for SQL that came in another way. */
export const integrityCheck = async (
  connection: Connection,
  what: CheckedPart,
): Promise<IntegrityCheck> => {
  // A printed script runs in no transaction.
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
