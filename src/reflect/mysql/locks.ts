/** Finds who holds what a statement waits for, on MySQL and MariaDB: a table's metadata lock, or rows. */
import type { Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import { holderText } from "../sessionSteps.js";
import { fieldOf, sessionOf } from "./connection.js";

const timeouts = new Set(["ER_LOCK_WAIT_TIMEOUT", "ER_STATEMENT_TIMEOUT"]);

export const isTimeout = (thrown: unknown): boolean =>
  timeouts.has(String(fieldOf(thrown, "code")));

/** By the performance schema, which on MariaDB is off by default. */
const known = (id: number): Sql => `
  SELECT DISTINCT t.PROCESSLIST_ID AS pid, t.PROCESSLIST_USER AS user, t.PROCESSLIST_COMMAND AS state,
         DATE_FORMAT(NOW() - INTERVAL t.PROCESSLIST_TIME SECOND, '%H:%i:%s') AS since, s.SQL_TEXT AS query
  FROM performance_schema.threads me
  JOIN performance_schema.metadata_locks w ON w.OWNER_THREAD_ID = me.THREAD_ID AND w.LOCK_STATUS = 'PENDING'
  JOIN performance_schema.metadata_locks h
    ON h.OBJECT_TYPE = w.OBJECT_TYPE AND h.OBJECT_SCHEMA = w.OBJECT_SCHEMA AND h.OBJECT_NAME = w.OBJECT_NAME
   AND h.LOCK_STATUS = 'GRANTED' AND h.OWNER_THREAD_ID <> w.OWNER_THREAD_ID
  JOIN performance_schema.threads t ON t.THREAD_ID = h.OWNER_THREAD_ID
  LEFT JOIN performance_schema.events_statements_current s ON s.THREAD_ID = t.THREAD_ID
  WHERE me.PROCESSLIST_ID = ${id}
  ORDER BY 1`;

/** The likely holders: sessions with an open transaction in this database while our own statement waits for a lock. */
const likely = (id: number): Sql => `
  SELECT p.ID AS pid, p.USER AS user, p.COMMAND AS state,
         DATE_FORMAT(x.trx_started, '%H:%i:%s') AS since, p.INFO AS query
  FROM information_schema.INNODB_TRX x
  JOIN information_schema.PROCESSLIST p ON p.ID = x.trx_mysql_thread_id
  WHERE p.ID <> ${id} AND p.DB = DATABASE()
    AND EXISTS (SELECT 1 FROM information_schema.PROCESSLIST me WHERE me.ID = ${id} AND me.STATE LIKE 'Waiting for %lock%')
  ORDER BY x.trx_started, p.ID`;

export const holders = async (connection: Connection): Promise<readonly string[]> => {
  const { id, beside, dialect } = sessionOf(connection);
  if (beside === undefined) return [];
  const sure = await beside(known(id)).catch(() => []);
  const rows = sure.length > 0 || dialect === "mysql" ? sure : await beside(likely(id));
  return rows.map(holderText);
};
