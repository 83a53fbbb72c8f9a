/** Constraints as literals, a row per kind: as they stand in a table, and the options of the operation that adds one. */
import { excludeElement } from "../../codec/element.js";
import {
  partsOf,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Name,
} from "../../model/index.js";
import type {
  CheckOptionsLiteral,
  ConstraintLiteral,
  ConstraintLiterals,
  ConstraintTypeLiteral,
  DeferrableLiteral,
  ExcludeOptionsLiteral,
  ForeignKeyOptionsLiteral,
  KeyColumnLiteral,
  KeyOptionsLiteral,
  UniqueOptionsLiteral,
} from "../../codec/literal.js";

const deferrals: Readonly<Record<Deferral, DeferrableLiteral>> = {
  notDeferrable: {},
  initiallyImmediate: { deferrable: true },
  initiallyDeferred: { deferrable: true, initially: "deferred" },
};

/** A name that is in no database is not written, also where it was lent one: it must stay nameless. */
const nameLiteral = (name: Name): { readonly name?: string } =>
  name.from === "nowhere" ? {} : { name: name.text };

export const constraintTypes: Readonly<Record<ConstraintKind, ConstraintTypeLiteral>> = {
  primaryKey: "primary",
  unique: "unique",
  foreignKey: "foreignKey",
  check: "check",
  exclude: "exclude",
};

const commented = ({
  comment,
}: {
  readonly comment: string | null;
}): { readonly comment?: string } => (comment === null ? {} : { comment });

export const keyLiterals = (
  key: Constraint<"primaryKey"> | Constraint<"unique">,
): readonly KeyColumnLiteral[] =>
  partsOf(key).map(({ descending, collation }, i) => {
    const column = key.columns[i] ?? "";
    return descending || collation !== null
      ? { column, ...(collation !== null && { collation }), ...(descending && { descending }) }
      : column;
  });

const keyOptions = (
  c: Pick<Constraint<"primaryKey">, "include" | "deferral" | "onConflict">,
): KeyOptionsLiteral => ({
  ...(c.include.length > 0 && { include: c.include }),
  ...deferrals[c.deferral],
  ...(c.onConflict !== null && { onConflict: c.onConflict }),
});

interface ConstraintOptionLiterals {
  readonly primaryKey: KeyOptionsLiteral;
  readonly unique: UniqueOptionsLiteral;
  readonly foreignKey: ForeignKeyOptionsLiteral;
  readonly check: CheckOptionsLiteral;
  readonly exclude: ExcludeOptionsLiteral;
}

type OptionWriters = {
  readonly [K in ConstraintKind]: (c: Constraint<K>) => ConstraintOptionLiterals[K];
};

/** What a constraint says besides its leading words, kind by kind; what is the default is left out. */
export const constraintOptions: OptionWriters = {
  primaryKey: keyOptions,
  unique: (c) => ({ ...(c.nulls === "notDistinct" && { nulls: c.nulls }), ...keyOptions(c) }),
  foreignKey: (c) => ({
    ...(c.onUpdate !== "noAction" && { onUpdate: c.onUpdate }),
    ...(c.onDelete !== "noAction" && { onDelete: c.onDelete }),
    ...(c.onDeleteColumns.length > 0 && { onDeleteColumns: c.onDeleteColumns }),
    ...(c.match !== "simple" && { match: c.match }),
    ...deferrals[c.deferral],
    ...(!c.validated && { validated: false }),
    ...(!c.enforced && { enforced: false }),
  }),
  check: (c) => ({
    ...(!c.validated && { validated: false }),
    ...(!c.enforced && { enforced: false }),
    ...(!c.inherited && { inherited: false }),
    ...(c.ofColumn !== null && { ofColumn: c.ofColumn }),
  }),
  exclude: (c) => ({
    method: c.method,
    ...(c.where !== null && { where: c.where }),
    ...(c.include.length > 0 && { include: c.include }),
    ...deferrals[c.deferral],
  }),
};

type Writers = { readonly [K in ConstraintKind]: (c: Constraint<K>) => ConstraintLiterals[K] };

const writers: Writers = {
  primaryKey: (c) => ({
    primaryKey: keyLiterals(c),
    ...nameLiteral(c.name),
    ...constraintOptions.primaryKey(c),
    ...commented(c),
  }),
  unique: (c) => ({
    unique: keyLiterals(c),
    ...nameLiteral(c.name),
    ...constraintOptions.unique(c),
    ...commented(c),
  }),
  foreignKey: (c) => ({
    foreignKey: c.columns,
    references: c.target.name,
    ...(c.target.schema !== null && { referencesSchema: c.target.schema }),
    columns: c.targetColumns,
    ...nameLiteral(c.name),
    ...constraintOptions.foreignKey(c),
    ...commented(c),
  }),
  check: (c) => ({
    check: c.expression,
    ...nameLiteral(c.name),
    ...constraintOptions.check(c),
    ...commented(c),
  }),
  exclude: (c) => ({
    exclude: c.elements.map(excludeElement.encode),
    ...nameLiteral(c.name),
    ...constraintOptions.exclude(c),
    ...commented(c),
  }),
};

export const constraintLiteral = <K extends ConstraintKind>(
  constraint: Constraint<K>,
): ConstraintLiteral => writers[constraint.kind](constraint);
