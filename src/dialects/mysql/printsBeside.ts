/** The operations that are printed differently for what a database holds, beside those that need the whole of a column. */
import { nameText, type Column, type Operation } from "../../model/index.js";
import { numbered } from "./flavour.js";
import { becomesNotNull } from "./keptKeys.js";
import { primaryKeyOptions } from "./tableOptions.js";

/** A collation stays unwritten where it is the table's, or is written because it is to be remembered. */
const speaksOfCollation = ({ collation, options }: Column): boolean =>
  collation !== null || options["collationWritten"] !== undefined;

export const printsBeside = (operation: Operation): boolean => {
  if (operation.do === "alterColumn") return becomesNotNull(operation);
  if (operation.do === "addColumn") return speaksOfCollation(operation.column);
  if (operation.do === "createTable")
    return operation.table.columns.some(
      ({ collation, options }) => collation === null && options["collationWritten"] !== undefined,
    );
  // the key is made anew, with its columns
  if (operation.do === "alterTable")
    return primaryKeyOptions.some((key) => operation.from[key] !== operation.to[key]);
  // One that has a number of the server's may have an index that the server made for the one before it, and one over
  // several columns its own, which lost some of them.
  return (
    operation.do === "createConstraint" &&
    operation.constraint.kind === "foreignKey" &&
    (operation.constraint.columns.length > 1 ||
      numbered(nameText(operation.constraint.name) ?? "", `${operation.table.name}_ibfk_`))
  );
};
