/** What the model does not know, of both sides: who holds it, and whether the server prints it differently. */
import type { NotCompared, Schema, Unmodelled } from "../model/index.js";

const keyOf = ({ kind, schema, table, name }: Unmodelled): string =>
  JSON.stringify([kind, schema, table?.schema ?? null, table?.name ?? null, name]);

const printed = ({ digest, definition }: Unmodelled): string | null => digest ?? definition;

/** Two prints differ only where both are there: an older snapshot has none. */
const differ = (one: Unmodelled, other: Unmodelled): boolean => {
  const [a, b] = [printed(one), printed(other)];
  return a !== null && b !== null && a !== b;
};

export const notComparedOf = (from: Schema, to: Schema): readonly NotCompared[] => {
  const others = new Map(to.notCompared.map((item) => [keyOf(item), item]));
  const ours = from.notCompared.map((item): NotCompared => {
    const other = others.get(keyOf(item));
    others.delete(keyOf(item));
    if (other === undefined) return { ...item, side: "from" };
    return { ...item, side: "both", ...(differ(item, other) && { differs: true }) };
  });
  return [...ours, ...[...others.values()].map((item): NotCompared => ({ ...item, side: "to" }))];
};
