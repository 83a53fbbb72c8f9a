/** What a foreign key points to: from the words of a declaration to a table and its columns. */
import { tableText, type TableRef } from "../model/index.js";
import type { NamedColumn } from "../naming/index.js";
import type { ReferenceTarget } from "./column.js";
import { columnIn, metadataError, refIn, type Context } from "./context.js";
import type { Target } from "./extra.js";
import { isColumnRef, type ColumnRef } from "./part.js";
import { suggestion } from "./suggest.js";
import type { TableDeclaration } from "./table.js";

export interface Resolved {
  /** With the schema as it was declared. */
  readonly table: TableRef;
  readonly columns: readonly NamedColumn[];
}

interface Spot {
  readonly table: TableRef;
  readonly column: string;
}

const ofRef = (ref: ColumnRef): Spot => ({ table: { schema: ref.table.schema, name: ref.table.name }, column: ref.key });

/** As in SQLAlchemy, a target without a schema is in the MetaData's own. */
const ofText = (text: string, context: Context, where: string): Spot => {
  const parts = text.split(".");
  const [column = "", name = "", schema = context.metadataSchema] = parts.toReversed();
  if (parts.length < 2 || parts.length > 3 || parts.includes("")) {
    throw metadataError(`${where} points to ${JSON.stringify(text)}`, 'write "table.column" or "schema.table.column", or { table, column } for names that hold dots');
  }
  return { table: { schema, name }, column };
};

const ofInput = (input: string | ColumnRef, context: Context, where: string): Spot =>
  isColumnRef(input) ? ofRef(input) : ofText(input, context, where);

const isList = (target: Target): target is readonly (string | ColumnRef)[] => Array.isArray(target);

/** A function that gives columns may give nothing while modules load each other in a circle. */
const called = <T>(give: () => T | undefined, where: string): T => {
  const given = give();
  if (given !== undefined) return given;
  throw metadataError(`${where} points to a column that is undefined`, "the function has to return a declared table's column: table.c.column");
};

const spotsOf = (target: Target, context: Context, where: string): readonly Spot[] => {
  if (typeof target === "function") return called(target, where).map((ref) => ofRef(called(() => ref, where)));
  if (isList(target)) return target.map((input) => ofInput(input, context, where));
  const { schema = context.metadataSchema, table, columns } = target;
  return columns.map((column) => ({ table: { schema, name: table }, column }));
};

/** A column's own foreign key in the words of a table's. */
export const targetOf = (target: ReferenceTarget): Target =>
  typeof target === "function" ? () => [target()]
  : typeof target === "string" || isColumnRef(target) ? [target]
  : { ...(target.schema === undefined ? {} : { schema: target.schema }), table: target.table, columns: [target.column] };

export const declaredTable = (ref: TableRef, context: Context): TableDeclaration | undefined => {
  const wanted = refIn(context, ref);
  return context.tables.find((table) => table.name === wanted.name && refIn(context, table).schema === wanted.schema);
};

/** Throws `metadata` for a table or column that is not declared, unless the foreign key says that it is `external`. */
export const resolveTarget = (target: Target, context: Context, where: string, external: boolean): Resolved => {
  const spots = spotsOf(target, context, where);
  const [first] = spots;
  if (first === undefined) throw metadataError(`${where} points to no column`, "name the columns it points to");
  const other = spots.find(({ table }) => table.name !== first.table.name || table.schema !== first.table.schema);
  if (other !== undefined) {
    throw metadataError(`${where} points to columns of two tables, ${tableText(first.table)} and ${tableText(other.table)}`, "a foreign key points to one table; declare one for each");
  }
  const table = declaredTable(first.table, context);
  if (table !== undefined) {
    return { table: first.table, columns: spots.map(({ column }) => columnIn(table, column, where)).map(({ key, dbName }) => ({ key, name: dbName })) };
  }
  if (external) return { table: first.table, columns: spots.map(({ column }) => ({ key: column, name: column })) };
  throw metadataError(
    `${where} points to table ${JSON.stringify(tableText(first.table))}, which is not declared`,
    `${suggestion(tableText(first.table), context.tables.map(tableText), "tables")}; for a table outside of this metadata say { external: true }`,
  );
};
