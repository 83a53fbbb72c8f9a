/** Reads how `dropConstraint` identifies its constraint: by name and type, or by type and columns. */
import { constraintType } from "../../codec/constraintLiteral.js";
import type { ConstraintLiteral, ConstraintTypeLiteral } from "../../codec/literal.js";
import { list, nameText, object, optional, text } from "../../decode/decode.js";
import {
  SchemaDiffError,
  type DependentsOption,
  type Operation,
  type TableRef,
} from "../../model/index.js";
import { argument, readOptions, type OperationSink } from "../operationSink.js";
import { constraint } from "./constraint.js";
import { dependentsField, readDependents } from "./dependents.js";

export interface DropConstraintOptions extends DependentsOption {
  readonly type: ConstraintTypeLiteral;
  /** The definition of a constraint that its name alone does not identify: one without a name in the database. */
  readonly existing?: ConstraintLiteral;
}

const method = "dropConstraint";

export const readDropConstraint = (
  table: TableRef,
  what: unknown,
  options: unknown,
  host: OperationSink,
): Operation<"dropConstraint"> => {
  const at = (name: string) => argument(host, method, name);
  if (typeof what !== "object" || what === null) {
    const read = readOptions(options, at("options"), (f) => ({
      kind: f.need("type", constraintType.decode),
      dropped: f.or("existing", optional(constraint((one) => host.namer(table, [], one))), null),
      ...dependentsField(f),
    }));
    return { do: method, table, name: text(what, at("name")), ...read };
  }
  const by = object((f) => ({
    kind: f.need("type", constraintType.decode),
    columns: f.or("columns", list(nameText), null),
  }))(what, at("constraint"));
  const how = readDependents(options, at("options"));
  if (by.kind !== "primaryKey" && (by.columns ?? []).length === 0)
    throw new SchemaDiffError(
      "script",
      `${host.receiver}.${method}: a ${constraintType.encode(by.kind)} constraint without a name is told by its columns, and none are given`,
      'give them, { type: "unique", columns: ["email"] }; only a primary key is told by its type alone',
    );
  return { do: method, table, name: "", dropped: null, ...by, ...how };
};
