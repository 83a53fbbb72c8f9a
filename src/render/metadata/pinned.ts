/** Puts a schema under a naming convention that it was not made with: names that the convention would not make are written out. */
import { dialectNamed, type Dialect } from "../../dialects/index.js";
import {
  byAuthor,
  tableText,
  type Constraint,
  type Schema,
  type Table,
} from "../../model/index.js";
import { conventionName, makerFor, type NamingConvention } from "../../naming/index.js";
import { stringLiteral } from "../literals.js";

export interface Pinned {
  readonly schema: Schema;
  /** CHECKs without a name: where the convention names CHECKs, they cannot be declared. */
  readonly left: readonly string[];
}

/** A name that the server chose is written out, so that it is kept, unless the convention makes the same one. */
const pinnedConstraint = (
  constraint: Constraint,
  table: Table,
  convention: NamingConvention,
  dialect: Dialect,
): Constraint => {
  const { name } = constraint;
  if (name.from !== "server" || makerFor(convention, constraint.kind) === null) return constraint;
  return conventionName(table, constraint, convention, dialect) === name.text
    ? constraint
    : { ...constraint, name: byAuthor(name.text) };
};

export const pinned = (schema: Schema, convention: NamingConvention): Pinned => {
  const dialect = dialectNamed(schema.dialect);
  const left: string[] = [];
  const isLeft = (constraint: Constraint, table: Table): boolean => {
    const nameless =
      constraint.kind === "check" &&
      constraint.name.from === "nowhere" &&
      makerFor(convention, "check") !== null;
    if (nameless)
      left.push(
        `check of ${stringLiteral(tableText(table))} without a name: ${stringLiteral(constraint.expression)}`,
      );
    return nameless;
  };
  const tables = schema.tables.map((table) => ({
    ...table,
    constraints: table.constraints
      .filter((c) => !isLeft(c, table))
      .map((c) => pinnedConstraint(c, table, convention, dialect)),
  }));
  return { schema: { ...schema, tables }, left };
};
