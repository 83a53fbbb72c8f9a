/** The order in which new columns of a table are added: as declared, but one that is computed from others comes after these. */
import type { Column } from "../model/index.js";
import { columnsIn, type Lexicon } from "../sql/index.js";

const readsOneOf = (
  { generated, default: fallback }: Column,
  others: readonly Column[],
  lexicon: Lexicon,
): boolean => {
  const names = others.map(({ name }) => name);
  return [generated?.expression ?? null, fallback].some(
    (sql) => sql !== null && columnsIn(sql, names, lexicon).length > 0,
  );
};

/** @param coming the new columns, in the order in which they are declared */
export const insertionOrder = (coming: readonly Column[], lexicon: Lexicon): readonly Column[] => {
  const order: Column[] = [];
  let waiting = coming;
  while (waiting.length > 0) {
    const next = waiting.find((column) => {
      const others = waiting.filter((other) => other !== column);
      return !readsOneOf(column, others, lexicon);
    });
    // Columns that read each other are refused elsewhere, in the server's words.
    if (next === undefined) return [...order, ...waiting];
    order.push(next);
    waiting = waiting.filter((column) => column !== next);
  }
  return order;
};
