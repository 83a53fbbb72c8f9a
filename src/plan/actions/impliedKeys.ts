/** Foreign keys that leave their columns to the primary key of their target: where that changes, they say which they meant. */
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

/** Does the table stay, with other columns in its primary key? */
const keyMoves = (table: TableRef, context: PlanContext): boolean => {
  const [old, now] = [
    keyOf(context.fromTable(table), context),
    keyOf(context.toTable(table), context),
  ];
  return old !== undefined && now !== undefined && old.length > 0 && !same(old, now);
};

/** One that changes by itself is taken down as it is written; a new name is no reason to leave it standing. */
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

/** The changes, with those of the foreign keys that would come to mean other columns. */
export const withImpliedKeys = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Change[] => {
  if (
    context.dialect.impliedReference === undefined ||
    !changes.some(({ kind }) => kind === "primaryKey")
  )
    return changes;
  const told = changes.map((change) => asWritten(change, context));
  const { changes: isChanging } = impactOf(changes, context);
  const others = context.from.tables
    .filter((table) => context.toTable(table) !== undefined)
    .flatMap((table) =>
      ofKind(table.constraints, "foreignKey")
        .filter((key) => keyMoves(key.target, context) && !isChanging(table, key))
        .flatMap((key) => spellsOut(table, key, context)),
    );
  return [...told, ...others];
};
