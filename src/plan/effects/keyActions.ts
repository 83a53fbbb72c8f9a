/** MySQL: a column that the action of a foreign key writes must not be read by a CHECK or a stored column, so one of them is dropped before the other is created. */
import type { Column, Constraint, TableRef } from "../../model/index.js";
import { tableOn, type Side } from "../context.js";
import { inTable, type Address } from "./address.js";
import { mentionedColumns } from "./mentions.js";
import type { World } from "./world.js";

/** The addresses that something holds while it exists, and those that nothing else may hold then. */
interface Apart {
  readonly held: readonly Address[];
  readonly wanted: readonly Address[];
}

const nothing: Apart = { held: [], wanted: [] };

/** Does one of its actions change the referencing columns, rather than delete their rows or refuse? */
export const writes = ({ onDelete, onUpdate }: Constraint<"foreignKey">): boolean =>
  onUpdate === "cascade" ||
  [onUpdate, onDelete].some((action) => action === "setNull" || action === "setDefault");

/** Does it have an action at all? ON DELETE CASCADE writes no column, but MySQL refuses it too over what a stored column reads. */
const acts = ({ onDelete, onUpdate }: Constraint<"foreignKey">): boolean =>
  [onUpdate, onDelete].some((action) => action !== "noAction" && action !== "restrict");

const apart = (
  own: "writtenByKey" | "readBySql",
  table: TableRef,
  item: Parameters<typeof mentionedColumns>[0],
  side: Side,
  world: World,
): Apart => {
  const { context } = world;
  if (!context.dialect.facts.readersRefuseKeyActions) return nothing;
  const columns = mentionedColumns(item, tableOn(side, context)(table)?.columns ?? [], context);
  const of = (kind: "writtenByKey" | "readBySql"): readonly Address[] =>
    columns.map((name) => inTable(kind, table, context.foldColumn(name)));
  return {
    held: of(own),
    wanted: of(own === "readBySql" ? "writtenByKey" : "readBySql"),
  };
};

export const constraintApart = (
  table: TableRef,
  constraint: Constraint,
  side: Side,
  world: World,
): Apart => {
  if (constraint.kind === "check") return apart("readBySql", table, constraint, side, world);
  return constraint.kind === "foreignKey" && acts(constraint)
    ? apart("writtenByKey", table, constraint, side, world)
    : nothing;
};

export const columnApart = (
  table: TableRef,
  column: Pick<Column, "generated"> | null,
  side: Side,
  world: World,
): Apart =>
  column?.generated?.stored === true
    ? apart("readBySql", table, column.generated.expression, side, world)
    : nothing;
