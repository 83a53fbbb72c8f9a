/** What a column depends on: types and sequences outside its table, columns that it is computed from, and the parents' columns that it is inherited from. */
import {
  isInherited,
  parentsText,
  kindsNamedByColumns,
  sameTable,
  type Column,
  type ColumnChange,
  type Schema,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { inTable, type Address } from "./address.js";
import { tableOn, type Side } from "../context.js";
import { originsOf } from "./inheritance.js";
import { mentionedColumns } from "./mentions.js";
import { rowTypeUses } from "./rowTypes.js";
import type { World } from "./world.js";

export const columnAddress = (table: TableRef, name: string, { context }: World): Address =>
  inTable("column", table, context.foldColumn(name));

export const columns = (
  table: TableRef,
  names: readonly string[],
  world: World,
): readonly Address[] => names.map((name) => columnAddress(table, name, world));

/** The addresses that say that these columns are auto-increment, where they become so after their table is created. */
export const counters = (
  table: TableRef,
  names: readonly string[],
  { context }: World,
): readonly Address[] => names.map((name) => inTable("counter", table, context.foldColumn(name)));

/** What the column depends on outside its table. */
export const columnUses = (column: Column, side: Side, world: World): readonly Address[] => [
  ...world.named(
    kindsNamedByColumns,
    [column.type, column.collation, column.default, column.generated?.expression],
    side,
  ),
  ...rowTypeUses(column, side, world.context),
];

/** The other columns of its table that it is computed from, or that its default reads (MySQL). */
export const computedFrom = (
  table: TableRef,
  { name, generated, default: fallback }: Column,
  side: Side,
  world: World,
): readonly Address[] => {
  const others = (tableOn(side, world.context)(table)?.columns ?? []).filter(
    (other) => other.name !== name,
  );
  return [generated?.expression ?? null, fallback].flatMap((sql) =>
    sql === null ? [] : columns(table, mentionedColumns(sql, others, world.context), world),
  );
};

/** The same column in the parents from which it is inherited, as they are after the plan. */
export const inheritedAt = (table: TableRef, name: string, world: World): readonly Address[] => {
  const { toTable } = world.context;
  const standing = toTable(table);
  return standing === undefined
    ? []
    : originsOf(standing, name, toTable, world.context).map((parent) =>
        columnAddress(parent, name, world),
      );
};

/** Does a change only take away a default, a sequence or an expression? Then it depends on nothing of the column's type. */
export const onlyGivesUp = (change: ColumnChange): boolean =>
  Object.entries(change).every(
    ([key, value]) =>
      (key === "default" || key === "identity" || key === "generated") && value === null,
  );

/** A default of a child's column depends on the parents' column: a default that is set there reaches it, and a type that changes there has to fit it. */
export const inheritedFrom = (
  table: TableRef,
  { name, default: fallback }: Column,
  side: Side,
  world: World,
): readonly Address[] => {
  const lookup = tableOn(side, world.context);
  const standing = lookup(table);
  return standing === undefined || fallback === null
    ? []
    : originsOf(standing, name, lookup, world.context).map((parent) =>
        columnAddress(parent, name, world),
      );
};

/** The same column in the tables that inherit it from this one. */
export const handedDown = (
  table: TableRef,
  name: string,
  { tables }: Schema,
  world: World,
): readonly { readonly child: Table; readonly address: Address }[] => {
  const { to, toTable, fromTable } = world.context;
  const lookup = tables === to.tables ? toTable : fromTable;
  return tables
    .filter(({ options }) => parentsText(options) !== undefined)
    .filter((child) =>
      originsOf(child, name, lookup, world.context).some((parent) => sameTable(parent, table)),
    )
    .map((child) => ({ child, address: columnAddress(child, name, world) }));
};

const inherits = ({ columns: all }: Table, name: string): boolean =>
  all.some((c) => c.name === name && isInherited(c));

/** The column of the children that only inherit it: it is added and dropped with the parent's. */
export const inheritedOnly = (
  table: TableRef,
  name: string,
  schema: Schema,
  world: World,
): readonly Address[] =>
  handedDown(table, name, schema, world)
    .filter(({ child }) => inherits(child, name))
    .map(({ address }) => address);

/** The column of the children that also declare it themselves: it is added there first, and dropped there last. */
export const inheritors = (
  table: TableRef,
  name: string,
  schema: Schema,
  world: World,
): readonly Address[] =>
  handedDown(table, name, schema, world)
    .filter(({ child }) => child.columns.some((c) => c.name === name) && !inherits(child, name))
    .map(({ address }) => address);
