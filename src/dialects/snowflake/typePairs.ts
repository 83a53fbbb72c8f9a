/**
 * What Snowflake does to values when a column changes its type: it allows longer texts and numbers
 * with more or fewer digits at the same scale, and refuses every other change
 * (https://docs.snowflake.com/en/sql-reference/sql/alter-table-column).
 */
import type { Column } from "../../model/index.js";
import {
  conversionWhen,
  convertedBy,
  fails,
  keeps,
  type Conversion,
  type PairTable,
} from "../conversion.js";
import { canonical, shapeOf } from "./types.js";

interface Shape {
  readonly family: string;
  readonly numbers: readonly number[];
}

const unlimited = Number.POSITIVE_INFINITY;

/** Does the server take the change in place? */
export const alterable = (from: string, to: string): boolean => {
  const [old, now] = [shapeOf(canonical(from)), shapeOf(canonical(to))];
  if (old.family !== now.family) return false;
  if (old.family === "VARCHAR")
    return (old.numbers[0] ?? unlimited) <= (now.numbers[0] ?? unlimited);
  return old.family === "NUMBER" && old.numbers[1] === now.numbers[1];
};

const rows: PairTable<Shape> = {
  "VARCHAR>VARCHAR": (from, to) =>
    conversionWhen(false, (from.numbers[0] ?? unlimited) > (to.numbers[0] ?? unlimited)),
  "NUMBER>NUMBER": (from, to) =>
    from.numbers[1] === to.numbers[1] && (from.numbers[0] ?? 38) <= (to.numbers[0] ?? 38)
      ? keeps
      : fails,
};

/** Every other pair is refused before any value is read. */
export const conversion = (from: Column, to: Column): Conversion => {
  const [old, now] = [shapeOf(canonical(from.type)), shapeOf(canonical(to.type))];
  return rows[`${old.family}>${now.family}`] === undefined ? fails : convertedBy(rows, old, now);
};
