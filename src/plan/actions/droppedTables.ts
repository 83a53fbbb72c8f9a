/** Orders tables that are dropped by their references, with the foreign keys that have to be dropped by name before. */
import {
  alternatives,
  nameText,
  ofKind,
  SchemaDiffError,
  tableKey,
  tableText,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { orderTables, type ForeignKey, type TableEdge } from "./tableOrder.js";

type ByAlter = (table: Table, foreignKey: ForeignKey) => boolean;

const isNameless = ({ foreignKey: { name } }: TableEdge): boolean => nameText(name) === null;

const edgeText = ({ table, foreignKey: { columns, target } }: TableEdge): string =>
  `${tableText(table)} (${columns.join(", ")}) to ${tableText(target)}`;

const edgesOf = (tables: readonly Table[]): readonly TableEdge[] =>
  tables.flatMap((table) =>
    ofKind(table.constraints, "foreignKey").map((foreignKey) => ({ table, foreignKey })),
  );

/** The keys of what can be reached from a table along the edges, the table included. */
const reached = (
  start: TableRef,
  edges: readonly (readonly [from: string, to: string])[],
): ReadonlySet<string> => {
  const found = new Set([tableKey(start)]);
  for (const key of found) for (const [from, to] of edges) if (from === key) found.add(to);
  return found;
};

/** The tables of the cycles that a foreign key is part of. */
const ringOf = (
  { table, foreignKey: { target } }: TableEdge,
  tables: readonly Table[],
): readonly Table[] => {
  const edges = edgesOf(tables)
    .filter(isNameless)
    .map((edge) => [tableKey(edge.table), tableKey(edge.foreignKey.target)] as const);
  const ahead = reached(target, edges);
  const back = reached(
    table,
    edges.map(([from, to]) => [to, from] as const),
  );
  return tables.filter((one) => ahead.has(tableKey(one)) && back.has(tableKey(one)));
};

const circular = (closing: TableEdge, tables: readonly Table[]): SchemaDiffError => {
  const ring = ringOf(closing, tables);
  const inRing = new Set(ring.map((table) => tableKey(table)));
  const keys = edgesOf(ring).filter(
    (edge) => isNameless(edge) && inRing.has(tableKey(edge.foreignKey.target)),
  );
  return new SchemaDiffError(
    "circular",
    `the tables ${ring.map(tableText).sort().join(", ")} refer to each other, and to drop them one of their foreign keys has to be dropped first, by a name; none of these has one: ${keys.map(edgeText).join("; ")}`,
    `name ${alternatives(keys.map(({ table, foreignKey }) => `the foreign key of ${tableText(table)} to ${tableText(foreignKey.target)}`))}, or give the metadata a naming convention`,
  );
};

/** The order of the tables; a cycle is cut at a foreign key that has a name, if it has one. */
const cutAtNames = (tables: readonly Table[], byAlter: ByAlter) => {
  const order = orderTables(tables, byAlter);
  if (!order.cycleEdges.some(isNameless)) return order;
  const other = orderTables(
    tables,
    (table, fk) => byAlter(table, fk) || nameText(fk.name) !== null,
  );
  const closing = other.cycleEdges.find(isNameless);
  if (closing !== undefined) throw circular(closing, tables);
  return other;
};

/** @throws SchemaDiffError `circular` where a cycle has no foreign key with a name; `naming` where one that has to be dropped by ALTER has none */
export const droppedInOrder = (
  going: readonly Table[],
  byAlter: ByAlter,
): { readonly tables: readonly Table[]; readonly cut: readonly TableEdge[] } => {
  const declared = edgesOf(going).filter(({ table, foreignKey }) => byAlter(table, foreignKey));
  const nameless = declared.find(isNameless);
  if (nameless !== undefined)
    throw new SchemaDiffError(
      "naming",
      `the foreign key of ${edgeText(nameless)} is to be dropped by ALTER TABLE (useAlter), and has no name`,
      "name it, or give the metadata a naming convention",
    );
  const { tables, cycleEdges } = cutAtNames(going, byAlter);
  const closing = cycleEdges.filter(({ foreignKey }) =>
    declared.every((edge) => edge.foreignKey !== foreignKey),
  );
  return { tables, cut: [...declared, ...closing] };
};
