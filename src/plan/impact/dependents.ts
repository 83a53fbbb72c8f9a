/** Finds constraints and indexes that do not change but have to be dropped before a change and added again after it. */
import {
  nameText,
  ofKind,
  sameTable,
  tableKey,
  type Change,
  type Constraint,
  type Index,
  type Table,
} from "../../model/index.js";
import type { ImplicitDrop, PlanContext } from "../context.js";
import { namesType } from "../effects/enumColumns.js";
import { itemNamesRemade } from "../effects/remadeNamed.js";
import { definitionKey, keyColumns, type ChangeImpact } from "./impact.js";
import { expressionsOf, isIndex, mentionedColumns } from "../effects/mentions.js";

export interface Dependent {
  readonly table: Table;
  readonly constraint?: Constraint;
  readonly index?: Index;
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((c) => b.includes(c));

const leads = (key: readonly string[], columns: readonly string[]): boolean =>
  columns.length <= key.length && columns.every((c) => key.slice(0, columns.length).includes(c));

/** Does it contain an expression, besides plain columns? */
const isExpression = (item: Constraint | Index): boolean => {
  if (isIndex(item))
    return item.where !== null || item.elements.some(({ of }) => "expression" in of);
  return item.kind === "check" || item.kind === "exclude";
};

const some = (columns: readonly string[], of: ReadonlySet<string> | undefined): boolean =>
  of !== undefined && columns.some((c) => of.has(c));

const namesRemadeEnum = (item: Constraint | Index, context: PlanContext): boolean =>
  [...context.remadeEnums.values()].some((named) =>
    expressionsOf(item).some((sql) => namesType(sql, named, context)),
  );

/** Is it an index whose access method stores an option of its columns, and does that option change? */
const holdsOption = (
  table: Table,
  item: Constraint | Index,
  { fromTable, toTable, dialect, foldColumn }: PlanContext,
): boolean => {
  if (!isIndex(item) || item.method === null) return false;
  const held = dialect.facts.optionsHeldByMethod?.[item.method.toLowerCase()] ?? [];
  const [before, after] = [fromTable(table), toTable(table)].map(
    (standing) => new Map(standing?.columns.map((c) => [foldColumn(c.name), c.options])),
  );
  return (keyColumns(item) ?? []).map(foldColumn).some((column) => {
    const [was, is] = [before?.get(column), after?.get(column)];
    return was !== undefined && is !== undefined && held.some((key) => was[key] !== is[key]);
  });
};

/** Does it cover a column that is dropped, or compare one whose type is recreated, or several whose types change one after the other? */
const isAffected = (
  table: Table,
  item: Constraint | Index,
  { remade, rebound, retyped }: ChangeImpact,
  context: PlanContext,
): boolean => {
  const key = tableKey(table);
  const [gone, bound, types] = [remade.get(key), rebound.get(key), retyped.get(key)];
  if (namesRemadeEnum(item, context) || itemNamesRemade(item, context)) return true;
  if (holdsOption(table, item, context)) return true;
  if (gone === undefined && bound === undefined && types === undefined) return false;
  const columns = mentionedColumns(item, table.columns, context);
  if (some(columns, gone)) return true;
  if (!isExpression(item)) return false;
  const typed = new Set(columns.filter((c) => types?.has(c)));
  return some(columns, bound) || (context.dialect.facts.generatedHoldsType && typed.size > 1);
};

export type ForeignKey = Extract<Constraint, { readonly kind: "foreignKey" }>;

/** Does a type at either end change, or is the key that it references dropped, or the index that it needs? */
const isForeignKeyShaken = (
  table: Table,
  fk: ForeignKey,
  { retyped, remade, rebound }: ChangeImpact,
  goingKeys: ChangeImpact["goingKeys"],
  { dialect: { facts } }: PlanContext,
): boolean => {
  const [own, target] = [tableKey(table), tableKey(fk.target)];
  if (
    [retyped, remade, rebound].some(
      (columns) =>
        some(fk.columns, columns.get(own)) || some(fk.targetColumns, columns.get(target)),
    )
  )
    return true;
  const keys = goingKeys.get(target) ?? [];
  if (!facts.foreignKeyNeedsIndex) return keys.some((k) => sameSet(k, fk.targetColumns));
  return (
    keys.some((k) => leads(k, fk.targetColumns)) ||
    (goingKeys.get(own) ?? []).some((k) => leads(k, fk.columns))
  );
};

const withKeysOf = (
  goingKeys: ChangeImpact["goingKeys"],
  affected: readonly Dependent[],
): ChangeImpact["goingKeys"] => {
  const all = new Map(goingKeys);
  for (const { table, constraint, index } of affected) {
    const item = constraint ?? index;
    const columns = item === undefined ? null : keyColumns(item);
    const key = tableKey(table);
    if (columns !== null) all.set(key, [...(all.get(key) ?? []), columns]);
  }
  return all;
};

/** Of the tables that stay: what has to be dropped and added again, in the order of tables, constraints, indexes. */
export const dependentsOf = (impact: ChangeImpact, context: PlanContext): readonly Dependent[] => {
  const { retyped, remade, rebound, goingKeys, changes } = impact;
  const { remadeEnums, remadeNamed } = context;
  const types = remadeEnums.size + remadeNamed.length;
  if (retyped.size + remade.size + rebound.size + goingKeys.size + types === 0) return [];
  const staying = context.from.tables.filter((t) => context.toTable(t) !== undefined);
  const unchanged = (table: Table) => (item: Constraint | Index) => !changes(table, item);
  const affected = staying.flatMap((table): readonly Dependent[] => [
    ...table.constraints
      .filter((c) => unchanged(table)(c) && isAffected(table, c, impact, context))
      .map((constraint) => ({ table, constraint })),
    ...table.indexes
      .filter((i) => unchanged(table)(i) && isAffected(table, i, impact, context))
      .map((index) => ({ table, index })),
  ]);
  const keys = withKeysOf(goingKeys, affected);
  const aside = new Set(affected.flatMap(({ constraint }) => constraint ?? []));
  const foreignKeys = staying.flatMap((table) =>
    ofKind(table.constraints, "foreignKey")
      .filter((fk) => unchanged(table)(fk) && !aside.has(fk))
      .filter((fk) => isForeignKeyShaken(table, fk, impact, keys, context))
      .map((constraint) => ({ table, constraint })),
  );
  return [...affected, ...foreignKeys];
};

/**
 * CHECKs that are not compared but name a column that is dropped: the server drops them with it, so the plan drops them by name.
 * Only those that have a name in the database; where the server drops none with a column, and a CHECK without a name would block the drop, also those.
 */
export const implicitlyDroppedChecks = (
  changes: readonly Change[],
  context: PlanContext,
): readonly ImplicitDrop[] =>
  changes
    .flatMap((change) => {
      if (
        change.kind !== "column" ||
        change.verb !== "drop" ||
        change.from === null ||
        change.table === null
      )
        return [];
      const table = context.fromTable({ schema: change.schema, name: change.table });
      if (table === undefined) return [];
      const gone = change.from.name;
      const dropped = new Set(
        changes.flatMap(({ from, kind }) =>
          from !== null && kind === "check" && "kind" in from ? [definitionKey(table, from)] : [],
        ),
      );
      return ofKind(table.constraints, "check")
        .filter(
          (c) =>
            !dropped.has(definitionKey(table, c)) &&
            c.ofColumn === null &&
            (nameText(c.name) !== null || context.dialect.facts.altersByRebuild),
        )
        .filter((c) => mentionedColumns(c, table.columns, context).includes(gone))
        .map((check) => ({ table, check }));
    })
    .filter(
      (d, i, all) =>
        all.findIndex((other) => other.check === d.check && sameTable(other.table, d.table)) === i,
    );
