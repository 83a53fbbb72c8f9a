/** Errors of MySQL and MariaDB whose reason is not the SQL, by error number. */
import { lookupTable, messageOf } from "../../model/index.js";
import { explainedBy } from "../outsideSql.js";
import { fieldOf } from "./connection.js";

const reasons = lookupTable({
  // ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR, ER_COLUMNACCESS_DENIED_ERROR
  1044: "right",
  1142: "right",
  1143: "right",
  // ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_PROCACCESS_DENIED_ERROR, ER_BINLOG_CREATE_ROUTINE_NEED_SUPER
  1227: "right",
  1370: "right",
  1419: "right",
  // ER_DISK_FULL, ER_RECORD_FILE_FULL
  1021: "room",
  1114: "room",
  // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, ER_READ_ONLY_MODE
  1792: "reading",
  1836: "reading",
  // ER_LOCK_DEADLOCK
  1213: "deadlock",
  // ER_SERVER_SHUTDOWN, MariaDB's ER_CONNECTION_KILLED, ER_CLIENT_INTERACTION_TIMEOUT
  1053: "gone",
  1927: "gone",
  4031: "gone",
} as const);

const lost: ReadonlySet<unknown> = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE"]);

export const explained = explainedBy((thrown) => {
  if (lost.has(fieldOf(thrown, "code"))) return "gone";
  const number = Number(fieldOf(thrown, "errno"));
  // ER_OPTION_PREVENTS_STATEMENT is used for any option: --read-only, --super-read-only, and others.
  return number === 1290 && /read.only/i.test(messageOf(thrown)) ? "reading" : reasons[number];
});
