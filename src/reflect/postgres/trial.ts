/** A transaction in which a plan is tried and that is rolled back: nothing of it stays, and its locks are not held for long. */
import { refText } from "../../dialects/postgres/clauses.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import { SchemaDiffError, type Sql, type TableRef } from "../../model/index.js";
import type { Connection } from "../connection.js";
import type { Trial } from "../migrationSession.js";
import { codeOf } from "./connection.js";
import { text } from "./rows.js";

const savepoint = "schema_diff_trial_begins";

/** SQLSTATE of a savepoint outside a transaction. */
const noActiveTransaction = "25P01";

/** SQLSTATE of a new enum value that is used before it is committed. */
const unsafeUseOfNewValue = "55P04";

const refuseOpen = async (connection: Connection): Promise<void> => {
  try {
    await connection.execute(`SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`);
  } catch (thrown) {
    if (codeOf(thrown) === noActiveTransaction) return;
    throw thrown;
  }
  throw new SchemaDiffError(
    "usage",
    `${connection.description} is in a transaction, which proving would take back`,
    "give a connection that is in none, or a URL",
  );
};

/** The names of the sequences as the server writes them, with their CACHE. */
const found = `
SELECT s.seqrelid::pg_catalog.regclass::text AS name, s.seqcache::text AS cache
  FROM pg_catalog.pg_sequence AS s
 WHERE s.seqrelid = ANY (ARRAY[__NAMES__]::pg_catalog.oid[])`;

/**
 * The oid of the sequence that a column owns; NULL where there is none yet, as with a table or column that the plan adds,
 * for which pg_get_serial_sequence would raise an error.
 */
const ownedBy = (table: TableRef, column: string): Sql => `(
  SELECT d.objid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = d.objid
   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
     AND d.deptype IN ('a', 'i') AND a.attname = ${lexicon.literal(column)}
     AND d.refobjid = pg_catalog.to_regclass(${lexicon.literal(refText(table))}) LIMIT 1)`;

const oids = ({ sequences, columns }: Trial): readonly Sql[] => [
  ...sequences.map(
    (ref) => `pg_catalog.to_regclass(${lexicon.literal(refText(ref))})::pg_catalog.oid`,
  ),
  ...columns.map(({ table, column }) => ownedBy(table, column)),
];

/**
 * Makes changes of sequences revert with the transaction. The value that setval sets is not transactional, but ALTER SEQUENCE
 * gives the sequence a new file for the time of the transaction, and what is set then is discarded with that.
 */
const shield = async (connection: Connection, trial: Trial): Promise<void> => {
  const names = oids(trial);
  if (names.length === 0) return;
  const rows = await connection.query(found.replace("__NAMES__", () => names.join(", ")));
  for (const row of rows)
    await connection.execute(`ALTER SEQUENCE ${text(row, "name")} CACHE ${text(row, "cache")}`);
};

export const begin = async (
  connection: Connection,
  lockTimeout: number,
  trial: Trial,
): Promise<() => Promise<void>> => {
  await refuseOpen(connection);
  await connection.execute("BEGIN");
  const end = (): Promise<void> => connection.execute("ROLLBACK");
  try {
    // In case this process is stopped: nobody waits for its locks longer than the lock timeout.
    await connection.execute(
      `SET LOCAL idle_in_transaction_session_timeout = '${Math.max(1, Math.ceil(lockTimeout))}ms'`,
    );
    await shield(connection, trial);
  } catch (thrown) {
    await end().catch(() => undefined);
    throw thrown;
  }
  return end;
};

/** Does the error only come from running in one transaction, so that the plan itself may be valid? Returns why, or null. */
export const onlyInTrial = (thrown: unknown): string | null =>
  codeOf(thrown) === unsafeUseOfNewValue
    ? "PostgreSQL lets a new value of an enum be used only once it is committed"
    : null;
