/**
 * What a change of a column's type does to values: SQLite stores them by the affinity of the
 * column, and a rebuild checks before whether each is the same after the cast (rebuild/guards.ts).
 * So nothing is lost; it fails.
 */
import type { Column } from "../../model/index.js";
import { convertedBy, fails, keeps, type Conversion, type PairTable } from "../conversion.js";
import { affinity } from "./affinity.js";

interface Shape {
  readonly family: string;
}

const shapeOf = ({ type }: Column): Shape => ({ family: affinity(type) });

/**
 * A whole number that REAL cannot hold, a fraction that INTEGER cannot, a text that is no number.
 */
const rows: PairTable<Shape> = {
  "INTEGER>REAL": fails,
  "REAL>INTEGER": fails,
  "NUMERIC>INTEGER": fails,
  "NUMERIC>REAL": fails,
  "TEXT>INTEGER": fails,
  "TEXT>REAL": fails,
  "TEXT>NUMERIC": fails,
  "BLOB>INTEGER": fails,
  "BLOB>REAL": fails,
  "BLOB>NUMERIC": fails,
  "BLOB>TEXT": fails,
  "INTEGER>*": keeps,
  "REAL>*": keeps,
  "NUMERIC>*": keeps,
  "TEXT>*": keeps,
  "BLOB>*": keeps,
};

export const conversion = (from: Column, to: Column): Conversion =>
  convertedBy(rows, shapeOf(from), shapeOf(to));
