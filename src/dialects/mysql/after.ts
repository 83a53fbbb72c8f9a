/**
 * The table after an operation: MODIFY has to contain the whole definition that a column has at
 * that point, and a column that is dropped and added takes its current dependents along.
 */
import { withColumnPlaced } from "../columnPlace.js";
import { newName } from "../newName.js";
import {
  byAuthor,
  nameText,
  sameTable,
  type Column,
  type Name,
  type Operation,
  type OperationVerb,
  type Schema,
  type Table,
} from "../../model/index.js";
import { collationOf } from "./collation.js";
import { sameColumn } from "./columnPlace.js";
import { takesCollation } from "./types.js";

type Rows = {
  readonly [V in OperationVerb]?: (table: Table, operation: Operation<V>) => Table;
};

const altered = (column: Column, { name, change }: Operation<"alterColumn">): Column => {
  if (column.name !== name) return column;
  const { using: _using, name: renamed, ...rest } = change;
  return { ...column, ...rest, name: renamed ?? name };
};

const renamed = <T extends { readonly name: Name }>(
  items: readonly T[],
  from: string,
  to: string,
): readonly T[] =>
  items.map((item) => (nameText(item.name) === from ? { ...item, name: byAuthor(to) } : item));

/** Operations without a row change no column and no dependent of one. */
const rows: Rows = {
  addColumn: (table, operation) => ({
    ...table,
    columns: withColumnPlaced(table.columns, operation, sameColumn) ?? [
      ...table.columns,
      operation.column,
    ],
  }),
  dropColumn: (table, { name }) => ({
    ...table,
    columns: table.columns.filter((column) => column.name !== name),
  }),
  alterColumn: (table, operation) => ({
    ...table,
    columns: table.columns.map((column) => altered(column, operation)),
  }),
  createConstraint: (table, { constraint }) => ({
    ...table,
    constraints: [...table.constraints, constraint],
  }),
  dropConstraint: (table, { kind, name }) => ({
    ...table,
    constraints: table.constraints.filter((c) => c.kind !== kind || nameText(c.name) !== name),
  }),
  renameConstraint: (table, operation) => ({
    ...table,
    constraints: renamed(table.constraints, operation.name, newName(operation)),
  }),
  createIndex: (table, { index }) => ({ ...table, indexes: [...table.indexes, index] }),
  dropIndex: (table, { name }) => ({
    ...table,
    indexes: table.indexes.filter((index) => nameText(index.name) !== name),
  }),
  renameIndex: (table, { name, to }) => ({ ...table, indexes: renamed(table.indexes, name, to) }),
};

/** Columns that had the table's old collation keep it when the table's changes. */
const collationsKept = (
  table: Table,
  { from, to }: Operation<"alterTable">,
  schema: Schema,
): readonly Column[] => {
  const [old, now] = [from, to].map((options) =>
    collationOf({ schema: table.schema, options }, schema),
  );
  if (old === undefined || old === now) return table.columns;
  return table.columns.map((column) =>
    column.collation === null &&
    column.options["charset"] === undefined &&
    takesCollation(column.type)
      ? { ...column, collation: old }
      : column,
  );
};

const tableAfter = <V extends OperationVerb>(table: Table, operation: Operation<V>): Table =>
  rows[operation.do]?.(table, operation) ?? table;

export const after = (operation: Operation, before: Schema): Schema => {
  if (operation.do === "batch")
    return operation.operations.reduce((schema, one) => after(one, schema), before);
  if (operation.do === "alterTable") {
    return {
      ...before,
      tables: before.tables.map((t) =>
        sameTable(t, operation.table)
          ? { ...t, options: operation.to, columns: collationsKept(t, operation, before) }
          : t,
      ),
    };
  }
  if (operation.do === "createTable")
    return { ...before, tables: [...before.tables, operation.table] };
  if (operation.do === "dropTable")
    return { ...before, tables: before.tables.filter((t) => !sameTable(t, operation.table)) };
  if (operation.do === "renameTable") {
    const { table, to } = operation;
    return {
      ...before,
      tables: before.tables.map((t) => (sameTable(t, table) ? { ...t, name: to } : t)),
    };
  }
  return "table" in operation && before.tables.some((t) => sameTable(t, operation.table))
    ? {
        ...before,
        tables: before.tables.map((t) =>
          sameTable(t, operation.table) ? tableAfter<OperationVerb>(t, operation) : t,
        ),
      }
    : before;
};
