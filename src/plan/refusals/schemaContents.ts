/** Refuses to drop a schema while it holds objects that are not modelled: the server would refuse, or drop them silently. */
import {
  attributeKinds,
  sameTable,
  tableText,
  type Change,
  type Unmodelled,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";

/** Why a plan cannot be carried out: what remains in a schema that is dropped. What belongs to a table is dropped with it. */
export const schemaRefusals = (
  changes: readonly Change[],
  { from: { notCompared } }: PlanContext,
): readonly string[] => {
  const tables = changes.flatMap(({ kind, verb, schema, from }) =>
    kind === "table" && verb === "drop" && from !== null && typeof from.name === "string"
      ? [{ schema, name: from.name }]
      : [],
  );
  const goesAlong = ({ table }: Unmodelled): boolean =>
    table !== null && tables.some((other) => sameTable(other, table));
  return changes.flatMap(({ kind, verb, from }) => {
    if (kind !== "schema" || verb !== "drop" || from === null) return [];
    const { name } = from;
    return notCompared
      .filter((item) => item.schema === name && !attributeKinds.has(item.kind) && !goesAlong(item))
      .map((item) => `schema ${name}, which goes, holds ${item.kind} ${tableText(item)}`);
  });
};
