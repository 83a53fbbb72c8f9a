/** Adds new columns in the order in which they are declared, and, if the order of columns is asked for, at their places. */
import {
  refOf,
  tableKey,
  type Column,
  type ColumnPlace,
  type Operation,
  type Table,
} from "../../model/index.js";
import { insertionOrder } from "../../compare/index.js";
import type { PlanContext } from "../context.js";
import { inTable } from "../effects/address.js";
import type { Step } from "../step.js";

type Adding = Step & { readonly operation: Operation<"addColumn"> };

const isAdding = (step: Step): step is Adding => step.operation.do === "addColumn";

/** The steps in the order in which their columns are added. */
const inInsertionOrder = (
  adding: readonly Adding[],
  { columns }: Table,
  { dialect: { lexicon } }: PlanContext,
): readonly Adding[] => {
  const coming = columns.filter(({ name }) =>
    adding.some(({ operation }) => operation.column.name === name),
  );
  const turns = new Map(insertionOrder(coming, lexicon).map(({ name }, i) => [name, i]));
  const turn = ({ operation }: Adding): number => turns.get(operation.column.name) ?? turns.size;
  return [...adding].sort((a, b) => turn(a) - turn(b));
};

/** Next to a column that exists by then; a column at the end needs no place. */
const placeOf = (
  name: string,
  wanted: readonly Column[],
  isThere: (column: Column) => boolean,
): { readonly place?: ColumnPlace } => {
  const at = wanted.findIndex((column) => column.name === name);
  const next = wanted.slice(at + 1).find(isThere);
  if (at < 0 || next === undefined) return {};
  const before = wanted.slice(0, at).filter(isThere).at(-1);
  return {
    place:
      before === undefined
        ? { side: "before", column: next.name }
        : { side: "after", column: before.name },
  };
};

const placed = (
  inOrder: readonly Adding[],
  table: Table,
  { placesColumns, dialect: { facts }, fromTable, foldColumn }: PlanContext,
): readonly Step[] => {
  if (!placesColumns) return inOrder;
  const names = inOrder.map(({ operation }) => foldColumn(operation.column.name));
  const standing = new Set(fromTable(table)?.columns.map(({ name }) => foldColumn(name)));
  for (const name of names) standing.delete(name);
  return inOrder.map((one, i): Step => {
    const [previous] = names.slice(0, i).slice(-1);
    const there = new Set([...standing, ...names.slice(0, i)]);
    const isThere = ({ name }: Column): boolean => there.has(foldColumn(name));
    const { operation } = one;
    return {
      ...one,
      operation: {
        ...operation,
        ...(facts.placesColumns === true && placeOf(operation.column.name, table.columns, isThere)),
      },
      does: {
        ...one.does,
        needs: [
          ...(one.does?.needs ?? []),
          ...(previous === undefined ? [] : [inTable("column", refOf(table), previous)]),
        ],
      },
    };
  });
};

/** The steps with the new columns of each table in their order. */
export const withColumnsInOrder = (
  steps: readonly Step[],
  context: PlanContext,
): readonly Step[] => {
  const keyOf = ({ operation }: Adding): string => tableKey(operation.table);
  const adding = steps.filter(isAdding);
  const inOrder = new Map<string, Step[]>();
  for (const { operation } of adding) {
    const key = tableKey(operation.table);
    const table = context.toTable(operation.table);
    if (inOrder.has(key) || table === undefined) continue;
    const own = adding.filter((one) => keyOf(one) === key);
    inOrder.set(key, [...placed(inInsertionOrder(own, table, context), table, context)]);
  }
  return steps.map((one) => (isAdding(one) ? (inOrder.get(keyOf(one))?.shift() ?? one) : one));
};
