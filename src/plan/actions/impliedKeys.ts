/** Foreign keys that do not name the columns that they reference, and so reference the primary key: where that changes, the columns are written out. */
import {
  constraintRules,
  nameText,
  ofKind,
  refOf,
  same,
  type Change,
  type ChangeOf,
  type Constraint,
  type ConstraintKind,
  type Table,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { impactOf } from "../impact/impact.js";

type ForeignKey = Constraint<"foreignKey">;

const isOfConstraint = (change: Change): change is ChangeOf<ConstraintKind> =>
  change.kind in constraintRules;

const keyOf = (
  table: Table | undefined,
  { foldColumn }: PlanContext,
): readonly string[] | undefined =>
  table === undefined
    ? undefined
    : ofKind(table.constraints, "primaryKey").flatMap(({ columns }) => columns.map(foldColumn));

/** Does the table stay, and does its primary key get other columns? */
const keyMoves = (table: TableRef, context: PlanContext): boolean => {
  const [old, now] = [
    keyOf(context.fromTable(table), context),
    keyOf(context.toTable(table), context),
  ];
  return old !== undefined && now !== undefined && old.length > 0 && !same(old, now);
};

/** The change of such a foreign key itself, with the reference as it is written; a mere rename becomes an alteration, which drops it. */
const asWritten = (change: Change, context: PlanContext): Change => {
  if (!isOfConstraint(change) || change.from?.kind !== "foreignKey" || change.table === null)
    return change;
  const { from, verb, schema, table: name } = change;
  const table = context.fromTable({ schema, name });
  const spelled = table === undefined ? null : context.dialect.impliedReference?.(table, from);
  return spelled === null || spelled === undefined || !keyMoves(from.target, context)
    ? change
    : { ...change, verb: verb === "rename" ? "alter" : verb, from: { ...from, spelled } };
};

const spellsOut = (table: Table, key: ForeignKey, context: PlanContext): readonly Change[] => {
  const spelled = context.dialect.impliedReference?.(table, key) ?? null;
  if (spelled === null) return [];
  const now = { table: spelled.table, columns: key.targetColumns };
  return [
    {
      verb: "alter",
      kind: "foreignKey",
      ...refOf(table),
      table: table.name,
      name: nameText(key.name),
      from: { ...key, spelled },
      to: { ...key, spelled: now },
      aspects: [{ path: "spelled", from: spelled, to: now }],
      because: `it leaves its columns to the primary key of ${spelled.table}, which changes`,
      hazards: [],
    },
  ];
};

/** The changes, with those of the foreign keys that would otherwise reference other columns. */
export const withImpliedKeys = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Change[] => {
  if (
    context.dialect.impliedReference === undefined ||
    !changes.some(({ kind }) => kind === "primaryKey")
  )
    return changes;
  const written = changes.map((change) => asWritten(change, context));
  const { changes: isChanging } = impactOf(changes, context);
  const others = context.from.tables
    .filter((table) => context.toTable(table) !== undefined)
    .flatMap((table) =>
      ofKind(table.constraints, "foreignKey")
        .filter((key) => keyMoves(key.target, context) && !isChanging(table, key))
        .flatMap((key) => spellsOut(table, key, context)),
    );
  return [...written, ...others];
};
