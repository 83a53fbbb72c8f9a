/** What a constraint or an index says, in a form in which equal meanings are equal values: names folded, spellings made one. */
import type {
  Action,
  Constraint,
  ConstraintKind,
  Element,
  Index,
  TableRef,
} from "../model/index.js";
import type { Context } from "./context.js";

const table = ({ schema, name }: TableRef, { fold }: Context): unknown => ({
  schema: schema === null ? null : fold(schema),
  name: fold(name),
});

const element = (e: Element, context: Context): Element => ({
  of:
    "column" in e.of
      ? { column: context.fold(e.of.column) }
      : { expression: context.spelled(e.of.expression) },
  descending: e.descending,
  nulls: e.nulls,
  collation: e.collation,
  operatorClass: e.operatorClass,
  prefix: e.prefix,
});

const action = (a: Action, { dialect }: Context): Action => dialect.canonicalAction(a);

type Meaning<K extends ConstraintKind> = (
  constraint: Extract<Constraint, { readonly kind: K }>,
  context: Context,
) => object;

/** A row per kind: everything it says and nothing of its name. */
const meanings: { readonly [K in ConstraintKind]: Meaning<K> } = {
  primaryKey: ({ columns, parts = [], include, deferral, onConflict }, { fold }) => ({
    columns: columns.map(fold),
    parts,
    include: include.map(fold),
    deferral,
    onConflict,
  }),
  unique: ({ columns, parts = [], include, nulls, deferral, onConflict }, { fold }) => ({
    columns: columns.map(fold),
    parts,
    include: include.map(fold),
    nulls,
    deferral,
    onConflict,
  }),
  foreignKey: (c, context) => ({
    columns: c.columns.map(context.fold),
    target: table(c.target, context),
    targetColumns: c.targetColumns.map(context.fold),
    onUpdate: action(c.onUpdate, context),
    onDelete: action(c.onDelete, context),
    onDeleteColumns: c.onDeleteColumns.map(context.fold),
    match: c.match,
    deferral: c.deferral,
    validated: c.validated,
    enforced: c.enforced,
  }),
  check: (c, { spelled }) => ({
    expression: spelled(c.expression),
    validated: c.validated,
    enforced: c.enforced,
    inherited: c.inherited,
  }),
  exclude: (c, context) => ({
    method: c.method,
    elements: c.elements.map((e) => ({ ...element(e, context), operator: e.operator })),
    include: c.include.map(context.fold),
    where: c.where === null ? null : context.spelled(c.where),
    deferral: c.deferral,
  }),
};

const say = <K extends ConstraintKind>(
  kind: K,
  constraint: Extract<Constraint, { readonly kind: K }>,
  context: Context,
): object => meanings[kind](constraint, context);

export const meaningOf = (c: Constraint, context: Context): object => {
  switch (c.kind) {
    case "primaryKey":
      return say(c.kind, c, context);
    case "unique":
      return say(c.kind, c, context);
    case "foreignKey":
      return say(c.kind, c, context);
    case "check":
      return say(c.kind, c, context);
    case "exclude":
      return say(c.kind, c, context);
  }
};

/** What an index says; the options that the declared side leaves unsaid are left out by the caller. */
export const indexMeaning = (index: Index, context: Context): object => ({
  elements: index.elements.map((e) => element(e, context)),
  unique: index.unique,
  nulls: index.nulls,
  method: index.method,
  include: index.include.map(context.fold),
  where: index.where === null ? null : context.spelled(index.where),
  options: index.options,
});

/** The part of a constraint's meaning that makes two of them the same thing with other settings; null where nothing less than all of it does. */
export const coreOf = (c: Constraint, context: Context): string | null => {
  switch (c.kind) {
    case "primaryKey":
      return "primaryKey";
    case "unique":
      return `unique ${JSON.stringify(c.columns.map(context.fold))}`;
    case "foreignKey":
      return `foreignKey ${JSON.stringify([c.columns.map(context.fold), table(c.target, context), c.targetColumns.map(context.fold)])}`;
    case "check":
      return null;
    case "exclude":
      return null;
  }
};
