/** Everything for running migrations: operations, revisions, the runner. */
export { Operations, type BatchSettings, type InSchema, type TableOptions } from "./operations.js";
export { BatchOperations, type CommentOption, type TableChange } from "./batchOperations.js";
export type { DropConstraintOptions } from "./read/dropConstraint.js";
export type { Executor, Hints } from "./operationSink.js";
export { recordOperations } from "./record.js";
export { graphOf, type Graph, type Revision } from "./revisions.js";
export { readScripts, revisionAt, scriptFileName, writeScript, type Script } from "./scripts.js";
export { halfWayText, wayOn, type HalfWay, type Resume } from "./journal/index.js";
export { defaultVersionTable } from "../model/index.js";
export type { MigratorOptions } from "./migratorOptions.js";
export {
  Migrator,
  type HistoryEntry,
  type Ran,
  type RevisionInfo,
  type RunOptions,
  type Status,
} from "./migrator.js";
export type * from "../codec/literal.js";
