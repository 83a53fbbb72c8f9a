/** The effects of each operation (what it creates, drops, needs, …): a row per operation. */
import {
  parentsText,
  kindsNamedByColumns,
  nameText,
  optionsOf,
  sameTable,
  type Constraint,
  type Index,
  type Operation,
  type Options,
  type OperationVerb,
  type Schema,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { inSchema, inTable, without, type Address } from "./address.js";
import { alteredColumn } from "./alteredColumn.js";
import { tableOn, type PlanContext, type Side } from "../context.js";
import { columnApart, constraintApart } from "./keyActions.js";
import { keysOf, keysOver, renamedKeys } from "./keys.js";
import { indexNames, constraintNames, notNullNames, relationNames, tableNames } from "./names.js";
import { mentionedColumns, textsNaming } from "./mentions.js";
import { risksOf, type Risks } from "../hazards/risks.js";
import { rowsWritten } from "./rowTypes.js";
import {
  columnAddress,
  columns,
  columnUses,
  computedFrom,
  counters,
  handedDown,
  inheritedOnly,
  inheritors,
} from "./columnUses.js";
import { ownAddresses } from "./ownSequences.js";
import { joined, noTouches, type Touches } from "./touches.js";
import { namespace, objectEffects } from "./objectEffects.js";
import { exclusive, onlyOverColumns, optionUses } from "./tableOptions.js";
import type { World } from "./world.js";

export interface Effects extends Touches, Risks {}

type Does = Partial<Touches>;

/** The tables, columns and keys that a foreign key references. */
const pointedTo = (
  table: TableRef,
  {
    target,
    targetColumns,
    columns: own,
    spelled,
  }: Extract<Constraint, { readonly kind: "foreignKey" }>,
  world: World,
): readonly Address[] => {
  const { facts } = world.context.dialect;
  // A foreign key without target columns means the primary key that exists then; one to its own table is created with it.
  if (facts.foreignKeysUnchecked)
    return [
      ...(sameTable(target, table) ? columns(target, targetColumns, world) : []),
      ...(sameTable(target, table) || spelled?.columns === null
        ? keysOver(target, targetColumns, world.context)
        : []),
    ];
  return [
    inSchema("table", target),
    ...columns(target, targetColumns, world),
    ...keysOver(target, targetColumns, world.context),
    ...(facts.foreignKeyNeedsIndex ? keysOver(table, own, world.context) : []),
    // a column of a foreign key cannot be altered any more, so it becomes auto-increment first
    ...(facts.autoIncrementNeedsKey
      ? [...counters(table, own, world), ...counters(target, targetColumns, world)]
      : []),
  ];
};

const itemUses = (
  table: TableRef,
  item: Constraint | Index,
  side: Side,
  world: World,
): readonly Address[] => [
  ...columns(
    table,
    mentionedColumns(item, tableOn(side, world.context)(table)?.columns ?? [], world.context),
    world,
  ),
  ...world.named(kindsNamedByColumns, textsNaming(item), side),
  ...("kind" in item && item.kind === "foreignKey" ? pointedTo(table, item, world) : []),
];

/** Where a foreign key may be created before its target (SQLite), no other object may still have the target's name then. */
const awaitedNames = (item: Constraint, { context }: World): readonly Address[] =>
  item.kind === "foreignKey" && context.dialect.facts.foreignKeysUnchecked
    ? relationNames(item.target, context).filter(({ kind }) => kind === "relationName")
    : [];

const referenced = (item: Constraint | null, { context }: World): readonly Address[] =>
  item?.kind === "foreignKey" && context.dialect.facts.foreignKeysUnchecked
    ? [inSchema("referenced", item.target)]
    : [];

const tableUses = (table: Table, side: Side, world: World): readonly Address[] => [
  ...namespace(table),
  ...table.columns.flatMap((column) => columnUses(column, side, world)),
  ...world.named(["table"], [parentsText(table.options)], side),
  ...table.constraints.flatMap((c) => [
    ...world.named(kindsNamedByColumns, textsNaming(c), side),
    ...(c.kind === "foreignKey" && !sameTable(c.target, table) && !world.dropped.has(c)
      ? pointedTo(table, c, world).filter(
          (a) => a.table !== table.name || a.schema !== table.schema,
        )
      : []),
  ]),
];

/** Does any column of the table stay as it is? */
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

/** Without the address of the one primary key that a table can have: a rename does not change that. */
const nameOnly = (addresses: readonly Address[]): readonly Address[] =>
  addresses.filter(({ name }) => name !== null);

/** An index that has such an option may be altered before it is dropped. */
const setIndex = (
  table: TableRef,
  name: string,
  options: Options,
  world: World,
): readonly Address[] =>
  exclusive(table, options, world).length === 0 ? [] : [inTable("index", table, name)];

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
      ...o.columns.flatMap(({ table, column }) => [
        columnAddress(table, column.name, world),
        ...handedDown(table, column.name, world.context.from, world).map(({ address }) => address),
      ]),
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
    // a sequence that will be dropped is released while it still exists: another one may take its name
    return world.context.to.sequences.some((s) => sameTable(s, to))
      ? { needs: [...itself, ...now], releases: without(old, now) }
      : { needs: now, releases: [...itself, ...without(old, now)] };
  },
  createTable: ({ table }, world) => {
    const own = ownAddresses(table, table.columns, world.context);
    return {
      produces: [inSchema("table", table), ...own.objects],
      needs: tableUses(table, "to", world),
      takes: [
        ...tableNames({ ...table, indexes: [] }, world.context),
        ...own.names,
        ...table.constraints.flatMap((c) => awaitedNames(c, world)),
      ],
    };
  },
  dropTable: ({ table, dropped }, world) => {
    const own = ownAddresses(table, dropped?.columns ?? [], world.context);
    return {
      destroys: [inSchema("table", table), inSchema("referenced", table), ...own.objects],
      releases: dropped === null ? [] : tableUses(dropped, "from", world),
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
      world.named(["table"], [parentsText(from)], "from"),
      world.named(["table"], [parentsText(to)], "to"),
    ];
    return {
      // Options that concern columns are set after those columns (`needs`), and no column waits for them.
      changes: onlyOverColumns(from, to, world) ? [] : [inTable("options", table, null)],
      needs: [inSchema("table", table), ...now, ...optionUses(table, to, "to", world)],
      releases: [
        ...without(old, now),
        ...without(optionUses(table, from, "from", world), optionUses(table, to, "to", world)),
      ],
      frees: without(exclusive(table, from, world), exclusive(table, to, world)),
      takes: without(exclusive(table, to, world), exclusive(table, from, world)),
    };
  },
  addColumn: ({ table, column, place }, world) => ({
    changes: rowsWritten(table, column, world.context),
    takes: [
      ...ownAddresses(table, [column], world.context).names,
      ...columnApart(table, column, "to", world).wanted,
      ...notNullNames(table, [column], world.context),
    ],
    produces: [
      columnAddress(table, column.name, world),
      ...ownAddresses(table, [column], world.context).objects,
      ...inheritedOnly(table, column.name, world.context.to, world),
      ...(world.context.fromTable(table)?.columns.some(({ name }) => name === column.name) === true
        ? []
        : [inTable("columns", table, null)]),
    ],
    needs: [
      inSchema("table", table),
      inTable("options", table, null),
      ...(place === undefined ? [] : [columnAddress(table, place.column, world)]),
      ...columnUses(column, "to", world),
      ...computedFrom(table, column, "to", world),
      ...inheritors(table, column.name, world.context.to, world),
    ],
  }),
  dropColumn: ({ table, name, dropped }, world) => ({
    frees: [
      ...ownAddresses(table, dropped === null ? [] : [dropped], world.context).names,
      ...columnApart(table, dropped, "from", world).held,
      ...notNullNames(table, dropped === null ? [] : [dropped], world.context),
    ],
    destroys: [
      columnAddress(table, name, world),
      ...inheritedOnly(table, name, world.context.from, world),
      ...ownAddresses(table, dropped === null ? [] : [dropped], world.context).objects,
    ],
    needs: [
      inSchema("table", table),
      ...(keepsColumn(table, world.context) ? [] : [inTable("columns", table, null)]),
    ],
    releases: [
      ...inheritors(table, name, world.context.from, world),
      ...(dropped === null
        ? []
        : [...columnUses(dropped, "from", world), ...computedFrom(table, dropped, "from", world)]),
    ],
  }),
  alterColumn: alteredColumn,
  createConstraint: ({ table, constraint }, world) => ({
    produces: [
      inTable("constraint", table, nameText(constraint.name)),
      ...keysOf(table, constraint, world.context),
    ],
    needs: [inSchema("table", table), ...itemUses(table, constraint, "to", world)],
    takes: [
      ...constraintNames(table, constraint.kind, nameText(constraint.name), world.context),
      ...awaitedNames(constraint, world),
      ...exclusive(table, optionsOf(constraint), world),
      ...constraintApart(table, constraint, "to", world).wanted,
    ],
  }),
  dropConstraint: ({ table, dropped, kind, name }, world) => ({
    destroys:
      dropped === null
        ? []
        : [
            ...keysOf(table, dropped, world.context),
            ...setIndex(table, name, optionsOf(dropped), world),
          ],
    needs: [inSchema("table", table)],
    releases: [
      ...(dropped === null ? [] : itemUses(table, dropped, "from", world)),
      ...referenced(dropped, world),
    ],
    frees: [
      ...constraintNames(table, kind, name, world.context),
      ...(dropped === null
        ? []
        : [
            ...exclusive(table, optionsOf(dropped), world),
            ...constraintApart(table, dropped, "from", world).held,
          ]),
    ],
  }),
  alterConstraint: ({ table, name }) => ({
    needs: [inSchema("table", table), inTable("constraint", table, name)],
  }),
  renameConstraint: ({ table, kind, name, to }, world) => ({
    produces: [inTable("constraint", table, to), ...renamedKeys(table, name, world.context)],
    needs: [inSchema("table", table)],
    frees: nameOnly(constraintNames(table, kind, name, world.context)),
    takes: nameOnly(constraintNames(table, kind, to, world.context)),
  }),
  createIndex: ({ table, index }, world) => ({
    produces: [
      inTable("index", table, nameText(index.name)),
      ...keysOf(table, index, world.context),
    ],
    needs: [inSchema("table", table), ...itemUses(table, index, "to", world)],
    takes: [
      ...indexNames(table, nameText(index.name), world.context),
      ...exclusive(table, index.options, world),
    ],
  }),
  dropIndex: ({ table, dropped, name }, world) => ({
    destroys:
      dropped === null
        ? []
        : [
            ...keysOf(table, dropped, world.context),
            ...setIndex(table, name, dropped.options, world),
          ],
    needs: [inSchema("table", table)],
    releases: dropped === null ? [] : itemUses(table, dropped, "from", world),
    frees: [
      ...indexNames(table, name, world.context),
      ...exclusive(table, dropped?.options, world),
    ],
  }),
  alterIndex: ({ table, name, from, to }, world) => ({
    needs: [inSchema("table", table), inTable("index", table, name)],
    frees: without(exclusive(table, from, world), exclusive(table, to, world)),
    takes: without(exclusive(table, to, world), exclusive(table, from, world)),
  }),
  renameIndex: ({ table, name, to }, world) => ({
    produces: renamedKeys(table, name, world.context),
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

const doesOf = <V extends OperationVerb>(operation: Operation<V>, world: World): Does =>
  rows[operation.do](operation, world);

export const effectsOf = (operation: Operation, world: World): Effects => ({
  ...noTouches,
  ...doesOf<OperationVerb>(operation, world),
  ...risksOf(operation, world.context),
});
