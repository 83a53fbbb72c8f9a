/** Finds the table, the column and the constraint that a hand-written operation refers to. */
import {
  constraintRules,
  nameText,
  sameTable,
  SchemaDiffError,
  tableText,
  type Action,
  type Column,
  type Columns,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import type { Facts } from "../dialects/index.js";
import { foldAToZ } from "../sql/index.js";

/** Compares names with A-Z folded only: no server folds more letters in every collation. */
const sameFolded = (a: string, b: string): boolean => foldAToZ(a) === foldAToZ(b);

/** The table of this name; an exact match is preferred to one that differs in case. */
export const tableIn = (
  schema: Schema,
  ref: TableRef,
  { caseInsensitiveNames }: Facts,
): Table | null =>
  schema.tables.find((t) => sameTable(t, ref)) ??
  (caseInsensitiveNames
    ? schema.tables.find((t) => t.schema === ref.schema && sameFolded(t.name, ref.name))
    : undefined) ??
  null;

/** Names of constraints are compared as those of columns are. */
export const sameName = (a: string, b: string, { columnNamesIgnoreCase }: Facts): boolean =>
  columnNamesIgnoreCase ? sameFolded(a, b) : a === b;

export const columnIn = (table: Table, name: string, facts: Facts): Column | null =>
  table.columns.find((c) => c.name === name) ??
  table.columns.find((c) => sameName(c.name, name, facts)) ??
  null;

const actionText = (event: string, action: Action): string =>
  action === "noAction"
    ? ""
    : ` ${event} ${action.replace(/[A-Z]/g, (c) => ` ${c}`).toUpperCase()}`;

const lateText: Readonly<Record<Deferral, string>> = {
  notDeferrable: "",
  initiallyImmediate: " DEFERRABLE",
  initiallyDeferred: " DEFERRABLE INITIALLY DEFERRED",
};

const columnsText = ({ columns }: { readonly columns: Columns }): string =>
  columns.length === 0 ? "" : ` (${columns.join(", ")})`;

/** The definition of each kind, as it follows the kind's words in a message. */
const said: { readonly [K in ConstraintKind]: (c: Constraint<K>) => string } = {
  primaryKey: columnsText,
  unique: columnsText,
  foreignKey: (c) =>
    ` (${c.columns.join(", ")}) to ${tableText(c.target)}${actionText("ON DELETE", c.onDelete)}${actionText("ON UPDATE", c.onUpdate)}${lateText[c.deferral]}`,
  check: ({ expression }) => ` (${expression})`,
  exclude: () => "",
};

/** For messages: `FOREIGN KEY (a) to p ON DELETE CASCADE`. */
const saidOf = <K extends ConstraintKind>(c: Constraint<K>): string =>
  `${constraintRules[c.kind].words}${said[c.kind](c)}`;

export const described = (c: Constraint): string => {
  const name = nameText(c.name);
  return name === null ? `the nameless ${saidOf(c)}` : `${name}, ${saidOf(c)}`;
};

/** The constraints that exist, for the error about one that does not. */
export const constraintsThere = ({ constraints }: Table): string =>
  constraints.length === 0
    ? "it has no constraints"
    : `there are: ${constraints.map(described).join("; ")}`;

export const batchError = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("batch", message, todo);

const definition = ({ name: _name, comment: _comment, ...rest }: Constraint): object => rest;

export const sameDefinition = (a: Constraint, b: Constraint): boolean => {
  const text = (c: Constraint): string =>
    JSON.stringify(Object.entries(definition(c)).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
};

/** Does the constraint have this name? A table has one primary key; where nobody named it, any name refers to it (MySQL calls it PRIMARY, whatever name it is given). */
const goesBy = (constraint: Constraint, name: string, facts: Facts): boolean =>
  sameName(nameText(constraint.name) ?? "", name, facts) ||
  (constraint.kind === "primaryKey" && constraint.name.from !== "author");

/** The one constraint of the kind with this name; the error lists those that exist, or those that it could be. Of two with the same definition either will do. */
export const constraintCalled = (
  table: Table,
  kind: ConstraintKind,
  name: string,
  facts: Facts,
): Constraint => {
  const all = table.constraints.filter((c) => c.kind === kind && goesBy(c, name, facts));
  const [found] = all;
  if (found !== undefined) {
    if (all.every((c) => sameDefinition(c, found))) return found;
    throw batchError(
      `${name} on ${tableText(table)} could be ${all.map((c) => saidOf(c)).join(" or ")}`,
      "say which one with { existing: … }",
    );
  }
  throw batchError(
    `${tableText(table)} has no ${kind} constraint ${JSON.stringify(name)}; ${constraintsThere(table)}`,
    "correct the name, or give the namingConvention by which it is called so",
  );
};
