/**
 * What PostgreSQL does to values when a column changes its type: an assignment fails for values
 * that do not fit, but rounds numbers and cuts trailing blanks; a conversion through text
 * (casts.ts) gives what the new type reads in the text.
 */
import { atLeast, type Column, type Sql, lookupTable } from "../../model/index.js";
import {
  both,
  conversionWhen,
  convertedBy,
  fails,
  keeps,
  loses,
  type Conversion,
  type PairTable,
  type Version,
} from "../conversion.js";

interface Shape {
  readonly family: string;
  /** The type without arguments and brackets. */
  readonly base: string;
  readonly numbers: readonly number[];
  /** The type of an array's elements. */
  readonly element: Sql | null;
}

const families: Readonly<Record<string, string>> = lookupTable({
  smallint: "integer",
  integer: "integer",
  bigint: "integer",
  numeric: "numeric",
  real: "float",
  "double precision": "float",
  text: "string",
  "character varying": "string",
  character: "char",
  "time without time zone": "time",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
  bit: "bit",
  "bit varying": "varbit",
});

const own = new Set("boolean date interval uuid json jsonb bytea inet cidr money".split(" "));

const shapeOfType = (type: Sql): Shape => {
  const element = type.endsWith("[]") ? type.slice(0, -2) : null;
  const base = type.replace(/ ?\([^)]*\)/, "").replace(/\[\]$/, "");
  const numbers = (/\(([\d, ]+)\)/.exec(type)?.[1] ?? "").split(",").filter(Boolean).map(Number);
  const family = element === null ? (families[base] ?? (own.has(base) ? base : "label")) : "array";
  return { family, base, numbers, element };
};

const rounded = "digits that do not fit are rounded away";
const blanks = "blanks at the end are cut";
const read = "a text is kept as what the new type reads in it, and not as it was written";
const zone =
  "what the clock shows becomes a point of time, by the zone of the session, or the other way";

const digits: Readonly<Record<string, number>> = lookupTable({
  smallint: 5,
  integer: 10,
  bigint: 19,
});
const digitsOf = ({ base }: Shape): number => digits[base] ?? 19;
const exactDigits = ({ base }: Shape): number => (base === "real" ? 6 : 15);

/** The digits before and after the decimal point; unlimited where no precision is given. */
const decimal = ({ numbers: [precision, scale = 0] }: Shape) =>
  precision === undefined
    ? { whole: Infinity, scale: Infinity, all: Infinity }
    : { whole: precision - scale, scale, all: precision };

const ofIntegers = (from: Shape, to: Shape): Conversion =>
  digitsOf(from) <= digitsOf(to) ? keeps : fails;

const ofNumerics = (from: Shape, to: Shape): Conversion => {
  const [was, is] = [decimal(from), decimal(to)];
  const rounds = is.scale < was.scale;
  return conversionWhen(
    rounds && rounded,
    is.whole !== Infinity && is.whole < was.whole + (rounds ? 1 : 0),
  );
};

/** The longest text of a value of each type that is no text; a type without a row has no limit. */
const lengths: Readonly<Record<string, number>> = lookupTable({
  smallint: 6,
  integer: 11,
  bigint: 20,
  real: 14,
  "double precision": 24,
  boolean: 5,
  date: 13,
  uuid: 36,
  money: 27,
});

/** The longest text of a value, with its sign, decimal point and leading zero. */
const lengthOf = (shape: Shape): number => {
  const { base, numbers, family } = shape;
  const [first] = numbers;
  if (family === "numeric") return first === undefined ? Infinity : Math.max(first + 3, 3);
  if (family === "bit") return first ?? 1;
  if (family === "varbit") return first ?? Infinity;
  const fraction = (first ?? 6) === 0 ? 0 : (first ?? 6) + 1;
  if (family === "time") return 8 + fraction;
  if (family === "timestamp") return 22 + fraction;
  return lengths[base] ?? Infinity;
};

const room = ({ numbers: [length], family }: Shape): number =>
  length ?? (family === "char" ? 1 : Infinity);

const intoText = (from: Shape, to: Shape): Conversion =>
  lengthOf(from) <= room(to) ? keeps : fails;

/** Trailing blanks of a CHAR are not part of its value. */
const ofTexts = (from: Shape, to: Shape): Conversion => {
  const narrower = room(to) < room(from);
  const cut = from.family === "string" && (to.family === "char" || narrower);
  return conversionWhen(cut && blanks, narrower);
};

/** The cast of a JSON null fails before PostgreSQL 18 (its release notes, E.4.3.3 Data Types). */
const ofJsonb = (keepsOthers: boolean, version: Version): Conversion => {
  const nulls = version.length === 0 || atLeast(version, 18);
  if (!keepsOthers) return both(rounded);
  return nulls ? both("a JSON null becomes NULL") : fails;
};

const ofPrecision =
  (into: Conversion = keeps) =>
  ({ numbers: [was = 6] }: Shape, { numbers: [is = 6] }: Shape): Conversion =>
    conversionWhen(
      is < was ? "fractions of a second are rounded" : (into.loses ?? false),
      into.fails,
    );

const rows: PairTable<Shape> = {
  "*>string": intoText,
  "*>char": intoText,
  "*>bytea": both("a text becomes its bytes"),
  "integer>integer": ofIntegers,
  "integer>numeric": (from, to) => (digitsOf(from) <= decimal(to).whole ? keeps : fails),
  "integer>float": (from, to) =>
    digitsOf(from) <= (to.base === "real" ? 6 : 15) ? keeps : loses(rounded),
  "integer>boolean": ({ base }) =>
    base === "integer" ? loses("every number but 0 becomes true") : fails,
  "integer>json": keeps,
  "integer>jsonb": keeps,
  "integer>money": ({ base }) => (base === "bigint" ? fails : keeps),
  "integer>bit": ({ base }) =>
    base === "smallint" ? both(read) : loses("only the last bits stay"),
  "integer>varbit": fails,
  "integer>interval": ({ base }) => (base === "bigint" ? both(read) : loses(read)),
  "integer>date": ({ base }) => (base === "smallint" ? fails : both(read)),
  "integer>timestamp": ({ base }) => (base === "smallint" ? fails : both(read)),
  "integer>timestamptz": ({ base }) => (base === "smallint" ? fails : both(read)),
  "integer>time": both(read),
  "integer>cidr": both(read),
  "integer>inet": fails,
  "integer>uuid": fails,
  "integer>array": fails,
  "integer>label": fails,
  "numeric>integer": ({ numbers: [, scale = 0], numbers }) =>
    conversionWhen((numbers.length === 0 || scale > 0) && rounded, true),
  "numeric>numeric": ofNumerics,
  "numeric>float": (from, to) =>
    conversionWhen(
      decimal(from).all > exactDigits(to) && rounded,
      decimal(from).whole > (to.base === "real" ? 38 : 308),
    ),
  "numeric>money": (from) => conversionWhen(decimal(from).scale > 2 && rounded, true),
  "numeric>time": fails,
  ...Object.fromEntries(
    ["date", "timestamp", "timestamptz", "bit", "varbit"].map((to) => [
      `numeric>${to}`,
      ({ numbers: [, scale = 0] }: Shape) => (scale > 0 ? fails : both(read)),
    ]),
  ),
  "numeric>boolean": fails,
  "numeric>json": fails,
  "numeric>jsonb": fails,
  "numeric>uuid": fails,
  "numeric>inet": fails,
  "numeric>array": fails,
  "numeric>label": fails,
  "float>integer": both(rounded),
  // Before 14, numeric has no infinity.
  "float>numeric": both(rounded),
  "float>float": (from, to) => (from.base === "real" || to.base !== "real" ? keeps : both(rounded)),
  "float>money": both(rounded),
  "float>time": fails,
  "float>varbit": fails,
  "float>boolean": fails,
  "float>json": fails,
  "float>jsonb": fails,
  "float>uuid": fails,
  "float>inet": fails,
  "float>array": fails,
  "float>label": fails,
  "boolean>integer": (_, { base }) => (base === "integer" ? keeps : fails),
  "boolean>json": keeps,
  "boolean>jsonb": keeps,
  "boolean>*": fails,
  "string>string": ofTexts,
  "string>char": ofTexts,
  "char>string": ofTexts,
  "char>char": ofTexts,
  "string>uuid": (from) => (room(from) < 32 ? fails : both(read)),
  "char>uuid": (from) => (room(from) < 32 ? fails : both(read)),
  "string>json": fails,
  "string>label": fails,
  "char>json": fails,
  "char>label": fails,
  "date>timestamp": fails,
  "date>timestamptz": both(zone),
  "date>*": fails,
  "time>time": ofPrecision(),
  "time>interval": keeps,
  "time>*": fails,
  "timestamp>date": loses("the time of day is cut"),
  "timestamp>time": loses("the day is cut"),
  "timestamp>timestamp": ofPrecision(),
  "timestamp>timestamptz": loses(zone),
  "timestamp>*": fails,
  "timestamptz>date": loses("the time of day is cut"),
  "timestamptz>time": loses("the day is cut"),
  "timestamptz>timestamp": loses(zone),
  "timestamptz>timestamptz": ofPrecision(),
  "timestamptz>*": fails,
  "interval>time": loses("days and months are cut"),
  "interval>interval": loses("what the narrower interval does not count is cut"),
  "interval>*": fails,
  "uuid>*": fails,
  "inet>cidr": loses("bits to the right of the netmask are cut"),
  "inet>*": fails,
  "cidr>inet": keeps,
  "cidr>*": fails,
  "json>jsonb": loses("keys that stand there twice are there once, in another order"),
  "json>integer": fails,
  "json>numeric": (_, { numbers }) => (numbers.length === 0 ? fails : both(rounded)),
  "json>varbit": fails,
  "json>uuid": fails,
  "json>inet": fails,
  "json>array": fails,
  "json>label": fails,
  "jsonb>json": keeps,
  "jsonb>boolean": (_from, _to, version) => ofJsonb(true, version),
  "jsonb>numeric": (_, { numbers }, version) => ofJsonb(numbers.length === 0, version),
  "jsonb>varbit": fails,
  "jsonb>uuid": fails,
  "jsonb>inet": fails,
  "jsonb>array": fails,
  "jsonb>label": fails,
  "bytea>*": fails,
  "array>array": (from, to, version) =>
    converted(shapeOfType(from.element ?? ""), shapeOfType(to.element ?? ""), version),
  "array>interval": both(read),
  "array>*": fails,
  "bit>bit": ({ numbers: [was = 1] }, { numbers: [is = 1] }) => (was === is ? keeps : fails),
  "bit>varbit": intoText,
  "varbit>varbit": (from, to) => (lengthOf(from) <= lengthOf(to) ? keeps : fails),
  "varbit>bit": fails,
  ...Object.fromEntries(
    ["uuid", "json", "jsonb", "inet", "label", "array"].flatMap((to) => [
      [`bit>${to}`, fails],
      [`varbit>${to}`, fails],
    ]),
  ),
  "bit>boolean": (from) => (lengthOf(from) > 1 ? fails : both(read)),
  ...Object.fromEntries(
    ["date", "time", "timestamp", "timestamptz"].flatMap((to) =>
      ["bit", "varbit"].map((from) => [
        `${from}>${to}`,
        (shape: Shape) => (lengthOf(shape) < (to === "time" ? 4 : 6) ? fails : both(read)),
      ]),
    ),
  ),
  "money>numeric": (_, to) =>
    conversionWhen(decimal(to).scale < 2 && rounded, decimal(to).whole < 18),
  "money>money": keeps,
  "money>interval": both(read),
  "money>*": fails,
  "label>label": fails,
  "label>json": fails,
};

const converted = (from: Shape, to: Shape, version: Version): Conversion =>
  convertedBy(rows, from, to, version);

export const conversion = (from: Column, to: Column, version: Version = []): Conversion =>
  converted(shapeOfType(from.type), shapeOfType(to.type), version);
