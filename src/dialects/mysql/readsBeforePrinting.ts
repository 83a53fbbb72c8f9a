/**
 * The operations whose statements depend on what the database holds, besides those that need a
 * column's whole definition.
 */
import { nameText, type Column, type Operation } from "../../model/index.js";
import { numbered } from "./flavour.js";
import { becomesNotNull } from "./keptKeys.js";
import { primaryKeyOptions } from "./tableOptions.js";

/** Is the collation printed differently if it is the table's? */
const speaksOfCollation = ({ collation, options }: Column): boolean =>
  collation !== null || options["collationWritten"] !== undefined;

export const readsBeforePrinting = (operation: Operation): boolean => {
  if (operation.do === "alterColumn") return becomesNotNull(operation);
  if (operation.do === "addColumn") return speaksOfCollation(operation.column);
  if (operation.do === "createTable")
    return operation.table.columns.some(
      ({ collation, options }) => collation === null && options["collationWritten"] !== undefined,
    );
  // the primary key is dropped and added, with its columns
  if (operation.do === "alterTable")
    return primaryKeyOptions.some((key) => operation.from[key] !== operation.to[key]);
  // If its name has a number of the server's, there may be an index that the server created for the
  // foreign key before it; over several columns, its own former index may still exist with some of
  // them.
  return (
    operation.do === "createConstraint" &&
    operation.constraint.kind === "foreignKey" &&
    (operation.constraint.columns.length > 1 ||
      numbered(nameText(operation.constraint.name) ?? "", `${operation.table.name}_ibfk_`))
  );
};
