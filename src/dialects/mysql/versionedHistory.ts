/**
 * Lets changes of columns and keys run on a system-versioned table of MariaDB, keeping its history.
 */
import {
  alteredTable,
  sameTable,
  type Operation,
  type OperationVerb,
  type Schema,
  type Statement,
} from "../../model/index.js";
import { underSetting } from "./sessionSetting.js";
import { versionsRows } from "./tableOptions.js";

/**
 * The operations that the server refuses while `system_versioning_alter_history` is ERROR, the
 * default: those that also affect historical rows.
 */
const verbs: ReadonlySet<OperationVerb> = new Set<OperationVerb>([
  "addColumn",
  "dropColumn",
  "alterColumn",
  "alterTable",
  "createConstraint",
  "dropConstraint",
  "createIndex",
  "setComment",
]);

const reachesHistory = (operation: Operation): boolean =>
  operation.do === "batch" ? operation.operations.some(reachesHistory) : verbs.has(operation.do);

/** Is the table system-versioned before or after the operation? */
const isVersioned = (operation: Operation, { tables }: Schema): boolean => {
  if (
    operation.do === "batch" &&
    operation.operations.some((one) => one.do === "alterTable" && versionsRows(one.to))
  )
    return true;
  const table = alteredTable(operation);
  const standing = table === null ? undefined : tables.find((t) => sameTable(t, table));
  return standing !== undefined && versionsRows(standing.options);
};

/**
 * The statements with the setting KEEP: historical rows are changed in the same way as current
 * ones.
 */
export const withVersionedHistory = (
  statements: readonly Statement[],
  operation: Operation,
  before: Schema,
): readonly Statement[] =>
  statements.length > 0 && reachesHistory(operation) && isVersioned(operation, before)
    ? underSetting("system_versioning_alter_history", "'KEEP'", statements)
    : statements;
