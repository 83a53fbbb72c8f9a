/** Finds enum types that are dropped and created again: those that lose or reorder values, and those that get a value which the same plan uses. */
import {
  definingSql,
  isOfSqlObject,
  tableKey,
  type Change,
  type ChangeOf,
  type Column,
  type Constraint,
  type EnumType,
  type Index,
  type Sql,
  type Table,
} from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { PlanContext } from "../context.js";
import { isOf, namesType } from "../effects/enumColumns.js";
import { expressionsOf, mentionedColumns } from "../effects/mentions.js";

/** Do all values stay, in their order? */
export const onlyAdds = (from: EnumType, to: EnumType): boolean => {
  const kept = to.values.filter((value) => from.values.includes(value));
  return kept.length === from.values.length && kept.every((value, i) => value === from.values[i]);
};

/** Is one of the values a literal of the text, or a member of an array that is one? */
const holdsValue = (
  sql: Sql,
  values: readonly string[],
  { dialect: { lexicon } }: PlanContext,
): boolean => {
  const literals = values.map(lexicon.literal);
  return meaningful(sql, lexicon)
    .filter(({ kind }) => kind === "string")
    .some(
      ({ text }) =>
        literals.includes(text) ||
        (text.startsWith("'{") && literals.some((l) => text.includes(l.slice(1, -1)))),
    );
};

interface Use {
  readonly sql: Sql;
  /** Is the expression, or what it is compared with, of the type? */
  readonly bound: boolean;
}

const ofColumn = (
  { type, default: fallback, generated }: Column,
  table: Table,
  named: EnumType,
  context: PlanContext,
): readonly Use[] => {
  const own = isOf(type, named, context);
  return [
    ...(fallback === null
      ? []
      : [{ sql: fallback, bound: own || namesType(fallback, named, context) }]),
    ...(generated === null ? [] : inTable([generated.expression], table, named, context, own)),
  ];
};

/** The expressions of a table as uses of the type: a value may be written without a cast where it is compared with a column of the type. */
const inTable = (
  expressions: readonly Sql[],
  table: Table,
  named: EnumType,
  context: PlanContext,
  own = false,
): readonly Use[] => {
  const columns = new Set(
    table.columns.filter(({ type }) => isOf(type, named, context)).map(({ name }) => name),
  );
  return expressions.map((sql) => ({
    sql,
    bound:
      own ||
      namesType(sql, named, context) ||
      mentionedColumns(sql, table.columns, context).some((c) => columns.has(c)),
  }));
};

const ofItem = (
  item: Constraint | Index,
  table: Table,
  named: EnumType,
  context: PlanContext,
): readonly Use[] => inTable(expressionsOf(item), table, named, context);

/** The uses of the type in what a change creates. */
const usesOf = (change: Change, named: EnumType, context: PlanContext): readonly Use[] => {
  const { schema, to } = change;
  if (isOfSqlObject(change)) {
    const sql = change.to === null ? [] : definingSql(change.kind, change.to);
    return context.to.tables.flatMap((table) => inTable(sql, table, named, context));
  }
  if (to === null || change.table === null) return [];
  if (change.kind === "table") {
    const table = change.from === null ? change.to : null;
    if (table === null) return [];
    return [
      ...table.columns.flatMap((c) => ofColumn(c, table, named, context)),
      ...[...table.constraints, ...table.indexes].flatMap((i) => ofItem(i, table, named, context)),
    ];
  }
  const table = context.toTable({ schema, name: change.table });
  if (table === undefined) return [];
  if (change.kind === "column" && change.to !== null)
    return ofColumn(change.to, table, named, context);
  return "kind" in to || "elements" in to ? ofItem(to, table, named, context) : [];
};

/** Does the column get this type? Its rows may hold any of the values. */
const becomes = (change: Change, named: EnumType, context: PlanContext): boolean =>
  change.kind === "column" &&
  change.from !== null &&
  change.to !== null &&
  !isOf(change.from.type, named, context) &&
  isOf(change.to.type, named, context);

const usesNewValue = (
  from: EnumType,
  to: EnumType,
  changes: readonly Change[],
  context: PlanContext,
): boolean => {
  const added = to.values.filter((value) => !from.values.includes(value));
  return changes.some(
    (change) =>
      becomes(change, to, context) ||
      usesOf(change, to, context).some(
        ({ sql, bound }) => bound && holdsValue(sql, added, context),
      ),
  );
};

const changesValues = (change: Change): change is ChangeOf<"enum"> =>
  change.kind === "enum" && change.aspects.some(({ path }) => path.split(".")[0] === "values");

/** The types, as they were, by their keys. */
export const remadeEnums = (
  changes: readonly Change[],
  context: PlanContext,
): ReadonlyMap<string, EnumType> =>
  new Map(
    changes.filter(changesValues).flatMap(({ from, to }) => {
      if (from === null || to === null) return [];
      const inPlace =
        onlyAdds(from, to) &&
        !(context.dialect.facts.enumValueNeedsCommit && usesNewValue(from, to, changes, context));
      return inPlace ? [] : [[tableKey(from), from] as const];
    }),
  );
