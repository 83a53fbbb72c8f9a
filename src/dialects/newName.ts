/** The new name of a constraint, where every one has to have a name. */
import { SchemaDiffError, tableText, type OperationOf } from "../model/index.js";

export const newName = ({ table, name, to }: OperationOf["renameConstraint"]): string => {
  if (to !== null) return to;
  throw new SchemaDiffError(
    "unsupported",
    `constraint ${name} of ${tableText(table)}: every constraint has a name here, so none can be taken away`,
    "leave it its name, or give it another one",
  );
};
