/** Finds the constraint that a script identifies by its type and columns, on the live table. */
import type { Dialect } from "../dialects/index.js";
import {
  mentionsOf,
  nameText,
  tableText,
  type Columns,
  type Constraint,
  type ConstraintKind,
  type Index,
  type Operation,
  type Table,
} from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import { batchError, constraintsThere, described, sameDefinition, sameName } from "./resolve.js";

/** The columns that the constraint lists, or that its expressions name. */
const columnsOf = (
  constraint: Constraint,
  { columns: all }: Table,
  { lexicon }: Dialect,
): Columns => {
  const { columns, expressions } = mentionsOf(constraint.kind, constraint);
  const names = all.map(({ name }) => name);
  return [
    ...new Set([...columns, ...expressions.flatMap((sql) => columnsIn(sql, names, lexicon))]),
  ];
};

/** A hint for the message: a unique index is not a constraint where the two are distinguished. */
const indexesThere = (kind: ConstraintKind, { indexes }: Table): string => {
  const unique = kind === "unique" ? indexes.filter((index: Index) => index.unique) : [];
  return unique.length === 0
    ? ""
    : `; and the unique index ${unique.map(({ name }) => nameText(name) ?? "without a name").join(", ")}, which dropIndex drops`;
};

/** The constraint of this kind over these columns, in any order; in the given order where that distinguishes two. */
export const constraintOver = (
  table: Table,
  kind: ConstraintKind,
  columns: Columns | null,
  dialect: Dialect,
): Constraint => {
  const same = (a: string, b: string): boolean => sameName(a, b, dialect.facts);
  const all = table.constraints.filter((c) => c.kind === kind);
  const over = all.filter((c) => {
    if (columns === null) return true;
    const own = columnsOf(c, table, dialect);
    return own.length === columns.length && own.every((o) => columns.some((x) => same(x, o)));
  });
  const exactly = over.filter((c) =>
    columnsOf(c, table, dialect).every((o, i) => same(o, columns?.[i] ?? o)),
  );
  const candidates = exactly.length > 0 ? exactly : over;
  const [found] = candidates;
  const said = `${kind} constraint${columns === null ? "" : ` over (${columns.join(", ")})`}`;
  if (found === undefined)
    throw batchError(
      `${tableText(table)} has no ${said}; ${constraintsThere(table)}${indexesThere(kind, table)}`,
      "correct the columns, or give its name",
    );
  // Two nameless constraints with the same definition are equivalent: either will do.
  if (
    candidates.some((c) => nameText(c.name) !== nameText(found.name) || !sameDefinition(c, found))
  )
    throw batchError(
      `the ${said} of ${tableText(table)} could be ${candidates.map(described).join(" or ")}`,
      "give the name of the one that is meant",
    );
  return found;
};

/** The operation with the constraint's name in the database. */
export const withItsName = (
  operation: Operation<"dropConstraint">,
  table: Table | null,
  dialect: Dialect,
): Operation<"dropConstraint"> => {
  const { columns, ...named } = operation;
  if (columns === undefined) return operation;
  if (table === null)
    throw batchError(`there is no table ${tableText(operation.table)}`, "correct the table's name");
  const dropped = constraintOver(table, operation.kind, columns, dialect);
  return { ...named, name: nameText(dropped.name) ?? "", dropped };
};
