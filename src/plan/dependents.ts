/** Constraints and indexes that do not change but have to step aside for what does, and come back after it. */
import {
  nameText,
  ofKind,
  sameTable,
  tableKey,
  type Change,
  type Constraint,
  type Index,
  type Table,
  type TableRef,
} from "../model/index.js";
import { mustBeMadeAnew } from "./columnChange.js";
import type { PlanContext, ImplicitDrop } from "./context.js";
import { enumColumns } from "./enumColumns.js";
import { isIndex, mentionedColumns } from "./mentions.js";

export interface Dependent {
  readonly table: Table;
  readonly constraint?: Constraint;
  readonly index?: Index;
}

interface ChangeImpact {
  /** Per table: columns whose type changes. */
  readonly retyped: ReadonlyMap<string, ReadonlySet<string>>;
  /** Per table: columns that are dropped and made anew. */
  readonly remade: ReadonlyMap<string, ReadonlySet<string>>;
  /** Per table: columns of an enum type that is made anew: an expression that compares them is bound to the old type. */
  readonly rebound: ReadonlyMap<string, ReadonlySet<string>>;
  /** Per table: the column lists of keys and indexes that go, if only to come back changed. */
  readonly goingKeys: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** What already goes or changes by itself, by what it says: the same object may be named on one side and nameless on the other. */
  readonly changing: ReadonlySet<string>;
}

const put = <T>(map: Map<string, T[]>, key: string, ...items: readonly T[]): void => {
  map.set(key, [...(map.get(key) ?? []), ...items]);
};

const sets = (map: Map<string, string[]>): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([...map].map(([key, columns]) => [key, new Set(columns)]));

const indexColumns = (index: Index): readonly string[] =>
  index.elements.flatMap(({ of }) => ("column" in of ? [of.column] : []));

const definitionKey = (
  table: TableRef,
  { name: _name, comment: _comment, ...rest }: Constraint | Index,
): string => {
  const {
    options: _options,
    definition: _definition,
    ...said
  } = { options: null, definition: null, ...rest };
  return `${tableKey(table)} ${JSON.stringify(said)}`;
};

/** Reads off the changes what they shake. */
const impactOf = (changes: readonly Change[], context: PlanContext): ChangeImpact => {
  const [retyped, remade, rebound] = [
    new Map<string, string[]>(),
    new Map<string, string[]>(),
    new Map<string, string[]>(),
  ];
  const goingKeys = new Map<string, (readonly string[])[]>();
  const changing = new Set<string>();
  for (const change of changes) {
    const { from, table, schema } = change;
    if (
      change.kind === "enum" &&
      change.from !== null &&
      change.to !== null &&
      change.aspects.some(({ path }) => path === "values")
    ) {
      for (const { table: ref, column } of enumColumns(change.from, context)) {
        put(rebound, tableKey(ref), column.name);
        put(retyped, tableKey(ref), column.name);
      }
    }
    if (from === null || table === null) continue;
    const ref = { schema, name: table };
    const key = tableKey(ref);
    if ("kind" in from || "elements" in from) changing.add(definitionKey(ref, from));
    if (change.kind === "column" && change.from !== null && change.to !== null) {
      // MySQL's MODIFY calls it another column also where it only begins to count, or ends (error 1833), and where its character set changes.
      const whole = context.dialect.facts.alterColumnNeedsWhole;
      if (
        change.aspects.some(
          ({ path }) =>
            path === "type" ||
            path === "collation" ||
            (whole && (path === "identity" || path.startsWith("options"))),
        )
      )
        put(retyped, key, change.from.name);
      if (mustBeMadeAnew(change.from, change.to)) put(remade, key, change.from.name);
    }
    const goes = change.verb === "drop" || change.verb === "alter";
    if (goes && change.kind === "index" && change.from !== null)
      put(goingKeys, key, indexColumns(change.from));
    if (
      goes &&
      change.from !== null &&
      "kind" in change.from &&
      (change.from.kind === "primaryKey" || change.from.kind === "unique")
    ) {
      put(goingKeys, key, change.from.columns);
    }
  }
  return {
    retyped: sets(retyped),
    remade: sets(remade),
    rebound: sets(rebound),
    goingKeys,
    changing,
  };
};

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((c) => b.includes(c));

const leads = (key: readonly string[], columns: readonly string[]): boolean =>
  columns.length <= key.length && columns.every((c) => key.slice(0, columns.length).includes(c));

/** Does it hold an expression, besides plain columns? */
const isExpression = (item: Constraint | Index): boolean => {
  if (isIndex(item))
    return item.where !== null || item.elements.some(({ of }) => "expression" in of);
  return item.kind === "check" || item.kind === "exclude";
};

/** Of the tables that stay: what has to be dropped and put back, in the order of tables, constraints, indexes. */
export const dependentsOf = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Dependent[] => {
  const { retyped, remade, rebound, goingKeys, changing } = impactOf(changes, context);
  if (retyped.size === 0 && remade.size === 0 && goingKeys.size === 0) return [];
  const needsIndex = context.dialect.facts.foreignKeyNeedsIndex;
  const staying = context.from.tables.filter((t) => context.toTable(t) !== undefined);
  const remadeColumn = (table: Table, item: Constraint | Index): boolean => {
    const [columns, types] = [remade.get(tableKey(table)), rebound.get(tableKey(table))];
    const shaken =
      columns !== undefined &&
      mentionedColumns(item, table.columns, context).some((c) => columns.has(c));
    return (
      shaken ||
      (types !== undefined &&
        isExpression(item) &&
        mentionedColumns(item, table.columns, context).some((c) => types.has(c)))
    );
  };
  const foreignKeyShaken = (
    table: Table,
    fk: Extract<Constraint, { readonly kind: "foreignKey" }>,
  ): boolean => {
    const [own, target] = [tableKey(table), tableKey(fk.target)];
    if (
      fk.columns.some((c) => retyped.get(own)?.has(c)) ||
      fk.targetColumns.some((c) => retyped.get(target)?.has(c))
    )
      return true;
    const keys = goingKeys.get(target) ?? [];
    if (keys.some((k) => (needsIndex ? leads(k, fk.targetColumns) : sameSet(k, fk.targetColumns))))
      return true;
    return needsIndex && (goingKeys.get(own) ?? []).some((k) => leads(k, fk.columns));
  };
  return staying.flatMap((table) => [
    ...table.constraints
      .filter((c) => !changing.has(definitionKey(table, c)))
      .filter(
        (c) => remadeColumn(table, c) || (c.kind === "foreignKey" && foreignKeyShaken(table, c)),
      )
      .map((constraint) => ({ table, constraint })),
    ...table.indexes
      .filter((i) => !changing.has(definitionKey(table, i)) && remadeColumn(table, i))
      .map((index) => ({ table, index })),
  ]);
};

/**
 * CHECKs that nobody compares but that name a column which goes: a drop takes them along, so they are dropped by name.
 * Only those the server has a name for; where it takes none along, and a CHECK without a name would hold the column, also those.
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
