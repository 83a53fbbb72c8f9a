/** What the changes of a plan do to columns and keys that others stand on. */
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
  /** Per table: columns that are dropped and made anew. */
  readonly remade: ColumnsByTable;
  /** Per table: columns of an enum type that is made anew: an expression that compares them is bound to the old type. */
  readonly rebound: ColumnsByTable;
  /** Per table: the column lists of keys and indexes that go, if only to come back changed. */
  readonly goingKeys: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Does it already go or change by itself? */
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
    // MySQL's MODIFY calls it another column also where it only begins to count, or ends (error 1833), and where its character set changes.
    ({ path }) =>
      path === "type" ||
      path === "collation" ||
      (facts.alterColumnNeedsWhole && (path === "identity" || path.startsWith("options"))),
  );

/** The columns that a key or an index offers to foreign keys. */
export const keyColumns = (item: Constraint | Index): readonly string[] | null => {
  if (isIndex(item)) return indexColumns(item);
  return item.kind === "primaryKey" || item.kind === "unique" ? item.columns : null;
};

/** By what it says, and by its name where both have one: the same object may be named on one side and nameless on the other. */
const isChanging = (
  names: readonly (string | null)[] | undefined,
  item: Constraint | Index,
): boolean => {
  const own = nameText(item.name);
  return names?.some((name) => name === null || own === null || name === own) === true;
};

/** Reads off the changes what they shake. */
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
    const goes = verb === "drop" || (verb === "alter" && !staysInPlace(change, context));
    const columns = goes ? keyColumns(from) : null;
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
