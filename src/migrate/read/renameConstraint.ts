/** Reads how `renameConstraint` identifies its constraint: by name and type, or, where it has no name, by its definition. */
import { constraintType } from "../../codec/constraintLiteral.js";
import type { ConstraintLiteral, ConstraintTypeLiteral } from "../../codec/literal.js";
import { optional, pathOf, text } from "../../decode/decode.js";
import { SchemaDiffError, type Operation, type TableRef } from "../../model/index.js";
import { argument, readOptions, type OperationSink } from "../operationSink.js";
import { constraint } from "./constraint.js";

export interface RenameConstraintOptions {
  readonly type: ConstraintTypeLiteral;
  /** Its definition, where it has no name in the database. */
  readonly existing?: ConstraintLiteral;
}

const method = "renameConstraint";

export const readRenameConstraint = (
  table: TableRef,
  name: unknown,
  to: unknown,
  options: unknown,
  host: OperationSink,
): Operation<"renameConstraint"> => {
  const at = (what: string) => argument(host, method, what);
  const { kind, existing } = readOptions(options, at("options"), (f) => ({
    kind: f.need("type", constraintType.decode),
    existing: f.or("existing", optional(constraint((one) => host.namer(table, [], one))), null),
  }));
  const called = optional(text)(name, at("name"));
  const next = optional(text)(to, at("new name"));
  // A table has one primary key, so its type alone identifies it.
  if (called === null && existing === null && kind !== "primaryKey")
    throw new SchemaDiffError(
      "script",
      `${pathOf(at("name"))} is null, and nothing says which ${kind} constraint is meant`,
      'say what it is, { type: "unique", existing: { unique: ["email"] } }',
    );
  return {
    do: method,
    table,
    kind,
    name: called ?? "",
    to: next,
    ...(existing !== null && { existing }),
  };
};
