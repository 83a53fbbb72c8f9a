/** Modelled objects that call a function which is not modelled: dropped before the function is, and created after it. */
import {
  dependencyKey,
  nameText,
  opaqueAddress,
  refOf,
  type Change,
  type Column,
  type Constraint,
  type Index,
  type OpaqueObject,
  type Operation,
  type OperationVerb,
  type TableRef,
} from "../../model/index.js";
import type { Address } from "../effects/address.js";
import type { PlanContext } from "../context.js";
import type { Dependent } from "./dependents.js";
import { own } from "./opaqueSteps.js";
import type { Step } from "../step.js";

const inTable = (kind: string, { schema, name: table }: TableRef, name: string | null): string =>
  dependencyKey({ kind, schema, table, name: name ?? "" });

/** The constraints and indexes that call a function which is dropped and created again, where the plan does not change them anyway. */
export const functionUsers = (
  around: readonly OpaqueObject[],
  changes: readonly Change[],
  aside: readonly Dependent[],
  context: PlanContext,
): readonly Dependent[] => {
  const keys = new Set(around.flatMap(({ usedBy }) => usedBy.map(dependencyKey)));
  if (keys.size === 0) return [];
  const changing = new Set<unknown>([
    ...changes.map(({ from }) => from),
    ...aside.map(({ constraint, index }) => constraint ?? index),
  ]);
  const calls = (kind: string, table: TableRef, item: Constraint | Index): boolean =>
    !changing.has(item) && keys.has(inTable(kind, table, nameText(item.name)));
  return context.from.tables
    .filter((table) => context.toTable(refOf(table)) !== undefined)
    .flatMap((table) => [
      ...table.constraints
        .filter((item) => calls("constraint", table, item))
        .map((constraint) => ({ table, constraint })),
      ...table.indexes
        .filter((item) => calls("index", table, item))
        .map((index) => ({ table, index })),
    ]);
};

/** Does any expression of a column call such a function? */
export const columnCalls = (
  around: readonly OpaqueObject[],
): ((table: TableRef, column: Column) => boolean) => {
  const keys = new Set(around.flatMap(({ usedBy }) => usedBy.map(dependencyKey)));
  return (table, { name }) => keys.has(inTable("column", table, name));
};

/** Does a column's default call such a function? A generated column is recreated as a whole. */
export const callsAny = (
  around: readonly OpaqueObject[],
): ((table: TableRef, column: Column) => boolean) => {
  const calls = columnCalls(around);
  return (table, column) =>
    column.default !== null && column.generated === null && calls(table, column);
};

/** The steps, where an `alterEnum` leaves out the defaults that are dropped and set again around it anyway, because they call a function over the type. */
export const withBareEnums = (
  steps: readonly Step[],
  calls: (table: TableRef, column: Column) => boolean,
): readonly Step[] =>
  steps.map((step) => {
    const { operation } = step;
    if (operation.do !== "alterEnum") return step;
    const columns = operation.columns.map(({ table, column }) => ({
      table,
      column: calls(table, column) ? { ...column, default: null } : column,
    }));
    return { ...step, operation: { ...operation, columns } };
  });

/** The objects that an operation drops or creates, by their keys, as possible callers of a function. */
interface Touched {
  readonly does: "releases" | "needs";
  readonly keys: readonly string[];
}

type Row<V extends OperationVerb> = (operation: Operation<V>) => Touched;

const ofTable = ({
  columns,
  constraints,
  ...table
}: Operation<"createTable">["table"]): readonly string[] => [
  ...columns.map(({ name }) => inTable("column", table, name)),
  ...constraints.map(({ name }) => inTable("constraint", table, nameText(name))),
];

const rows: { readonly [V in OperationVerb]?: Row<V> } = {
  createTable: ({ table }) => ({ does: "needs", keys: ofTable(table) }),
  dropTable: ({ dropped }) => ({
    does: "releases",
    keys:
      dropped === null
        ? []
        : [
            ...ofTable(dropped),
            ...dropped.indexes.map(({ name }) => inTable("index", dropped, nameText(name))),
          ],
  }),
  addColumn: ({ table, column }) => ({
    does: "needs",
    keys: [inTable("column", table, column.name)],
  }),
  dropColumn: ({ table, name }) => ({ does: "releases", keys: [inTable("column", table, name)] }),
  alterColumn: ({ table, name, change }) => ({
    does: change.default === null ? "releases" : "needs",
    keys: change.default === undefined ? [] : [inTable("column", table, name)],
  }),
  createConstraint: ({ table, constraint }) => ({
    does: "needs",
    keys: [inTable("constraint", table, nameText(constraint.name))],
  }),
  dropConstraint: ({ table, name }) => ({
    does: "releases",
    keys: [inTable("constraint", table, name)],
  }),
  createIndex: ({ table, index }) => ({
    does: "needs",
    keys: [inTable("index", table, nameText(index.name))],
  }),
  dropIndex: ({ table, name }) => ({ does: "releases", keys: [inTable("index", table, name)] }),
};

const touchedBy = <V extends OperationVerb>(operation: Operation<V>): Touched | null =>
  rows[operation.do]?.(operation) ?? null;

/** The steps, each with the functions that are called by what it creates or drops. */
export const withFunctions = (
  steps: readonly Step[],
  functions: readonly OpaqueObject[],
): readonly Step[] => {
  const called = new Map<string, readonly Address[]>();
  for (const object of functions)
    for (const user of object.usedBy)
      called.set(dependencyKey(user), [
        ...(called.get(dependencyKey(user)) ?? []),
        own(opaqueAddress(object)),
      ]);
  if (called.size === 0) return steps;
  return steps.map((step) => {
    const touched = touchedBy<OperationVerb>(step.operation);
    const addresses = touched?.keys.flatMap((key) => called.get(key) ?? []) ?? [];
    return touched === null || addresses.length === 0
      ? step
      : { ...step, does: { [touched.does]: addresses } };
  });
};
