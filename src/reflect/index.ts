/** Reads a live database into the model: how a database is opened, read, and asked to print what was declared. */
export { backendNamed, isDialectPlugin, registerDialect, type DialectPlugin } from "./backends.js";
export type { Backend, Printed } from "./backend.js";
export type { Connection, Row } from "./connection.js";
export { TransactionEnded } from "./migrationSession.js";
export type {
  IntegrityCheck,
  JournalSupport,
  MigrationSession,
  PrintedSubject,
  Trial,
} from "./migrationSession.js";
export {
  interrupt,
  interruption,
  throwIfInterrupted,
  untilAborted,
  untilInterrupted,
} from "./interruption.js";
export { checkDatabaseUrl, openDatabase, type OpenDatabase } from "./open.js";
export { withReferring } from "./referring.js";
export { sourceHint } from "./hint.js";
export { ConnectionLost } from "./outsideSql.js";
export { described } from "./described.js";
export { passwordsIn, withoutPassword } from "./secret.js";
export { dialectOfUrl, fileOfUrl, isDatabaseUrl, urlBeginnings } from "./urls.js";
export { namesToCome, containsName, type Refused } from "./refused.js";
export { respellObjects, type PrintObjects } from "./witnessObjects.js";
export { respell, type Print, type Unprinted } from "./witness.js";
