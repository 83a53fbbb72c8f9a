/** The indexes that a server makes for foreign keys, and those that are in the way of one. */
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

/** The index over the columns of the foreign key and no others, under a name of that sort. */
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
 * A foreign key that bears the very number the server gives next is added without its name: named, its index would be
 * called after it and not after its column.
 */
export const isNextName = (constraint: Constraint, table: Table | null): boolean => {
  if (constraint.kind !== "foreignKey" || constraint.name.from !== "server") return false;
  // On a table that comes with the same plan, the numbers that its other keys have are not known here.
  if (table === null) return false;
  const own = constraint.name.text;
  // its index has that name already, because somebody wrote it
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
 * An index that the server made for a foreign key gives way to the one that it makes for a named one, under that one's name:
 * the same index made by hand stays. A foreign key of an author's name has an index of that name, and is planned so.
 */
export const keptIndex = (
  constraint: Constraint,
  said: Sql,
  table: Table | null,
  flavour: Flavour,
): Sql => {
  if (constraint.kind !== "foreignKey" || !said.startsWith("CONSTRAINT") || table === null)
    return "";
  const own = nameText(constraint.name) ?? "";
  if (!numbered(own, `${table.name}_ibfk_`)) return "";
  const index = indexOver(constraint, table, (name) => name.from === "server" && name.text !== own);
  return index === undefined
    ? ""
    : `DROP INDEX ${quote(nameText(index.name) ?? "")}, ADD ${indexClause(index, flavour)}, `;
};

/**
 * An index that the server made for the foreign key stays behind it where another one needs it, and loses the columns that
 * are dropped: it is in the way of the one that the server makes for the foreign key again.
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
