/**
 * Puts the column pairs of a foreign key in the order of the key that it references, which means
 * the same: InnoDB only finds a key whose columns have that order (error 150).
 */
import { sameTable, type Constraint, type Table, type TableRef } from "../../model/index.js";

type ForeignKey = Constraint<"foreignKey">;

const keysOf = ({ constraints, indexes }: Table): readonly (readonly string[])[] => [
  ...constraints.flatMap((c) =>
    c.kind === "primaryKey" || c.kind === "unique" ? [c.columns] : [],
  ),
  ...indexes.map(({ elements }) =>
    elements.flatMap(({ of, prefix }) => ("column" in of && prefix === null ? [of.column] : [])),
  ),
];

const same = (a: string | undefined, b: string | undefined): boolean =>
  a?.toLowerCase() === b?.toLowerCase();

const leads = (key: readonly string[], columns: readonly string[]): boolean =>
  columns.every((column, i) => same(column, key[i]));

/** The leading columns of the key, if they are these columns in another order; null otherwise. */
const orderOf = (key: readonly string[], columns: readonly string[]): readonly string[] | null => {
  const first = key.slice(0, columns.length);
  return first.length === columns.length &&
    columns.every((column) => first.some((other) => same(other, column)))
    ? first
    : null;
};

/**
 * @param tables where the target is looked up; if it is missing, the foreign key is returned
 *   unchanged
 */
const inKeyOrder = (key: ForeignKey, tables: readonly Table[]): ForeignKey => {
  const { columns, targetColumns } = key;
  const target = tables.find((t) => sameTable(t, key.target));
  if (target === undefined || columns.length < 2) return key;
  const keys = keysOf(target);
  if (keys.some((k) => leads(k, targetColumns))) return key;
  const order = keys.map((k) => orderOf(k, targetColumns)).find((found) => found !== null);
  if (order === undefined) return key;
  const places = order.map((name) => targetColumns.findIndex((column) => same(column, name)));
  return {
    ...key,
    columns: places.flatMap((i) => columns[i] ?? []),
    targetColumns: places.flatMap((i) => targetColumns[i] ?? []),
  };
};

/**
 * A table's foreign keys, each in the order of the key that it references; those to the table
 * itself are found too.
 */
export const foreignKeysInKeyOrder = (
  constraints: readonly Constraint[],
  tables: readonly Table[],
): readonly Constraint[] =>
  constraints.map((c) => (c.kind === "foreignKey" ? inKeyOrder(c, tables) : c));

/** The tables with this one in place of any of its name. */
export const among = (table: Table, tables: readonly Table[]): readonly Table[] => [
  table,
  ...tables.filter((other: TableRef) => !sameTable(other, table)),
];
