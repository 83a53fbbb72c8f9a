/** Live database → model: how a database is opened, read, and asked to print what was declared. */
export { backends } from "./backends.js";
export type { Backend, Connection, Printed, Row } from "./backend.js";
export {
  checkDatabaseUrl,
  dialectOfUrl,
  isDatabaseUrl,
  openDatabase,
  type OpenDatabase,
} from "./open.js";
export { shownSource, sourceHint } from "./hint.js";
export { withoutPassword } from "./secret.js";
export { respell, type Print, type Unprinted } from "./witness.js";
