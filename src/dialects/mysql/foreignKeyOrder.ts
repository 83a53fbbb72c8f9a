/** InnoDB finds the target of a foreign key by a key over its columns in their order (error 150): the pairs are put in it, and say the same. */
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

/** The key's first columns, where they are the same ones in another order. */
const orderOf = (key: readonly string[], columns: readonly string[]): readonly string[] | null => {
  const first = key.slice(0, columns.length);
  return first.length === columns.length &&
    columns.every((column) => first.some((other) => same(other, column)))
    ? first
    : null;
};

/** @param tables where the target is looked for; one that is not there leaves the foreign key as it is */
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

/** A table's foreign keys, each in the order of the key that it points to; one to the table itself finds it among the others. */
export const foreignKeysInKeyOrder = (
  constraints: readonly Constraint[],
  tables: readonly Table[],
): readonly Constraint[] =>
  constraints.map((c) => (c.kind === "foreignKey" ? inKeyOrder(c, tables) : c));

/** With this table in place of the one of its name, if there is one. */
export const among = (table: Table, tables: readonly Table[]): readonly Table[] => [
  table,
  ...tables.filter((other: TableRef) => !sameTable(other, table)),
];
