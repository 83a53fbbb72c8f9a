/** The columns and their CHECKs behind an operation: MODIFY writes a whole column anew, as it then is. */
import {
  nameText,
  sameTable,
  type Column,
  type Operation,
  type OperationVerb,
  type Schema,
  type Table,
} from "../../model/index.js";

type Rows = {
  readonly [V in OperationVerb]?: (table: Table, operation: Operation<V>) => Table;
};

const altered = (column: Column, { name, change }: Operation<"alterColumn">): Column => {
  if (column.name !== name) return column;
  const { using: _using, name: renamed, ...rest } = change;
  return { ...column, ...rest, name: renamed ?? name };
};

/** What is not here changes no column, and no CHECK of one. */
const rows: Rows = {
  addColumn: (table, { column }) => ({ ...table, columns: [...table.columns, column] }),
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
};

const tableAfter = <V extends OperationVerb>(table: Table, operation: Operation<V>): Table =>
  rows[operation.do]?.(table, operation) ?? table;

export const after = (operation: Operation, before: Schema): Schema => {
  if (operation.do === "batch")
    return operation.operations.reduce((schema, one) => after(one, schema), before);
  return "table" in operation && before.tables.some((t) => sameTable(t, operation.table))
    ? {
        ...before,
        tables: before.tables.map((t) =>
          sameTable(t, operation.table) ? tableAfter<OperationVerb>(t, operation) : t,
        ),
      }
    : before;
};
