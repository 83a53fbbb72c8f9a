/** Finds the dependents of a dropped object: what a server's CASCADE would drop too, and its RESTRICT would refuse for. */
import type { Dialect } from "../../dialects/index.js";
import {
  constraintRules,
  nameText,
  ofKind,
  refOf,
  sameTable,
  tableText,
  type Columns,
  type Constraint,
  type Index,
  type Operation,
  type Table,
} from "../../model/index.js";
import type { Dependent, ForeignKey } from "./dependents.js";
import { keyColumns } from "./impact.js";
import { dropConstraintStep, dropIndexStep } from "./itemSteps.js";
import { mentionedColumns } from "../effects/mentions.js";

export interface Gone {
  readonly table: Table;
  /** Columns of the table that are dropped together, or a key of it; the table itself where neither is given. */
  readonly columns?: Columns;
  readonly key?: Constraint | Index;
}

const sameSet = (a: Columns, b: Columns): boolean =>
  a.length === b.length && a.every((c) => b.includes(c));

const leads = (key: Columns, columns: Columns): boolean =>
  columns.length <= key.length && columns.every((c) => key.slice(0, columns.length).includes(c));

type Serves = (key: Columns, columns: Columns) => boolean;

/** Does this key of the table serve the columns, and is there no other that would be enough? */
const onlyServedBy = (
  { constraints, indexes }: Table,
  key: Constraint | Index,
  columns: Columns,
  serves: Serves,
  isEnough: Serves = serves,
): boolean => {
  const serving = (item: Constraint | Index, by: Serves): boolean =>
    by(keyColumns(item) ?? [], columns) && (keyColumns(item) ?? []).length > 0;
  return (
    serving(key, serves) &&
    ![...constraints, ...indexes].some((other) => other !== key && serving(other, isEnough))
  );
};

const foreignKeysOf = (tables: readonly Table[]): readonly (Dependent & { fk: ForeignKey })[] =>
  tables.flatMap((table) =>
    ofKind(table.constraints, "foreignKey").map((fk) => ({ table, constraint: fk, fk })),
  );

const onKey = (
  { table, key }: Gone & { readonly key: Constraint | Index },
  tables: readonly Table[],
  { facts: { foreignKeyNeedsIndex, foreignKeyTargetsWholeKey } }: Dialect,
): readonly Dependent[] => {
  const serves: Serves = foreignKeyNeedsIndex ? leads : sameSet;
  const served = (columns: Columns): boolean => onlyServedBy(table, key, columns, serves);
  const targeted = (columns: Columns): boolean =>
    onlyServedBy(table, key, columns, serves, foreignKeyTargetsWholeKey ? sameSet : serves);
  return [
    ...foreignKeysOf(tables).filter(
      ({ fk }) => sameTable(fk.target, table) && targeted(fk.targetColumns),
    ),
    // The foreign keys of this table, as far as they stay, whose own columns need the index.
    ...(foreignKeyNeedsIndex ? foreignKeysOf([table]).filter(({ fk }) => served(fk.columns)) : []),
  ];
};

/** CHECKs that read no other columns: without these they have no meaning, and are dropped with them. */
export const goingAlong = ({ table, columns }: Gone, dialect: Dialect): readonly Dependent[] =>
  columns === undefined
    ? []
    : ofKind(table.constraints, "check")
        .filter((c) => c.ofColumn === null)
        .filter((c) => {
          const mentioned = mentionedColumns(c, table.columns, { dialect });
          return mentioned.length > 0 && mentioned.every((m) => columns.includes(m));
        })
        .map((constraint) => ({ table, constraint }));

const onColumns = (
  { table, columns }: Gone & { readonly columns: Columns },
  tables: readonly Table[],
  dialect: Dialect,
): readonly Dependent[] => {
  const mentioned = (item: Constraint | Index): Columns =>
    mentionedColumns(item, table.columns, { dialect });
  const holds = (item: Constraint | Index): boolean =>
    mentioned(item).some((c) => columns.includes(c));
  const along = goingAlong({ table, columns }, dialect);
  const goesWithThem = (c: Constraint): boolean =>
    (c.kind === "check" && c.ofColumn !== null) || along.some(({ constraint }) => constraint === c);
  return [
    ...foreignKeysOf(tables).filter(
      ({ table: own, fk }) =>
        sameTable(fk.target, table) &&
        !(sameTable(own, table) && holds(fk)) &&
        fk.targetColumns.some((c) => columns.includes(c)),
    ),
    ...table.constraints
      .filter((c) => holds(c) && !goesWithThem(c))
      .map((constraint) => ({ table, constraint })),
    ...table.indexes.filter(holds).map((index) => ({ table, index })),
  ];
};

/** @param tables those that stay: the dependents in other tables are dropped with their table */
export const standingOn = (
  gone: Gone,
  tables: readonly Table[],
  dialect: Dialect,
): readonly Dependent[] => {
  const { table, columns, key } = gone;
  if (key !== undefined) return onKey({ table, key }, tables, dialect);
  if (columns !== undefined) return onColumns({ table, columns }, tables, dialect);
  return foreignKeysOf(tables).filter(
    ({ table: own, fk }) => sameTable(fk.target, table) && !sameTable(own, table),
  );
};

/** For messages: `FOREIGN KEY fk_order_user of order`. */
export const dependentText = ({ table, constraint, index }: Dependent): string => {
  const what = constraint === undefined ? "index" : constraintRules[constraint.kind].words;
  const name = nameText((constraint ?? index)?.name ?? { from: "nowhere", lent: null });
  return `${what} ${name ?? "without a name"} of ${tableText(table)}`;
};

/** For messages: `table user`, `column user.email`, `UNIQUE uq_email of user`. */
export const goneText = ({ table, columns, key }: Gone): string => {
  if (key !== undefined)
    return dependentText("kind" in key ? { table, constraint: key } : { table, index: key });
  return columns === undefined
    ? `table ${tableText(table)}`
    : columns.map((c) => `column ${tableText(table)}.${c}`).join(" and ");
};

/** The operation that drops a dependent by its name. */
export const dropsOf = ({ table, constraint, index }: Dependent): readonly Operation[] => {
  const ref = refOf(table);
  if (constraint !== undefined) return [dropConstraintStep(ref, constraint).operation];
  return index === undefined ? [] : [dropIndexStep(ref, index).operation];
};

export type { Dependent } from "./dependents.js";
