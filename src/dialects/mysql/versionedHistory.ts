/** What a system-versioned table of MariaDB keeps of the past, through a change of its columns and keys. */
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

/** What the server refuses while `system_versioning_alter_history` is ERROR, as it is by default: what the rows of the past take part in. */
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

/** Does the table keep its past, before or behind this? */
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

/** Rows of the past get what the change makes of them, as the others do. */
export const withVersionedHistory = (
  statements: readonly Statement[],
  operation: Operation,
  before: Schema,
): readonly Statement[] =>
  statements.length > 0 && reachesHistory(operation) && isVersioned(operation, before)
    ? underSetting("system_versioning_alter_history", "'KEEP'", statements)
    : statements;
