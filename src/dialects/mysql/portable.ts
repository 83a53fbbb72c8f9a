/** Portable types in MySQL's and MariaDB's words, and back. */
import { SchemaDiffError, type Column, type Sql, lookupTable } from "../../model/index.js";
import type { Types } from "../dialect.js";
import type { PortableName, PortableType, PortableTypes } from "../types.js";
import { isOfCharset } from "./collation.js";
import type { Flavour } from "./flavour.js";
import { literal } from "./lexicon.js";
import { canonical, listedValues, takesCollation } from "./types.js";
import { mergesValues } from "./collation.js";
import { conversionOf } from "./typePairs.js";
import { filledBy } from "./filledRows.js";

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

const fraction = (precision: number | null): string =>
  precision === null || within("fractional seconds", precision, 0, 6) === 0 ? "" : `(${precision})`;

const decimal = ({ precision, scale }: PortableTypes["numeric"]): Sql => {
  const digits = within("numeric precision", precision ?? 10, 1, 65);
  return `decimal(${digits},${within("numeric scale", scale ?? 0, 0, Math.min(30, digits))})`;
};

type Printers = { readonly [P in PortableName]: (type: PortableTypes[P], flavour: Flavour) => Sql };

const printers: Printers = {
  smallint: () => "smallint",
  integer: () => "int",
  bigint: () => "bigint",
  numeric: decimal,
  real: () => "float",
  double: () => "double",
  boolean: () => "tinyint(1)",
  varchar: ({ length }, { title }) =>
    length === null
      ? refuse(`a varchar needs a length in ${title}`, "give one, or use text")
      : `varchar(${within("varchar length", length, 0, 65535)})`,
  char: ({ length }) => `char(${within("char length", length, 0, 255)})`,
  text: () => "text",
  binary: ({ length }) =>
    length === null ? "blob" : `varbinary(${within("binary length", length, 0, 65535)})`,
  date: () => "date",
  time: ({ precision }) => `time${fraction(precision)}`,
  timestamp: ({ zone, precision }) => `${zone ? "timestamp" : "datetime"}${fraction(precision)}`,
  json: () => "json",
  uuid: (_, { uuid }) => uuid,
  enum: ({ values }) =>
    values.length === 0
      ? refuse("an enum needs at least one value", "give it the values, or use text")
      : `enum(${values.map(literal).join(",")})`,
  array: (_, { title }) => refuse(`${title} has no arrays`, "use json, or a table of its own"),
  native: ({ text, per }, { name }) =>
    canonical(per[name] ?? (name === "mariadb" ? per["mysql"] : undefined) ?? text),
};

const printOf = <P extends PortableName>(
  type: { readonly is: P } & PortableTypes[P],
  flavour: Flavour,
): Sql => printers[type.is](type, flavour);

const numberOrNull = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text);

const plain: Readonly<Record<string, PortableType>> = lookupTable({
  smallint: { is: "smallint" },
  int: { is: "integer" },
  bigint: { is: "bigint" },
  float: { is: "real" },
  double: { is: "double" },
  "tinyint(1)": { is: "boolean", name: null, constraint: false },
  text: { is: "text" },
  blob: { is: "binary", length: null },
  date: { is: "date" },
  json: { is: "json", binary: false },
});

type Reading = readonly [
  pattern: RegExp,
  read: (groups: readonly (string | undefined)[]) => PortableType,
];

const readings: readonly Reading[] = [
  [
    /^decimal\((\d+),(\d+)\)$/,
    ([, p, s]) => ({ is: "numeric", precision: numberOrNull(p), scale: numberOrNull(s) }),
  ],
  [/^varchar\((\d+)\)$/, ([, n]) => ({ is: "varchar", length: numberOrNull(n) })],
  [/^char\((\d+)\)$/, ([, n]) => ({ is: "char", length: Number(n) })],
  [/^varbinary\((\d+)\)$/, ([, n]) => ({ is: "binary", length: numberOrNull(n) })],
  [/^time(?:\((\d)\))?$/, ([, p]) => ({ is: "time", zone: false, precision: numberOrNull(p) })],
  [
    /^datetime(?:\((\d)\))?$/,
    ([, p]) => ({ is: "timestamp", zone: false, precision: numberOrNull(p) }),
  ],
  [
    /^timestamp(?:\((\d)\))?$/,
    ([, p]) => ({ is: "timestamp", zone: true, precision: numberOrNull(p) }),
  ],
];

const portableOf = (text: Sql, flavour: Flavour): PortableType | null => {
  const type = canonical(text);
  if (type === "uuid" && flavour.uuid === "uuid") return { is: "uuid" };
  if (type.startsWith("enum("))
    return { is: "enum", name: null, schema: null, values: listedValues(type), constraint: false };
  for (const [pattern, read] of readings) {
    const groups = pattern.exec(type);
    if (groups !== null) return read(groups);
  }
  return Object.hasOwn(plain, type) ? (plain[type] ?? null) : null;
};

/**
 * An enum is a type of its own; a boolean is a tinyint(1), which accepts any number, so that a
 * CHECK replaces it, as in SQLAlchemy.
 */
export const typesOf = (flavour: Flavour): Types => ({
  print: (type) => printOf(type, flavour),
  canonical,
  counts: (text) => /^(?:(?:tiny|small|medium|big)?int|float|double)\b/.test(text),
  portable: (text) => portableOf(text, flavour),
  conversion: conversionOf(flavour.name),
  mergesValues,
  fillsRows: filledBy(flavour.name),
  nullsBecome: "0 or '' where sql_mode is not strict",
  inheritsCollation: (type) => takesCollation(canonical(type)),
  isOfCharset,
  ...(flavour.remembersCollation && {
    withWrittenCollation: (column: Column) => ({
      ...column,
      options: { ...column.options, collationWritten: "yes" },
    }),
  }),
  standIn: (type, quotedColumn) =>
    type.is === "boolean" && type.constraint ? `${quotedColumn} IN (0, 1)` : null,
});
