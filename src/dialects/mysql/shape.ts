/**
 * How much columns of a type can hold: digits, characters, bytes, and the length of their values as
 * text.
 */
import { lookupTable, type Column } from "../../model/index.js";
import { baseOf, canonical, listedValues } from "./types.js";

export interface Shape {
  readonly family: string;
  readonly base: string;
  readonly numbers: readonly number[];
  readonly unsigned: boolean;
  readonly labels: readonly string[];
  /** Bytes that one character may need. */
  readonly width: number;
}

const families: Readonly<Record<string, string>> = lookupTable({
  tinyint: "integer",
  smallint: "integer",
  mediumint: "integer",
  int: "integer",
  bigint: "integer",
  varchar: "string",
  tinytext: "text",
  text: "text",
  mediumtext: "text",
  longtext: "text",
  varbinary: "bytes",
  tinyblob: "blob",
  blob: "blob",
  mediumblob: "blob",
  longblob: "blob",
});

export const shapeOf = (column: Column): Shape => {
  const type = canonical(column.type);
  const base = baseOf(type);
  const charset = column.options["charset"] ?? column.collation?.split("_")[0];
  return {
    family: families[base] ?? base,
    base,
    numbers: (/\(([\d,]+)\)/.exec(type)?.[1] ?? "").split(",").filter(Boolean).map(Number),
    unsigned: type.includes(" unsigned"),
    labels: base === "enum" || base === "set" ? listedValues(type) : [],
    width: charset === "latin1" || charset === "ascii" ? 1 : 4,
  };
};

/** How many digits always fit, and how many the largest value has. */
export const digits: Readonly<Record<string, readonly [number, number]>> = lookupTable({
  tinyint: [2, 3],
  smallint: [4, 5],
  mediumint: [6, 8],
  int: [9, 10],
  bigint: [18, 20],
});
export const fitting = ({ base }: Shape): number => digits[base]?.[0] ?? 0;

/** The length of the longest value as text; infinite where there is no limit. */
export const longest = ({
  family,
  base,
  numbers: [first, second = 0],
  unsigned,
  labels,
}: Shape): number => {
  const sign = unsigned ? 0 : 1;
  const fraction = (first ?? 0) === 0 ? 0 : (first ?? 0) + 1;
  const widest: Readonly<Record<string, number>> = {
    integer:
      base === "bigint" ? 20 : base === "mediumint" ? 7 + sign : (digits[base]?.[1] ?? 20) + sign,
    decimal: (first ?? 10) + sign + (second > 0 ? 1 : 0) + (second === first ? 1 : 0),
    float: 12,
    double: 24,
    bit: String(2 ** (first ?? 1) - 1).length,
    year: 4,
    date: 10,
    time: 10 + fraction,
    datetime: 19 + fraction,
    timestamp: 19 + fraction,
    enum: Math.max(0, ...labels.map(({ length }) => length)),
    set: labels.join(",").length,
  };
  return widest[family] ?? Infinity;
};

export const shortest = ({ family, numbers: [first, second = 0], labels }: Shape): number => {
  const least: Readonly<Record<string, number>> = {
    decimal: second > 0 ? second + 2 : 1,
    year: 4,
    date: 10,
    time: 8,
    datetime: 19,
    timestamp: 19,
    enum: Math.min(...labels.map(({ length }) => length)),
  };
  return least[family] ?? (first === undefined || family !== "binary" ? 0 : first);
};

const bytes: Readonly<Record<string, number>> = lookupTable({
  tinytext: 255,
  tinyblob: 255,
  text: 65_535,
  blob: 65_535,
  mediumtext: 16_777_215,
  mediumblob: 16_777_215,
});

/** How many characters, or bytes, a text of the type can have. */
export const room = ({ base, numbers: [length] }: Shape): number =>
  length ?? bytes[base] ?? Infinity;

export const bytesOf = (shape: Shape): number =>
  shape.family === "char" || shape.family === "string" ? room(shape) * shape.width : room(shape);
