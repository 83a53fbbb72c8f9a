/**
 * The new name in a rename of a constraint, for dialects in which every constraint must have one.
 */
import { SchemaDiffError, tableText, type OperationOf } from "../model/index.js";

export const newName = ({ table, name, to }: OperationOf["renameConstraint"]): string => {
  if (to !== null) return to;
  throw new SchemaDiffError(
    "unsupported",
    `constraint ${name} of ${tableText(table)}: every constraint has a name here, so none can be taken away`,
    "leave it its name, or give it another one",
  );
};
