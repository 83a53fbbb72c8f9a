/** Orders tables so that referenced ones come first, and lists the foreign keys that close a cycle. */
import {
  ofKind,
  sameTable,
  tableKey,
  type Constraint,
  type Table,
  type TableRef,
} from "../../model/index.js";

export type ForeignKey = Extract<Constraint, { readonly kind: "foreignKey" }>;

export interface TableEdge {
  readonly table: Table;
  readonly foreignKey: ForeignKey;
}

export interface TableOrder {
  /** Parents before children; ties keep the order given. */
  readonly tables: readonly Table[];
  /** The foreign keys to a table that is later in this order: each closes a cycle. */
  readonly cycleEdges: readonly TableEdge[];
}

/** Depth first along the references, without recursion, so that a chain of a thousand tables is no problem. `apart`: foreign keys that are added by themselves in any order, so that a cycle is cut there. */
export const orderTables = (
  tables: readonly Table[],
  apart: (table: Table, foreignKey: ForeignKey) => boolean,
): TableOrder => {
  const pointsTo = (table: Table): readonly TableRef[] =>
    ofKind(table.constraints, "foreignKey")
      .filter((fk) => !sameTable(fk.target, table) && !apart(table, fk))
      .map(({ target }) => target);
  const byKey = new Map(tables.map((t) => [tableKey(t), t]));
  const state = new Map<string, "open" | "done">();
  const order: Table[] = [];
  for (const start of tables) {
    const stack: { readonly table: Table; readonly parents: TableRef[] }[] = [];
    const enter = (table: Table): void => {
      state.set(tableKey(table), "open");
      stack.push({ table, parents: [...pointsTo(table)] });
    };
    if (!state.has(tableKey(start))) enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const parent = top.parents.shift();
      if (parent === undefined) {
        state.set(tableKey(top.table), "done");
        order.push(top.table);
        stack.pop();
        continue;
      }
      const next = byKey.get(tableKey(parent));
      if (next !== undefined && !state.has(tableKey(next))) enter(next);
    }
  }
  const position = new Map(order.map((t, i) => [tableKey(t), i]));
  const cycleEdges = order.flatMap((table, i) =>
    ofKind(table.constraints, "foreignKey")
      .filter(({ target }) => (position.get(tableKey(target)) ?? -1) > i)
      .map((foreignKey) => ({ table, foreignKey })),
  );
  return { tables: order, cycleEdges };
};
