/** Declared columns → columns of the model. */
import { SchemaDiffError, tableText, type Column, type Sql } from "../model/index.js";
import { caseless } from "../sql/index.js";
import { numbersOf } from "./column.js";
import { knownOptions } from "./settings.js";
import { sqlIn, type Context, type DeclaredColumn } from "./context.js";
import { isSqlText } from "./indexElement.js";
import { typeIn, typeText } from "./resolveTypes.js";
import type { TableDeclaration } from "./table.js";

const defaultIn = (column: DeclaredColumn, context: Context): Sql | null => {
  const value = column.default;
  if (value === null) return null;
  return isSqlText(value) ? sqlIn(context, value) : context.dialect.lexicon.value(value);
};

const columnFrom = (
  table: TableDeclaration,
  column: DeclaredColumn,
  inKey: boolean,
  context: Context,
): Column => ({
  name: column.dbName,
  type: typeText(
    typeIn(column.type, context),
    context.dialect,
    `column ${JSON.stringify(column.dbName)} of table ${tableText(table)}`,
  ),
  nullable: column.nullable ?? !inKey,
  default: defaultIn(column, context),
  identity:
    column.identity === null || column.identity === "none"
      ? null
      : { kind: column.identity.kind, numbers: numbersOf(column.identity.options) },
  generated:
    column.generated === null
      ? null
      : {
          expression: sqlIn(context, column.generated.expression),
          stored: column.generated.stored,
        },
  collation: column.collation,
  onUpdate: column.onUpdate === null ? null : sqlIn(context, column.onUpdate),
  comment: column.comment,
  options: knownOptions(column.options, "columnOptions", context.dialect),
});

const checkNames = (table: TableDeclaration, { dialect }: Context): void => {
  const taken = new Set<string>();
  for (const { dbName } of table.columns) {
    const name = dialect.facts.columnNamesIgnoreCase ? caseless(dbName, dialect.lexicon) : dbName;
    if (taken.has(name))
      throw new SchemaDiffError(
        "metadata",
        `table ${tableText(table)} has two columns called ${JSON.stringify(dbName)}`,
        "call one of them otherwise",
      );
    taken.add(name);
  }
};

/** @param key the primary key's columns, which are NOT NULL unless declared nullable */
export const columnsOf = (
  table: TableDeclaration,
  key: readonly string[],
  context: Context,
): readonly Column[] => {
  checkNames(table, context);
  return table.columns.map((column) =>
    columnFrom(table, column, key.includes(column.dbName), context),
  );
};
