/**
 * The indexes that a server creates for foreign keys, and those that are in the way when one is
 * added.
 */
import {
  nameText,
  wholeColumns,
  type Columns,
  type Constraint,
  type Index,
  type Name,
  type Sql,
  type Table,
} from "../../model/index.js";
import { indexClause, quote } from "./clauses.js";
import { numbered, type Flavour } from "./flavour.js";

export const startsWith = (columns: Columns, first: Columns): boolean =>
  first.every((column, i) => columns[i]?.toLowerCase() === column.toLowerCase());

/** The index over exactly the columns of the foreign key whose name satisfies the condition. */
const indexOver = (
  { columns }: Constraint<"foreignKey">,
  { indexes }: Table,
  isCalled: (name: Exclude<Name, { readonly from: "nowhere" }>) => boolean,
): Index | undefined =>
  indexes.find(
    ({ name, elements }) =>
      name.from !== "nowhere" &&
      isCalled(name) &&
      elements.length === columns.length &&
      elements.every(({ of }, i) => "column" in of && of.column === columns[i]),
  );

/**
 * A foreign key whose name has exactly the number that the server would give next is added without
 * its name: with a name, its index would be named after the foreign key and not after its column.
 */
export const isNextName = (constraint: Constraint, table: Table | null): boolean => {
  if (constraint.kind !== "foreignKey" || constraint.name.from !== "server") return false;
  // For a table that the same plan creates, the numbers of its other foreign keys are not known
  // here.
  if (table === null) return false;
  const own = constraint.name.text;
  // its index has that name already, because an author named it
  if (indexOver(constraint, table, (name) => name.text === own) !== undefined) return false;
  const others = table.constraints.filter(
    (c) => c.kind === "foreignKey" && nameText(c.name) !== own,
  );
  const prefix = `${table.name}_ibfk_`;
  const numbers = others.flatMap((c) =>
    nameText(c.name)?.startsWith(prefix) ? [Number(nameText(c.name)?.slice(prefix.length))] : [],
  );
  return own === `${prefix}${Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1}`;
};

/**
 * Clauses that keep an index which the server created for a foreign key: adding a named foreign key
 * replaces it by one with that name, unless the same index is created explicitly. A foreign key
 * named by an author has an index of that name, which is planned for.
 */
export const keptIndex = (
  constraint: Constraint,
  clause: Sql,
  table: Table | null,
  flavour: Flavour,
): Sql => {
  if (constraint.kind !== "foreignKey" || !clause.startsWith("CONSTRAINT") || table === null)
    return "";
  const own = nameText(constraint.name) ?? "";
  if (!numbered(own, `${table.name}_ibfk_`)) return "";
  const index = indexOver(constraint, table, (name) => name.from === "server" && name.text !== own);
  return index === undefined
    ? ""
    : `DROP INDEX ${quote(nameText(index.name) ?? "")}, ADD ${indexClause(index, flavour)}, `;
};

/**
 * A clause that drops the index that the server created for a foreign key and that stayed after it:
 * another foreign key needed it, and dropped columns have been removed from it. It is in the way of
 * the index that the server creates when the foreign key is added again.
 */
export const leftIndex = (constraint: Constraint, table: Table | null): Sql => {
  if (constraint.kind !== "foreignKey" || table === null) return "";
  const own = nameText(constraint.name);
  const left = table.indexes.find(({ name }) => own !== null && nameText(name) === own);
  return left === undefined ||
    left.elements.length >= constraint.columns.length ||
    !startsWith(constraint.columns, wholeColumns(left))
    ? ""
    : `DROP INDEX ${quote(own ?? "")}, `;
};
