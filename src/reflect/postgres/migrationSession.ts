/** How a migration uses PostgreSQL: an advisory lock for the whole run, and a transaction for each script. */
import { blockCannotEnd } from "../ownTransactions.js";
import type { Sql } from "../../model/index.js";
import { codeOf, pidOf } from "./connection.js";
import { integrityCheck } from "./integrityCheck.js";
import type { MigrationSession } from "../migrationSession.js";
import { explained } from "./refusals.js";
import { begin, onlyInTrial } from "./trial.js";
import { execute, holderText, isGranted, untilGranted, withSettings } from "../sessionSteps.js";

/** Advisory locks are per database. The number is the ASCII of `schdif`. */
const lockNumber = 126_870_790_367_590;

/** SQLSTATE of COMMIT in a block that runs inside a transaction. */
const invalidTermination = "2D000";

/** SQLSTATE of a lock that was not granted in time. */
const lockNotAvailable = "55P03";

const holdersOf = (pid: number): Sql => `
  SELECT a.pid, a.usename AS "user", a.state, pg_catalog.to_char(a.xact_start, 'HH24:MI:SS') AS since, a.query
  FROM pg_catalog.pg_stat_activity a
  WHERE a.pid = ANY (pg_catalog.pg_blocking_pids(${pid}))
  ORDER BY a.xact_start, a.pid`;

const versionTableExists: Sql = `
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
                        WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'composite type' ELSE 'table' END AS kind
  FROM pg_catalog.pg_class c
  WHERE c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident($1))`;

export const migrationSession: MigrationSession = {
  lock: async (connection, lockTimeout) => {
    await untilGranted(connection, lockTimeout, async () => {
      const [row] = await connection.query(
        `SELECT pg_catalog.pg_try_advisory_lock(${lockNumber}) AS got`,
      );
      return isGranted(row);
    });
    return () => execute(`SELECT pg_catalog.pg_advisory_unlock(${lockNumber})`)(connection);
  },
  enter: withSettings((lockTimeout) => [
    [
      "SELECT pg_catalog.current_setting('lock_timeout') AS value",
      (value) => `SET lock_timeout = '${value}'`,
      // 0 would mean no limit.
      `${Math.max(1, Math.ceil(lockTimeout))}ms`,
    ],
  ]),
  begin: execute("BEGIN"),
  integrityCheck,
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
  trial: { begin, onlyInTrial },
  explain: (thrown, connection, where) =>
    codeOf(thrown) === invalidTermination
      ? blockCannotEnd(thrown)
      : explained(thrown, connection, where),
  locks: {
    isTimeout: (thrown) => codeOf(thrown) === lockNotAvailable,
    holders: async (connection) => {
      const pid = pidOf(connection);
      if (pid === null || connection.beside === undefined) return [];
      return (await connection.beside(holdersOf(pid))).map(holderText);
    },
  },
  versionTableExists,
};
