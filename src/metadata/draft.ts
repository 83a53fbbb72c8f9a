/**
 * What the declared constraints of every kind have in common: a constraint of the model that does
 * not have its name yet.
 */
import {
  SchemaDiffError,
  optionsIfAny,
  tableText,
  type Constraint,
  type Deferral,
  type Options,
  type TableRef,
} from "../model/index.js";
import type { AskedName, NamedColumn } from "../naming/index.js";
import { columnIn, metadataError, type Context, type DeclaredColumn } from "./context.js";
import { knownOptions } from "./settings.js";
import type { ColumnInput } from "./shapes.js";
import type { TableDeclaration } from "./table.js";

/** A constraint, the name it was declared with, and the columns a convention makes a name from. */
export interface ConstraintDraft {
  readonly constraint: Constraint;
  readonly asked: AskedName;
  readonly columns: readonly NamedColumn[];
  readonly target: { readonly table: TableRef; readonly columns: readonly NamedColumn[] } | null;
  readonly useAlter: boolean;
}

export const named = ({ key, dbName }: DeclaredColumn): NamedColumn => ({ key, name: dbName });

export const deferral = ({
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

export const draft = (
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

export const pick = (
  table: TableDeclaration,
  inputs: readonly ColumnInput[],
  where: string,
): readonly DeclaredColumn[] => inputs.map((input) => columnIn(table, input, where));

export const names = (columns: readonly DeclaredColumn[]): readonly string[] =>
  columns.map(({ dbName }) => dbName);

export const noColumns = (table: TableDeclaration, where: string): SchemaDiffError =>
  metadataError(`a ${where} of table ${tableText(table)} names no columns`, "name at least one");

/**
 * The declared columns; throws where there are none. (A primary key may be declared without: then
 * it consists of the columns that call `.primaryKey()`.)
 */
export const some = (
  table: TableDeclaration,
  inputs: readonly ColumnInput[],
  where: string,
): readonly DeclaredColumn[] => {
  if (inputs.length > 0) return pick(table, inputs, where);
  throw noColumns(table, where);
};

/** The field `rely`: left out where it is unspecified. */
export const relying = ({ rely }: { readonly rely?: boolean }): { readonly rely?: boolean } =>
  rely === undefined ? {} : { rely };

/** The options of a constraint's backing index. */
export const ownIndex = (
  { options = {} }: { readonly options?: Options },
  { dialect }: Context,
  method: string | null = null,
): Pick<Constraint<"unique">, "options"> =>
  optionsIfAny(knownOptions(options, "indexOptions", dialect, method));
