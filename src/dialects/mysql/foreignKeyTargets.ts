/** Foreign keys as the server takes them: of a table of another database, where a target without a database would be looked for beside that table, and in the order of the key that they point to. */
import type { Constraint, Operation, Schema, TableRef } from "../../model/index.js";
import { among, foreignKeysInKeyOrder } from "./foreignKeyOrder.js";

const whole = (table: TableRef, constraint: Constraint, { defaultSchema }: Schema): Constraint =>
  constraint.kind === "foreignKey" && table.schema !== null && constraint.target.schema === null
    ? { ...constraint, target: { ...constraint.target, schema: defaultSchema } }
    : constraint;

/** The same operation, with the current database's name where it has to be said. */
export const withWholeTargets = (operation: Operation, before: Schema): Operation => {
  if (operation.do === "batch")
    return {
      ...operation,
      operations: operation.operations.map((one) => withWholeTargets(one, before)),
    };
  if (operation.do === "createConstraint") {
    const [constraint = operation.constraint] = foreignKeysInKeyOrder(
      [operation.constraint],
      before.tables,
    );
    return { ...operation, constraint: whole(operation.table, constraint, before) };
  }
  if (operation.do !== "createTable") return operation;
  const { table } = operation;
  const constraints = foreignKeysInKeyOrder(table.constraints, among(table, before.tables)).map(
    (c) => whole(table, c, before),
  );
  return { ...operation, table: { ...table, constraints } };
};
