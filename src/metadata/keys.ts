/** Declared primary keys and unique constraints. */
import { keyParts, nowhere, tableText, type Columns, type KeyPart } from "../model/index.js";
import { askedName } from "../naming/index.js";
import { columnIn, metadataError, type Context, type DeclaredColumn } from "./context.js";
import {
  deferral,
  draft,
  names,
  noColumns,
  ownIndex,
  pick,
  relying,
  type ConstraintDraft,
} from "./draft.js";
import { isSqlText, partState } from "./indexElement.js";
import type { ExtraOf, KeyInput } from "./shapes.js";
import type { TableDeclaration } from "./table.js";

interface DeclaredKey {
  readonly columns: readonly DeclaredColumn[];
  readonly definition: { readonly columns: Columns; readonly parts?: readonly KeyPart[] };
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
  return {
    columns,
    definition: { columns: names(columns), ...keyParts(read.map(({ part }) => part)) },
  };
};

const flagged = (table: TableDeclaration): readonly DeclaredColumn[] =>
  table.columns.filter((column) => column.primaryKey);

export const primaryKey = (
  table: TableDeclaration,
  extra: ExtraOf<"primaryKey"> | null,
  context: Context,
): readonly ConstraintDraft[] => {
  const own = flagged(table);
  const stated = keyOf(table, extra?.columns ?? [], "primaryKey");
  const { columns, definition } =
    stated.columns.length > 0 ? stated : { columns: own, definition: { columns: names(own) } };
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
        ...definition,
        include: names(pick(table, include, "primaryKey")),
        deferral: deferral(options),
        onConflict,
        ...relying(options),
        ...ownIndex(options, context),
      },
      extra?.asked ?? askedName(null),
      columns,
    ),
  ];
};

export const unique = (
  table: TableDeclaration,
  { columns: inputs, options, asked }: Omit<ExtraOf<"unique">, "is">,
  context: Context,
): ConstraintDraft => {
  const { columns, definition } = keyOf(table, inputs, "unique");
  if (columns.length === 0) throw noColumns(table, "unique");
  return draft(
    {
      kind: "unique",
      name: nowhere,
      comment: options.comment ?? null,
      ...definition,
      include: names(pick(table, options.include ?? [], "unique")),
      nulls: options.nulls ?? "distinct",
      deferral: deferral(options),
      onConflict: options.onConflict ?? null,
      ...relying(options),
      ...ownIndex(options, context),
    },
    asked,
    columns,
  );
};
