/** What each operation does to the world: a row per operation. */
import {
  nameText,
  sameTable,
  type Column,
  type Constraint,
  type Index,
  type Operation,
  type OperationVerb,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import { inSchema, inTable, type Address } from "./address.js";
import type { PlanContext } from "./context.js";
import { keysOf, keysOver } from "./keys.js";
import { indexNames, constraintNames, relationNames, tableNames } from "./names.js";
import { mentionedColumns, expressionsOf } from "./mentions.js";
import { risksOf, type Risks } from "./risks.js";
import { alteredSequence, ownAddresses } from "./ownSequences.js";
import { namespace, objectEffects, without } from "./objectEffects.js";
import type { World } from "./world.js";

/** The addresses that an operation touches, by what it does to them. */
export interface Touches {
  readonly produces: readonly Address[];
  readonly destroys: readonly Address[];
  /** What is altered in place: destroyed and produced at once. */
  readonly changes: readonly Address[];
  /** What has to be there, as it is after the plan where the plan touches it. */
  readonly needs: readonly Address[];
  /** What depended, until then, on something as it was before the plan. */
  readonly releases: readonly Address[];
  readonly frees: readonly Address[];
  readonly takes: readonly Address[];
}

export interface Effects extends Touches, Risks {}

const noTouches: Touches = {
  produces: [],
  destroys: [],
  changes: [],
  needs: [],
  releases: [],
  frees: [],
  takes: [],
};

type Does = Partial<Touches>;

const columnAddress = (table: TableRef, name: string, { context }: World): Address =>
  inTable("column", table, context.foldColumn(name));

const columns = (table: TableRef, names: readonly string[], world: World): readonly Address[] =>
  names.map((name) => columnAddress(table, name, world));

/** What a column's definition stands on outside its table. */
const columnUses = (
  { type, default: fallback, generated }: Column,
  world: World,
): readonly Address[] => world.named(["enum", "sequence"], [type, fallback, generated?.expression]);

/** The other columns of its table that it is computed from, or that its default reads (MySQL). */
const computedFrom = (
  table: TableRef,
  { name, generated, default: fallback }: Column,
  schema: (ref: TableRef) => Table | undefined,
  world: World,
): readonly Address[] => {
  const others = (schema(table)?.columns ?? []).filter((other) => other.name !== name);
  return [generated?.expression ?? null, fallback].flatMap((sql) =>
    sql === null ? [] : columns(table, mentionedColumns(sql, others, world.context), world),
  );
};

/** The tables, columns and keys that a foreign key points to. */
const pointedTo = (
  table: TableRef,
  { target, targetColumns, columns: own }: Extract<Constraint, { readonly kind: "foreignKey" }>,
  world: World,
): readonly Address[] => {
  const { facts } = world.context.dialect;
  if (facts.foreignKeysUnchecked) return [];
  return [
    inSchema("table", target),
    ...columns(target, targetColumns, world),
    ...keysOver(target, targetColumns, world.context),
    ...(facts.foreignKeyNeedsIndex ? keysOver(table, own, world.context) : []),
  ];
};

const itemUses = (
  table: TableRef,
  item: Constraint | Index,
  standing: Table | undefined,
  world: World,
): readonly Address[] => [
  ...columns(
    table,
    standing === undefined ? [] : mentionedColumns(item, standing.columns, world.context),
    world,
  ),
  ...world.named(["enum", "sequence"], expressionsOf(item)),
  ...("kind" in item && item.kind === "foreignKey" ? pointedTo(table, item, world) : []),
];

const referenced = (item: Constraint | null, { context }: World): readonly Address[] =>
  item?.kind === "foreignKey" && context.dialect.facts.foreignKeysUnchecked
    ? [inSchema("referenced", item.target)]
    : [];

const tableUses = (table: Table, world: World): readonly Address[] => [
  ...namespace(table),
  ...table.columns.flatMap((column) => columnUses(column, world)),
  ...world.named(["table"], [table.options["inherits"]]),
  ...table.constraints.flatMap((c) => [
    ...world.named(["enum", "sequence"], expressionsOf(c)),
    ...(c.kind === "foreignKey" && !sameTable(c.target, table) && !world.dropped.has(c)
      ? pointedTo(table, c, world).filter(
          (a) => a.table !== table.name || a.schema !== table.schema,
        )
      : []),
  ]),
];

/** Does a column of the table stay as it is? */
const keepsColumn = (table: TableRef, { fromTable, toTable, foldColumn }: PlanContext): boolean => {
  const after = new Set(toTable(table)?.columns.map(({ name }) => foldColumn(name)));
  return fromTable(table)?.columns.some(({ name }) => after.has(foldColumn(name))) ?? false;
};

const ownerOf = (
  ownedBy: Schema["sequences"][number]["ownedBy"],
  world: World,
): readonly Address[] =>
  ownedBy === null
    ? []
    : [inSchema("table", ownedBy.table), columnAddress(ownedBy.table, ownedBy.column, world)];

/** Without the one place that a table has for its primary key: a rename leaves that as it is. */
const nameOnly = (addresses: readonly Address[]): readonly Address[] =>
  addresses.filter(({ name }) => name !== null);

/** A column of a new table that becomes auto-increment after the index that it needs (MySQL). */
const countsOnlyNow = ({ table, change }: Operation<"alterColumn">, { context }: World): boolean =>
  context.dialect.facts.autoIncrementNeedsKey &&
  context.fromTable(table) === undefined &&
  change.identity?.kind === "autoIncrement";

/**
 * What a foreign key may stand on under its other name. MySQL makes an index of its own for a foreign key that finds none,
 * and drops the one it made before, so that nothing is left to rename.
 */
const renamedKeys = (table: TableRef, name: string, { context }: World): readonly Address[] => {
  if (!context.dialect.facts.foreignKeyNeedsIndex) return [];
  const standing = context.fromTable(table);
  return [...(standing?.indexes ?? []), ...(standing?.constraints ?? [])]
    .filter((item) => nameText(item.name) === name)
    .flatMap((item) => keysOf(table, item, context));
};

type Row<V extends OperationVerb> = (operation: Operation<V>, world: World) => Does;

const rows: { readonly [V in OperationVerb]: Row<V> } = {
  createSchema: ({ namespace: { name } }) => ({
    produces: [inSchema("schema", { schema: null, name })],
  }),
  dropSchema: ({ name }) => ({ destroys: [inSchema("schema", { schema: null, name })] }),
  createEnum: (o) => ({
    produces: [inSchema("enum", o.enum)],
    needs: namespace(o.enum),
    takes: [inSchema("typeName", o.enum)],
  }),
  dropEnum: (o) => ({
    destroys: [inSchema("enum", o.enum)],
    needs: namespace(o.enum),
    frees: [inSchema("typeName", o.enum)],
  }),
  alterEnum: (o, world) => ({
    changes: [
      inSchema("enum", o.from),
      ...o.columns.map(({ table, column }) => columnAddress(table, column.name, world)),
    ],
  }),
  createSequence: ({ sequence }, world) => ({
    produces: [inSchema("sequence", sequence)],
    needs: [...namespace(sequence), ...ownerOf(sequence.ownedBy, world)],
    takes: relationNames(sequence, world.context),
  }),
  dropSequence: ({ sequence }, world) => ({
    destroys: [inSchema("sequence", sequence)],
    needs: namespace(sequence),
    frees: relationNames(sequence, world.context),
  }),
  alterSequence: ({ from, to }, world) => {
    const [old, now] = [ownerOf(from.ownedBy, world), ownerOf(to.ownedBy, world)];
    const itself = [inSchema("sequence", from)];
    // one that goes is let go while it is there still: another one may take its name
    return world.context.to.sequences.some((s) => sameTable(s, to))
      ? { needs: [...itself, ...now], releases: without(old, now) }
      : { needs: now, releases: [...itself, ...without(old, now)] };
  },
  createTable: ({ table }, world) => {
    const own = ownAddresses(table, table.columns, world.context);
    return {
      produces: [inSchema("table", table), ...own.objects],
      needs: tableUses(table, world),
      takes: [...tableNames({ ...table, indexes: [] }, world.context), ...own.names],
    };
  },
  dropTable: ({ table, dropped }, world) => {
    const own = ownAddresses(table, dropped?.columns ?? [], world.context);
    return {
      destroys: [inSchema("table", table), inSchema("referenced", table), ...own.objects],
      releases: dropped === null ? [] : tableUses(dropped, world),
      needs: namespace(table),
      frees: [
        ...(dropped === null
          ? relationNames(table, world.context)
          : tableNames(dropped, world.context)),
        ...own.names,
      ],
    };
  },
  ...objectEffects,
  renameTable: ({ table, to }, world) => ({
    destroys: [inSchema("table", table)],
    produces: [inSchema("table", { ...table, name: to })],
    frees: relationNames(table, world.context),
    takes: relationNames({ ...table, name: to }, world.context),
  }),
  alterTable: ({ table, from, to }, world) => {
    const [old, now] = [
      world.named(["table"], [from["inherits"]]),
      world.named(["table"], [to["inherits"]]),
    ];
    return {
      changes: [inTable("options", table, null)],
      needs: [inSchema("table", table), ...now],
      releases: without(old, now),
    };
  },
  addColumn: ({ table, column }, world) => ({
    takes: ownAddresses(table, [column], world.context).names,
    produces: [
      columnAddress(table, column.name, world),
      ...ownAddresses(table, [column], world.context).objects,
      ...(world.context.fromTable(table)?.columns.some(({ name }) => name === column.name) === true
        ? []
        : [inTable("columns", table, null)]),
    ],
    needs: [
      inSchema("table", table),
      inTable("options", table, null),
      ...columnUses(column, world),
      ...computedFrom(table, column, world.context.toTable, world),
    ],
  }),
  dropColumn: ({ table, name, dropped }, world) => ({
    frees: ownAddresses(table, dropped === null ? [] : [dropped], world.context).names,
    destroys: [
      columnAddress(table, name, world),
      ...ownAddresses(table, dropped === null ? [] : [dropped], world.context).objects,
    ],
    needs: [
      inSchema("table", table),
      ...(keepsColumn(table, world.context) ? [] : [inTable("columns", table, null)]),
    ],
    releases:
      dropped === null
        ? []
        : [
            ...columnUses(dropped, world),
            ...computedFrom(table, dropped, world.context.fromTable, world),
          ],
  }),
  alterColumn: (operation, world) => {
    const { table, name, change, existing } = operation;
    const after = existing === null ? null : { ...existing, ...change, name: change.name ?? name };
    const uses = (column: Column | null, side: (ref: TableRef) => Table | undefined) =>
      column === null
        ? []
        : [...columnUses(column, world), ...computedFrom(table, column, side, world)];
    const now = uses(after, world.context.toTable);
    const old = uses(existing, world.context.fromTable);
    const standing = [inSchema("table", table), ...now];
    if (countsOnlyNow(operation, world))
      return {
        needs: [
          ...standing,
          columnAddress(table, name, world),
          ...keysOver(table, [name], world.context),
        ],
      };
    const own = alteredSequence(operation, world.context);
    return {
      ...own,
      changes: [
        ...[name, ...(change.name === undefined ? [] : [change.name])].map((n) =>
          columnAddress(table, n, world),
        ),
        ...own.changes,
      ],
      needs: standing,
      releases: [inTable("options", table, null), ...without(old, now)],
    };
  },
  createConstraint: ({ table, constraint }, world) => ({
    produces: [
      inTable("constraint", table, nameText(constraint.name)),
      ...keysOf(table, constraint, world.context),
    ],
    needs: [
      inSchema("table", table),
      ...itemUses(table, constraint, world.context.toTable(table), world),
    ],
    takes: constraintNames(table, constraint.kind, nameText(constraint.name), world.context),
  }),
  dropConstraint: ({ table, dropped, kind, name }, world) => ({
    destroys: dropped === null ? [] : keysOf(table, dropped, world.context),
    needs: [inSchema("table", table)],
    releases: [
      ...(dropped === null ? [] : itemUses(table, dropped, world.context.fromTable(table), world)),
      ...referenced(dropped, world),
    ],
    frees: constraintNames(table, kind, name, world.context),
  }),
  renameConstraint: ({ table, kind, name, to }, world) => ({
    produces: renamedKeys(table, name, world),
    needs: [inSchema("table", table)],
    frees: nameOnly(constraintNames(table, kind, name, world.context)),
    takes: nameOnly(constraintNames(table, kind, to, world.context)),
  }),
  createIndex: ({ table, index }, world) => ({
    produces: [
      inTable("index", table, nameText(index.name)),
      ...keysOf(table, index, world.context),
    ],
    needs: [
      inSchema("table", table),
      ...itemUses(table, index, world.context.toTable(table), world),
    ],
    takes: indexNames(table, nameText(index.name), world.context),
  }),
  dropIndex: ({ table, dropped, name }, world) => ({
    destroys: dropped === null ? [] : keysOf(table, dropped, world.context),
    needs: [inSchema("table", table)],
    releases:
      dropped === null ? [] : itemUses(table, dropped, world.context.fromTable(table), world),
    frees: indexNames(table, name, world.context),
  }),
  renameIndex: ({ table, name, to }, world) => ({
    produces: renamedKeys(table, name, world),
    needs: [inSchema("table", table)],
    frees: indexNames(table, name, world.context),
    takes: indexNames(table, to, world.context),
  }),
  setComment: ({ on, owner, name }) => ({
    needs:
      on === "constraint" || on === "index"
        ? [inSchema("table", owner), inTable(on, owner, name)]
        : [inSchema(on, owner)],
  }),
  execute: () => ({}),
  bulkInsert: ({ table }) => ({ needs: [inSchema("table", table)] }),
  batch: ({ operations }, world) =>
    operations
      .map((operation) => effectsOf(operation, world))
      .reduce<Touches>((all, one) => joined(all, one), noTouches),
};

const joined = (a: Touches, b: Touches): Touches => ({
  produces: [...a.produces, ...b.produces],
  destroys: [...a.destroys, ...b.destroys],
  changes: [...a.changes, ...b.changes],
  needs: [...a.needs, ...b.needs],
  releases: [...a.releases, ...b.releases],
  frees: [...a.frees, ...b.frees],
  takes: [...a.takes, ...b.takes],
});

const doesOf = <V extends OperationVerb>(operation: Operation<V>, world: World): Does =>
  rows[operation.do](operation, world);

export const effectsOf = (operation: Operation, world: World): Effects => ({
  ...noTouches,
  ...doesOf<OperationVerb>(operation, world),
  ...risksOf(operation, world.context),
});

/** The effects with some more. */
export const withMore = (effects: Effects, more: Partial<Touches>): Effects => ({
  ...effects,
  ...joined(effects, { ...noTouches, ...more }),
});
