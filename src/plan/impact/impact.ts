/** Derives from the changes of a plan what happens to columns and keys that other objects depend on. */
import {
  valueText,
  nameText,
  tableKey,
  type Change,
  type Constraint,
  type Index,
  type TableRef,
} from "../../model/index.js";
import type { ColumnsByTable, PlanContext } from "../context.js";
import { enumColumns } from "../effects/enumColumns.js";
import { columnsOfRemade } from "../effects/remadeNamed.js";
import { staysInPlace } from "./inPlace.js";
import { isIndex } from "../effects/mentions.js";
import { remadeColumns } from "./remadeColumns.js";

export interface ChangeImpact {
  /** Per table: columns whose type changes. */
  readonly retyped: ColumnsByTable;
  /** Per table: columns that are dropped and created again. */
  readonly remade: ColumnsByTable;
  /** Per table: columns of an enum type that is recreated: an expression that compares them is bound to the old type. */
  readonly rebound: ColumnsByTable;
  /** Per table: the column lists of keys and indexes that are dropped, even if only to be added again changed. */
  readonly goingKeys: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Is it already dropped or changed by a change of its own? */
  readonly changes: (table: TableRef, item: Constraint | Index) => boolean;
}

const put = <T>(map: Map<string, T[]>, key: string, ...items: readonly T[]): void => {
  map.set(key, [...(map.get(key) ?? []), ...items]);
};

const sets = (map: Map<string, string[]>): ColumnsByTable =>
  new Map([...map].map(([key, columns]) => [key, new Set(columns)]));

const joined = (a: ColumnsByTable, b: ColumnsByTable): ColumnsByTable =>
  new Map([
    ...a,
    ...[...b].map(([key, set]) => [key, new Set([...set, ...(a.get(key) ?? [])])] as const),
  ]);

const indexColumns = (index: Index): readonly string[] =>
  index.elements.flatMap(({ of }) => ("column" in of ? [of.column] : []));

export const definitionKey = (
  table: TableRef,
  { name: _name, comment: _comment, ...rest }: Constraint | Index,
): string => {
  const {
    options: _options,
    definition: _definition,
    ...said
  } = { options: null, definition: null, ...rest };
  return `${tableKey(table)} ${valueText(said)}`;
};

const changesType = ({ kind, aspects }: Change, { dialect: { facts } }: PlanContext): boolean =>
  kind === "column" &&
  aspects.some(
    // MySQL's MODIFY treats it as another column also where only AUTO_INCREMENT is added or removed (error 1833), and where its character set changes.
    ({ path }) =>
      path === "type" ||
      path === "collation" ||
      (facts.alterColumnNeedsWhole && (path === "identity" || path.startsWith("options"))),
  );

/** The columns by which foreign keys can reference a key or an index. */
export const keyColumns = (item: Constraint | Index): readonly string[] | null => {
  if (isIndex(item)) return indexColumns(item);
  return item.kind === "primaryKey" || item.kind === "unique" ? item.columns : null;
};

/** Is the item among the changing ones? By its definition, and by its name where both have one: the same object may have a name on one side only. */
const isChanging = (
  names: readonly (string | null)[] | undefined,
  item: Constraint | Index,
): boolean => {
  const own = nameText(item.name);
  return names?.some((name) => name === null || own === null || name === own) === true;
};

/** Derives the impact of the changes. */
export const impactOf = (changes: readonly Change[], context: PlanContext): ChangeImpact => {
  const [typed, bound] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const goingKeys = new Map<string, (readonly string[])[]>();
  const changing = new Map<string, (string | null)[]>();
  for (const type of context.remadeEnums.values())
    for (const { table, column } of enumColumns(type, context))
      put(bound, tableKey(table), column.name);
  for (const { table, column } of columnsOfRemade(context))
    put(typed, tableKey(table), column.name);
  for (const change of changes) {
    const { from, to, table, schema, verb } = change;
    if (from === null || table === null) continue;
    const ref = { schema, name: table };
    const key = tableKey(ref);
    if (to !== null && change.kind === "column" && changesType(change, context))
      put(typed, key, from.name);
    if (!("kind" in from || "elements" in from)) continue;
    put(changing, definitionKey(ref, from), nameText(from.name));
    const isDropped = verb === "drop" || (verb === "alter" && !staysInPlace(change, context));
    const columns = isDropped ? keyColumns(from) : null;
    if (columns !== null) put(goingKeys, key, columns);
  }
  const [retyped, rebound] = [sets(typed), sets(bound)];
  return {
    retyped,
    remade: remadeColumns(changes, joined(retyped, rebound), context),
    rebound,
    goingKeys,
    changes: (table, item) => isChanging(changing.get(definitionKey(table, item)), item),
  };
};
