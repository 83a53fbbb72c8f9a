/** What a script cannot be printed with: what only the database that it runs on can tell. */
import { constraintRules, SchemaDiffError, tableText, type Operation } from "../model/index.js";

/** @throws SchemaDiffError `script` for a constraint that is told by its columns */
export const refuseUnnamed = (operation: Operation): void => {
  if (operation.do === "batch") for (const inner of operation.operations) refuseUnnamed(inner);
  if (operation.do !== "dropConstraint" || operation.columns === undefined) return;
  const { kind, table, columns } = operation;
  const over = columns === null ? "" : ` (${columns.join(", ")})`;
  throw new SchemaDiffError(
    "script",
    `dropConstraint tells the ${constraintRules[kind].words}${over} of ${tableText(table)} by its columns: its name is looked up on the live table, and --sql prints for databases that nobody can ask`,
    "write its name, as generate does, or run the script without --sql",
  );
};
