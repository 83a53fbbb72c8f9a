/** Declared indexes and their elements → indexes of the model that do not have their names yet. */
import { nowhere, tableText, type Element, type Index } from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import { askedName, type AskedName, type NamedColumn } from "../naming/index.js";
import { knownOptions } from "./settings.js";
import { columnIn, metadataError, sqlIn, type Context, type DeclaredColumn } from "./context.js";

import { columnsOfText, isSqlText, partState } from "./indexElement.js";
import type { TableDeclaration } from "./table.js";
import type { IndexOptions, PartInput } from "./shapes.js";

export interface IndexDraft {
  readonly index: Index;
  readonly asked: AskedName;
  readonly columns: readonly NamedColumn[];
}

export const elementIn = (
  table: TableDeclaration,
  input: PartInput,
  where: string,
  context: Context,
): Element => {
  const { of, descending, nulls, collation, operatorClass, prefix } = partState(input);
  return {
    of: isSqlText(of)
      ? { expression: sqlIn(context, of) }
      : { column: columnIn(table, of, where).dbName },
    descending,
    nulls: nulls === (descending ? "first" : "last") ? null : nulls,
    collation,
    operatorClass,
    prefix,
  };
};

/** The column an element is named for: its own, or the first one that its expression mentions. */
const columnOfPart = (
  table: TableDeclaration,
  input: PartInput,
  where: string,
  context: Context,
): readonly DeclaredColumn[] => {
  const { of } = partState(input);
  if (!isSqlText(of)) return [columnIn(table, of, where)];
  const [first] = columnsOfText(of);
  if (first !== undefined) return [columnIn(table, first, where)];
  const names = columnsIn(
    sqlIn(context, of),
    table.columns.map(({ dbName }) => dbName),
    context.dialect.lexicon,
  );
  return table.columns.filter(({ dbName }) => dbName === names[0]);
};

export const elementsColumns = (
  table: TableDeclaration,
  inputs: readonly PartInput[],
  where: string,
  context: Context,
): readonly NamedColumn[] =>
  inputs
    .flatMap((input) => columnOfPart(table, input, where, context))
    .map(({ key, dbName }) => ({ key, name: dbName }));

const draft = (
  table: TableDeclaration,
  elements: readonly PartInput[],
  options: IndexOptions,
  asked: AskedName,
  context: Context,
): IndexDraft => {
  if (elements.length === 0)
    throw metadataError(
      `an index of table ${tableText(table)} has no elements`,
      "name at least one column",
    );
  const {
    unique = false,
    nulls = "distinct",
    where = null,
    method = null,
    include = [],
    comment = null,
  } = options;
  return {
    index: {
      name: nowhere,
      elements: elements.map((input) => elementIn(table, input, "index", context)),
      unique,
      nulls,
      method,
      include: include.map((input) => columnIn(table, input, "index").dbName),
      where: where === null ? null : sqlIn(context, where),
      comment,
      options: knownOptions(options.options ?? {}, "indexOptions", context.dialect, method),
    },
    asked,
    columns: elementsColumns(table, elements, "index", context),
  };
};

export const indexDrafts = (table: TableDeclaration, context: Context): readonly IndexDraft[] => [
  ...table.columns.flatMap((column) => {
    if (column.index === null) return [];
    const { name, ...options } = column.index;
    const asked =
      name === undefined || name === null ? (column.unique ?? askedName(null)) : askedName(name);
    return [
      draft(
        table,
        [column.key],
        { ...options, unique: options.unique ?? column.unique !== null },
        asked,
        context,
      ),
    ];
  }),
  ...table.extras.flatMap((extra) =>
    extra.is === "index" ? [draft(table, extra.elements, extra.options, extra.asked, context)] : [],
  ),
];
