/** Declared keys and constraints → constraints of the model that wait for their names. */
import {
  keyParts,
  nowhere,
  SchemaDiffError,
  tableText,
  type Columns,
  type Constraint,
  type Deferral,
  type KeyPart,
  type TableRef,
} from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import { askedName, type AskedName, type NamedColumn } from "../naming/index.js";
import {
  columnIn,
  metadataError,
  refIn,
  sqlIn,
  type Context,
  type DeclaredColumn,
} from "./context.js";

import { elementIn, elementsColumns } from "./elements.js";
import { columnsOfText, isSqlText, partState } from "./indexElement.js";
import { resolveTarget, targetOf } from "./reference.js";
import type { TableDeclaration } from "./table.js";
import { standInOf, typeIn } from "./resolveTypes.js";
import type { ColumnInput, Extra, ExtraOf, KeyInput, SqlInput } from "./shapes.js";

/** A constraint, the name that was asked for, and what a convention reads. */
export interface ConstraintDraft {
  readonly constraint: Constraint;
  readonly asked: AskedName;
  readonly columns: readonly NamedColumn[];
  readonly target: { readonly table: TableRef; readonly columns: readonly NamedColumn[] } | null;
  readonly useAlter: boolean;
}

const named = ({ key, dbName }: DeclaredColumn): NamedColumn => ({ key, name: dbName });

const deferral = ({
  deferrable = false,
  initially,
}: {
  readonly deferrable?: boolean;
  readonly initially?: "immediate" | "deferred";
}): Deferral =>
  initially === "deferred"
    ? "initiallyDeferred"
    : deferrable
      ? "initiallyImmediate"
      : "notDeferrable";

const draft = (
  constraint: Constraint,
  asked: AskedName,
  columns: readonly DeclaredColumn[],
  more: Partial<ConstraintDraft> = {},
): ConstraintDraft => ({
  constraint,
  asked,
  columns: columns.map(named),
  target: null,
  useAlter: false,
  ...more,
});

const pick = (
  table: TableDeclaration,
  inputs: readonly ColumnInput[],
  where: string,
): readonly DeclaredColumn[] => inputs.map((input) => columnIn(table, input, where));

const names = (columns: readonly DeclaredColumn[]): readonly string[] =>
  columns.map(({ dbName }) => dbName);

const noColumns = (table: TableDeclaration, where: string): SchemaDiffError =>
  metadataError(`a ${where} of table ${tableText(table)} names no columns`, "name at least one");

/** A constraint without columns is a slip; the primary key's are taken from the columns' own flags then. */
const some = (
  table: TableDeclaration,
  inputs: readonly ColumnInput[],
  where: string,
): readonly DeclaredColumn[] => {
  if (inputs.length > 0) return pick(table, inputs, where);
  throw noColumns(table, where);
};

interface DeclaredKey {
  readonly columns: readonly DeclaredColumn[];
  readonly said: { readonly columns: Columns; readonly parts?: readonly KeyPart[] };
}

/** A key's columns, each with the direction and the collation that it is given. */
const keyOf = (
  table: TableDeclaration,
  inputs: readonly KeyInput[],
  where: string,
): DeclaredKey => {
  const read = inputs.map((input) => {
    const { of, descending, collation, nulls, operatorClass, prefix } = partState(input);
    if (isSqlText(of))
      throw metadataError(
        `a ${where} of table ${tableText(table)} names an expression`,
        "use a unique index",
      );
    if (nulls !== null || operatorClass !== null || prefix !== null)
      throw metadataError(
        `a ${where} of table ${tableText(table)} says more of a column than desc and collate`,
        "use a unique index",
      );
    return { column: columnIn(table, of, where), part: { descending, collation } };
  });
  const columns = read.map(({ column }) => column);
  return { columns, said: { columns: names(columns), ...keyParts(read.map(({ part }) => part)) } };
};

/** Left out, it is no opinion. */
const relying = ({ rely }: { readonly rely?: boolean }): { readonly rely?: boolean } =>
  rely === undefined ? {} : { rely };

const flagged = (table: TableDeclaration): readonly DeclaredColumn[] =>
  table.columns.filter((column) => column.primaryKey);

const primaryKey = (
  table: TableDeclaration,
  extra: ExtraOf<"primaryKey"> | null,
): readonly ConstraintDraft[] => {
  const own = flagged(table);
  const stated = keyOf(table, extra?.columns ?? [], "primaryKey");
  const { columns, said } =
    stated.columns.length > 0 ? stated : { columns: own, said: { columns: names(own) } };
  if (columns.length === 0 && extra === null) return [];
  if (columns.length === 0)
    throw metadataError(
      `the primaryKey of table ${tableText(table)} names no columns`,
      "name at least one, or mark columns with .primaryKey()",
    );
  const stray = own.find((column) => !columns.includes(column));
  if (stray !== undefined) {
    throw metadataError(
      `column ${JSON.stringify(stray.dbName)} of table ${tableText(table)} says .primaryKey(), and the table's primaryKey leaves it out`,
      "say it in one place",
    );
  }
  const { include = [], comment = null, onConflict = null, ...options } = extra?.options ?? {};
  return [
    draft(
      {
        kind: "primaryKey",
        name: nowhere,
        comment,
        ...said,
        include: names(pick(table, include, "primaryKey")),
        deferral: deferral(options),
        onConflict,
        ...relying(options),
      },
      extra?.asked ?? askedName(null),
      columns,
    ),
  ];
};

const unique = (
  table: TableDeclaration,
  { columns: inputs, options, asked }: Omit<ExtraOf<"unique">, "is">,
): ConstraintDraft => {
  const { columns, said } = keyOf(table, inputs, "unique");
  if (columns.length === 0) throw noColumns(table, "unique");
  return draft(
    {
      kind: "unique",
      name: nowhere,
      comment: options.comment ?? null,
      ...said,
      include: names(pick(table, options.include ?? [], "unique")),
      nulls: options.nulls ?? "distinct",
      deferral: deferral(options),
      onConflict: options.onConflict ?? null,
      ...relying(options),
    },
    asked,
    columns,
  );
};

/** References in the text say which columns it names; a text without any is searched for them. */
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

/** What a column says of itself: its CHECKs, its foreign keys, its UNIQUE, and the CHECK that stands in for its type. */
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
      : [unique(table, { columns: own, asked: column.unique, options: {} })]),
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

/** What stands behind the columns. */
const extras: { readonly [P in Extra["is"]]: Drafts<P> } = {
  // A table has one, which may also be told by its columns.
  primaryKey: () => [],
  unique: (table, extra) => [unique(table, extra)],
  check: (table, extra, context) => [check(table, extra, context)],
  foreignKey: (table, extra, context) => [foreignKey(table, extra, context)],
  exclude: (table, extra, context) => [exclude(table, extra, context)],
  // No constraint: `indexDrafts`.
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
    ...primaryKey(table, keys[0] ?? null),
    ...table.columns.flatMap((column) => ofColumn(table, column, context)),
    ...table.extras.flatMap((extra) => extraOf(table, extra, context)),
  ];
};
