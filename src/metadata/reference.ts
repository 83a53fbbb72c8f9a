/** Resolves the target of a declared foreign key to a table and its columns. */
import { messageOf, SchemaDiffError, tableKey, tableText, type TableRef } from "../model/index.js";
import { plainColumns, type NamedColumn } from "../naming/index.js";
import { columnIn, metadataError, refIn, type Context } from "./context.js";

import { isColumnRef } from "./indexElement.js";
import { suggestion } from "../decode/suggest.js";
import type { TableDeclaration } from "./table.js";
import type { ColumnRef, ReferenceTarget, Target } from "./shapes.js";

export interface Resolved {
  /** With the schema as declared. */
  readonly table: TableRef;
  readonly columns: readonly NamedColumn[];
}

interface Aim {
  readonly table: TableRef;
  readonly column: string;
}

const ofRef = (ref: ColumnRef): Aim => ({
  table: { schema: ref.table.schema, name: ref.table.name },
  column: ref.key,
});

/** As in SQLAlchemy, a target without a schema is in the MetaData's own. */
const ofText = (text: string, context: Context, where: string): Aim => {
  const parts = text.split(".");
  const [column = "", name = "", schema = context.metadataSchema] = parts.toReversed();
  if (parts.length < 2 || parts.length > 3 || parts.includes("")) {
    throw metadataError(
      `${where} points to ${JSON.stringify(text)}`,
      'write "table.column" or "schema.table.column", or { table, column } for names that hold dots',
    );
  }
  return { table: { schema, name }, column };
};

const ofInput = (input: string | ColumnRef, context: Context, where: string): Aim =>
  isColumnRef(input) ? ofRef(input) : ofText(input, context, where);

const isList = (target: Target): target is readonly (string | ColumnRef)[] => Array.isArray(target);

/** The result of a function that the user gave. */
const given = (give: () => unknown, where: string): unknown => {
  try {
    return give();
  } catch (cause) {
    throw new SchemaDiffError(
      "metadata",
      `${where} points to what a function gives, and that fails: ${messageOf(cause)}`,
      "the function has to return a declared table's column: table.c.column",
      { cause },
    );
  }
};

/**
 * A function that returns columns may return undefined while modules import each other in a circle.
 */
const refOfColumn = (value: unknown, where: string): ColumnRef => {
  if (isColumnRef(value)) return value;
  throw metadataError(
    `${where} points to ${value === undefined ? "a column that is undefined" : "something that is no column"}`,
    "the function has to return a declared table's column: table.c.column",
  );
};

const refsOf = (value: unknown, where: string): readonly ColumnRef[] =>
  Array.isArray(value)
    ? value.map((ref: unknown) => refOfColumn(ref, where))
    : [refOfColumn(value, where)];

/** The one table of all of them; throws where they are in different tables. */
const oneTable = (aims: readonly Aim[], where: string): Pointed => {
  const [first] = aims;
  if (first === undefined)
    throw metadataError(`${where} points to no column`, "name the columns it points to");
  const other = aims.find(
    ({ table }) => table.name !== first.table.name || table.schema !== first.table.schema,
  );
  if (other !== undefined) {
    throw metadataError(
      `${where} points to columns of two tables, ${tableText(first.table)} and ${tableText(other.table)}`,
      "a foreign key points to one table; declare one for each",
    );
  }
  return { table: first.table, columns: aims.map(({ column }) => column) };
};

interface Pointed {
  readonly table: TableRef;
  readonly columns: readonly string[];
}

const pointed = (target: Target, context: Context, where: string): Pointed => {
  if (typeof target === "function")
    return oneTable(refsOf(given(target, where), where).map(ofRef), where);
  if (isList(target))
    return oneTable(
      target.map((input) => ofInput(input, context, where)),
      where,
    );
  const { schema = context.metadataSchema, table, columns } = target;
  return { table: { schema, name: table }, columns };
};

/** The target of a column's own foreign key, in the form of a table's foreign key. */
export const targetOf = (target: ReferenceTarget): Target =>
  typeof target === "function"
    ? () => [target()]
    : typeof target === "string" || isColumnRef(target)
      ? [target]
      : {
          ...(target.schema === undefined ? {} : { schema: target.schema }),
          table: target.table,
          columns: [target.column],
        };

export const declaredTable = (ref: TableRef, context: Context): TableDeclaration | undefined =>
  context.tableAt.get(tableKey(refIn(context, ref)));

/**
 * Throws `metadata` for a table or column that is not declared; the target of an `external` foreign
 * key is not looked up.
 */
export const resolveTarget = (
  target: Target,
  context: Context,
  where: string,
  external: boolean,
): Resolved => {
  const { table: ref, columns } = pointed(target, context, where);
  if (external) return { table: ref, columns: plainColumns(columns) };
  const table = declaredTable(ref, context);
  if (table !== undefined) {
    return {
      table: ref,
      columns: columns
        .map((column) => columnIn(table, column, where))
        .map(({ key, dbName }) => ({ key, name: dbName })),
    };
  }
  throw metadataError(
    `${where} points to table ${JSON.stringify(tableText(ref))}, which is not declared`,
    `${suggestion(tableText(ref), context.tables.map(tableText), "tables")}; for a table outside of this metadata say { external: true }`,
  );
};
