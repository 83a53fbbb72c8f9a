/**
 * Foreign keys as the server needs them: with the database of the target where the table is in
 * another one (else the target would be looked up there too), and in the order of the key that they
 * reference.
 */
import type { Constraint, Operation, Schema, TableRef } from "../../model/index.js";
import { among, foreignKeysInKeyOrder } from "./foreignKeyOrder.js";

const whole = (table: TableRef, constraint: Constraint, { defaultSchema }: Schema): Constraint =>
  constraint.kind === "foreignKey" && table.schema !== null && constraint.target.schema === null
    ? { ...constraint, target: { ...constraint.target, schema: defaultSchema } }
    : constraint;

/** The same operation, with the current database's name added where it is needed. */
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
