/** Portable types in Snowflake's words, and back. */
import { SchemaDiffError, type Sql, lookupTable } from "../../model/index.js";
import type { Types } from "../dialect.js";
import type { PortableName, PortableType, PortableTypes } from "../types.js";
import { lexicon } from "./lexicon.js";
import { conversion } from "./typePairs.js";
import { canonical } from "./types.js";

const refuse = (message: string, todo: string): never => {
  throw new SchemaDiffError("metadata", message, todo);
};

const within = (what: string, value: number, least: number, most: number): number =>
  Number.isInteger(value) && value >= least && value <= most
    ? value
    : refuse(
        `${what} ${value} is not between ${least} and ${most}`,
        `give one from ${least} to ${most}`,
      );

const whole = "NUMBER(38,0)";
const longest = 134_217_728;

const length = (value: number | null): string =>
  value === null ? "" : `(${within("varchar length", value, 1, longest)})`;

const fraction = (precision: number | null): string =>
  precision === null || precision === 9 ? "" : `(${within("fractional seconds", precision, 0, 9)})`;

const decimal = ({ precision, scale }: PortableTypes["numeric"]): Sql => {
  const digits = within("numeric precision", precision ?? 38, 1, 38);
  return `NUMBER(${digits},${within("numeric scale", scale ?? 0, 0, Math.min(37, digits))})`;
};

type Printers = { readonly [P in PortableName]: (type: PortableTypes[P]) => Sql };

/**
 * Whole numbers of every size are NUMBER(38,0): SMALLINT, INTEGER and BIGINT are synonyms of it.
 */
const printers: Printers = {
  smallint: () => whole,
  integer: () => whole,
  bigint: () => whole,
  numeric: decimal,
  real: () => "FLOAT",
  double: () => "FLOAT",
  boolean: () => "BOOLEAN",
  varchar: (type) => `VARCHAR${length(type.length)}`,
  char: (type) => `VARCHAR${length(type.length)}`,
  text: () => "VARCHAR",
  binary: (type) =>
    type.length === null
      ? "BINARY"
      : `BINARY(${within("binary length", type.length, 1, 67_108_864)})`,
  date: () => "DATE",
  time: ({ zone, precision }) =>
    zone
      ? refuse("Snowflake has no time of day with a time zone", "use time(), or a timestamp")
      : `TIME${fraction(precision)}`,
  timestamp: ({ zone, precision }) => `TIMESTAMP_${zone ? "TZ" : "NTZ"}${fraction(precision)}`,
  json: () => "VARIANT",
  uuid: () => "VARCHAR(36)",
  enum: ({ values }) =>
    values.length === 0
      ? refuse("an enum needs at least one value", "give it the values, or use text")
      : "VARCHAR",
  array: () =>
    refuse(
      "an array of one type is not told apart from others here",
      'use json(), or native("ARRAY")',
    ),
  native: ({ text, per }) => per["snowflake"] ?? text,
};

const printOf = <P extends PortableName>(type: { readonly is: P } & PortableTypes[P]): Sql =>
  printers[type.is](type);

const print = (type: PortableType): Sql => canonical(printOf(type));

const plain: Readonly<Record<string, PortableType>> = lookupTable({
  [whole]: { is: "integer" },
  FLOAT: { is: "double" },
  BOOLEAN: { is: "boolean", name: null, constraint: false },
  VARCHAR: { is: "text" },
  BINARY: { is: "binary", length: null },
  DATE: { is: "date" },
  VARIANT: { is: "json", binary: false },
});

const numberOrNull = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text);

const readings: readonly (readonly [RegExp, (m: RegExpExecArray) => PortableType])[] = [
  [
    /^NUMBER\((\d+),(\d+)\)$/,
    (m) => ({ is: "numeric", precision: numberOrNull(m[1]), scale: numberOrNull(m[2]) }),
  ],
  [/^VARCHAR\((\d+)\)$/, (m) => ({ is: "varchar", length: Number(m[1]) })],
  [/^BINARY\((\d+)\)$/, (m) => ({ is: "binary", length: Number(m[1]) })],
  [/^TIME(?:\((\d)\))?$/, (m) => ({ is: "time", zone: false, precision: numberOrNull(m[1]) })],
  [
    /^TIMESTAMP_(NTZ|TZ)(?:\((\d)\))?$/,
    (m) => ({ is: "timestamp", zone: m[1] === "TZ", precision: numberOrNull(m[2]) }),
  ],
];

const portable = (text: Sql): PortableType | null => {
  const type = canonical(text);
  if (Object.hasOwn(plain, type)) return plain[type] ?? null;
  for (const [pattern, read] of readings) {
    const match = pattern.exec(type);
    if (match !== null) return read(match);
  }
  return null;
};

export const types: Types = {
  print,
  canonical,
  counts: (text) => /^NUMBER\(\d+,\s*0\)$/.test(text),
  portable,
  conversion,
  standIn: (type, quotedColumn) =>
    type.is === "enum" && type.constraint
      ? `${quotedColumn} IN (${type.values.map(lexicon.literal).join(", ")})`
      : null,
};
