/**
 * A column's value in a query as a change of the column's type, character set or collation would
 * leave it. The casts were compared with what ALTER TABLE itself does on both servers.
 */
import type { Column, Schema, Sql, Table } from "../../model/index.js";
import { plainWord, quote } from "./clauses.js";
import { charsetOf, collationOf, mergesValues } from "./collation.js";
import type { Flavour } from "./flavour.js";
import { room, shapeOf, type Shape } from "./shape.js";
import { conversionOf } from "./typePairs.js";
import { takesCollation } from "./types.js";

/** A column with what its table and database say of it. */
export interface Placed {
  readonly column: Column;
  readonly table: Table;
  readonly schema: Schema;
}

interface Spelled {
  readonly charset: string | null;
  /** Null: the default one of the character set. */
  readonly collation: string | null;
}

/** Null where only the server knows it. */
const spelled = ({ column, table, schema }: Placed): Spelled | null => {
  const ofCollation = (collation: string, charset?: string): Spelled => ({
    charset: charset ?? charsetOf(collation),
    collation,
  });
  const { charset } = column.options;
  if (column.collation !== null) return ofCollation(column.collation, charset);
  if (charset !== undefined) return { charset, collation: null };
  const inherited = collationOf(table, schema);
  if (inherited !== undefined) return ofCollation(inherited, table.options["charset"]);
  const ofTable = table.options["charset"];
  return ofTable === undefined ? null : { charset: ofTable, collation: null };
};

const numbers = ["integer", "decimal", "float", "double"];
const texts = ["char", "string", "text"];
const moments = ["datetime", "timestamp"];

const digitsOf = ({ numbers: [precision = 10, scale = 0] }: Shape): Sql => `${precision},${scale}`;
const fractionOf = ({ numbers: [digits = 0] }: Shape): Sql => `(${digits})`;

interface Cast {
  readonly from: readonly string[];
  readonly to: string;
  readonly as: (value: Sql, to: Shape) => Sql;
}

const casts: readonly Cast[] = [
  {
    from: numbers,
    to: "integer",
    as: (value, { unsigned }) => `CAST(${value} AS ${unsigned ? "UNSIGNED" : "SIGNED"})`,
  },
  // as an integer it would end at the point
  { from: texts, to: "integer", as: (value) => `CAST(${value} AS DECIMAL(65,0))` },
  {
    from: [...numbers, ...texts],
    to: "decimal",
    as: (value, to) => `CAST(${value} AS DECIMAL(${digitsOf(to)}))`,
  },
  { from: [...numbers, ...texts], to: "double", as: (value) => `CAST(${value} AS DOUBLE)` },
  { from: numbers, to: "float", as: (value) => `CAST(${value} AS FLOAT)` },
  // fractions of a second are rounded before the day is taken, as the server's settings have it
  { from: moments, to: "date", as: (value) => `CAST(CAST(${value} AS DATETIME) AS DATE)` },
  { from: texts, to: "date", as: (value) => `CAST(${value} AS DATE)` },
  {
    from: [...moments, ...texts],
    to: "datetime",
    as: (value, to) => `CAST(${value} AS DATETIME${fractionOf(to)})`,
  },
  {
    from: ["time", ...moments, ...texts],
    to: "time",
    as: (value, to) => `CAST(${value} AS TIME${fractionOf(to)})`,
  },
];

/** A text in its new length, character set and collation. */
const asText = (value: Sql, to: Shape, { charset, collation }: Spelled): Sql => {
  const cut =
    to.family !== "text" && Number.isFinite(room(to)) ? `LEFT(${value}, ${room(to)})` : value;
  const trimmed = to.family === "char" ? `TRIM(TRAILING ' ' FROM ${cut})` : cut;
  const converted = charset === null ? trimmed : `CONVERT(${trimmed} USING ${plainWord(charset)})`;
  return collation === null ? converted : `${converted} COLLATE ${plainWord(collation)}`;
};

/** The value under the definition `to`; null where no query can tell it. */
export const convertedValue = (from: Column, to: Placed): Sql | null => {
  const [was, is] = [shapeOf(from), shapeOf(to.column)];
  const value = quote(from.name);
  if (texts.includes(was.family) && texts.includes(is.family)) {
    const as = spelled(to);
    return as === null ? null : asText(value, is, as);
  }
  return (
    casts.find((cast) => cast.to === is.family && cast.from.includes(was.family))?.as(value, is) ??
    null
  );
};

/** May two values that differ be equal after the change? */
export const mayMerge = (from: Placed, to: Placed, flavour: Flavour): boolean => {
  const { loses, fails } = conversionOf(flavour.name)(from.column, to.column);
  if (loses !== null || fails) return true;
  if (!takesCollation(from.column.type) || !takesCollation(to.column.type)) return false;
  const [was, is] = [spelled(from), spelled(to)].map((one) => one?.collation ?? null);
  return was !== is && mergesValues(was ?? null, is ?? null);
};
