/** Refuses to print operations that only the database on which they run can complete. */
import { constraintRules, SchemaDiffError, tableText, type Operation } from "../model/index.js";
import { asksDependents } from "./dependents.js";

const refused = (what: string, todo: string): SchemaDiffError =>
  new SchemaDiffError(
    "script",
    `${what}, and --sql prints for databases that nobody can ask`,
    `${todo}, or run the script without --sql`,
  );

/** @throws SchemaDiffError `script` for a constraint that is identified by its columns, and for one that asks for its dependents */
export const refuseUnnamed = (operation: Operation): void => {
  if (operation.do === "batch") for (const inner of operation.operations) refuseUnnamed(inner);
  else if (asksDependents(operation))
    throw refused(
      `${operation.do} with onDependents looks on the live tables for what stands on its object`,
      "drop that before it by name, as generate does",
    );
  if (operation.do !== "dropConstraint" || operation.columns === undefined) return;
  const { kind, table, columns } = operation;
  const over = columns === null ? "" : ` (${columns.join(", ")})`;
  throw refused(
    `dropConstraint tells the ${constraintRules[kind].words}${over} of ${tableText(table)} by its columns: its name is looked up on the live table`,
    "write its name, as generate does",
  );
};
