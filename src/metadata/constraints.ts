/** Declared constraints → constraints of the model that do not have their names yet. */
import { nowhere, tableText } from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import { askedName } from "../naming/index.js";
import {
  columnIn,
  metadataError,
  refIn,
  sqlIn,
  type Context,
  type DeclaredColumn,
} from "./context.js";
import {
  deferral,
  draft,
  named,
  names,
  ownIndex,
  pick,
  relying,
  some,
  type ConstraintDraft,
} from "./draft.js";
import { elementIn, elementsColumns } from "./elements.js";
import { columnsOfText, isSqlText } from "./indexElement.js";
import { primaryKey, unique } from "./keys.js";
import { resolveTarget, targetOf } from "./reference.js";
import type { TableDeclaration } from "./table.js";
import { standInOf, typeIn } from "./resolveTypes.js";
import type { Extra, ExtraOf, SqlInput } from "./shapes.js";

export type { ConstraintDraft } from "./draft.js";

/**
 * The columns that a SQL text mentions: its column references, or, where it has none, the names
 * found in it.
 */
const mentioned = (
  table: TableDeclaration,
  input: SqlInput,
  context: Context,
): readonly DeclaredColumn[] => {
  const refs = isSqlText(input) ? columnsOfText(input) : [];
  if (refs.length > 0) return pick(table, refs, "check");
  return pick(
    table,
    columnsIn(
      sqlIn(context, input),
      table.columns.map(({ dbName }) => dbName),
      context.dialect.lexicon,
    ),
    "check",
  );
};

const check = (
  table: TableDeclaration,
  { expression, options, asked }: Omit<ExtraOf<"check">, "is">,
  context: Context,
): ConstraintDraft => {
  const text = sqlIn(context, expression);
  if (text.trim() === "")
    throw metadataError(
      `a check of table ${tableText(table)} is empty`,
      "write the condition that every row has to meet",
    );
  const {
    ofColumn = null,
    comment = null,
    validated = true,
    enforced = true,
    inherited = true,
  } = options;
  return draft(
    {
      kind: "check",
      name: nowhere,
      comment,
      expression: text,
      validated,
      enforced,
      inherited,
      ofColumn: ofColumn === null ? null : columnIn(table, ofColumn, "check").dbName,
    },
    asked,
    mentioned(table, expression, context),
  );
};

const foreignKey = (
  table: TableDeclaration,
  { columns: inputs, target, options, asked }: Omit<ExtraOf<"foreignKey">, "is">,
  context: Context,
): ConstraintDraft => {
  const columns = some(table, inputs, "foreignKey");
  const where = `the foreign key (${names(columns).join(", ")}) of table ${tableText(table)}`;
  const resolved = resolveTarget(target, context, where, options.external ?? false);
  if (resolved.columns.length !== columns.length && options.external !== true) {
    throw metadataError(
      `${where} has ${columns.length} columns and points to ${resolved.columns.length}`,
      "name one column for each",
    );
  }
  return draft(
    {
      kind: "foreignKey",
      name: nowhere,
      comment: options.comment ?? null,
      columns: names(columns),
      target: refIn(context, resolved.table),
      targetColumns: resolved.columns.map(({ name }) => name),
      onUpdate: options.onUpdate ?? "noAction",
      onDelete: options.onDelete ?? "noAction",
      onDeleteColumns: names(pick(table, options.onDeleteColumns ?? [], "foreignKey")),
      match: options.match ?? "simple",
      deferral: deferral(options),
      validated: options.validated ?? true,
      enforced: options.enforced ?? true,
      ...relying(options),
    },
    asked,
    columns,
    { target: resolved, useAlter: options.useAlter ?? false },
  );
};

const exclude = (
  table: TableDeclaration,
  { elements, options, asked }: ExtraOf<"exclude">,
  context: Context,
): ConstraintDraft => ({
  ...draft(
    {
      kind: "exclude",
      name: nowhere,
      comment: options.comment ?? null,
      method: options.method ?? "gist",
      elements: elements.map(([input, operator]) => ({
        ...elementIn(table, input, "exclude", context),
        operator,
      })),
      include: names(pick(table, options.include ?? [], "exclude")),
      where:
        options.where === null || options.where === undefined
          ? null
          : sqlIn(context, options.where),
      deferral: deferral(options),
      ...ownIndex(options, context, options.method ?? "gist"),
    },
    asked,
    [],
  ),
  columns: elementsColumns(
    table,
    elements.map(([input]) => input),
    "exclude",
    context,
  ),
});

/**
 * The constraints of a column's own declaration: its CHECKs, foreign keys, UNIQUE, and the CHECK
 * that replaces its type.
 */
const ofColumn = (
  table: TableDeclaration,
  column: DeclaredColumn,
  context: Context,
): readonly ConstraintDraft[] => {
  const own = [column.key];
  const standIn = standInOf(typeIn(column.type, context), column.dbName, context.dialect);
  return [
    ...(column.unique === null || column.index !== null
      ? []
      : [unique(table, { columns: own, asked: column.unique, options: {} }, context)]),
    ...column.references.map(({ target, options }) =>
      foreignKey(
        table,
        { columns: own, target: targetOf(target), asked: askedName(options.name), options },
        context,
      ),
    ),
    ...column.checks.map(({ expression, options: { ofColumn: hangs = false, ...options } }) =>
      check(
        table,
        {
          expression,
          asked: askedName(options.name),
          options: { ...options, ofColumn: hangs ? column.key : null },
        },
        context,
      ),
    ),
    ...(standIn === null
      ? []
      : [
          {
            ...check(table, { expression: standIn, asked: column.typeName, options: {} }, context),
            columns: [named(column)],
          },
        ]),
  ];
};

type Drafts<P extends Extra["is"]> = (
  table: TableDeclaration,
  extra: ExtraOf<P>,
  context: Context,
) => readonly ConstraintDraft[];

/** The constraints that are declared after the columns, by kind. */
const extras: { readonly [P in Extra["is"]]: Drafts<P> } = {
  // A table has only one, which may also be declared by its columns.
  primaryKey: () => [],
  unique: (table, extra, context) => [unique(table, extra, context)],
  check: (table, extra, context) => [check(table, extra, context)],
  foreignKey: (table, extra, context) => [foreignKey(table, extra, context)],
  exclude: (table, extra, context) => [exclude(table, extra, context)],
  // Not a constraint: see `indexDrafts`.
  index: () => [],
};

const extraOf = <P extends Extra["is"]>(
  table: TableDeclaration,
  extra: ExtraOf<P>,
  context: Context,
): readonly ConstraintDraft[] => extras[extra.is](table, extra, context);

export const constraintDrafts = (
  table: TableDeclaration,
  context: Context,
): readonly ConstraintDraft[] => {
  const keys = table.extras.flatMap((extra) => (extra.is === "primaryKey" ? [extra] : []));
  if (keys.length > 1)
    throw metadataError(
      `table ${tableText(table)} declares ${keys.length} primary keys`,
      "a table has one",
    );
  return [
    ...primaryKey(table, keys[0] ?? null, context),
    ...table.columns.flatMap((column) => ofColumn(table, column, context)),
    ...table.extras.flatMap((extra) => extraOf(table, extra, context)),
  ];
};
