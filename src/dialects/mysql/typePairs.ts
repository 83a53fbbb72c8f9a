/**
 * What MySQL and MariaDB do to values when a column changes its type, in a strict sql_mode: values
 * that do not fit are refused, but numbers are rounded, times truncated, trailing blanks removed,
 * and a text becomes what the new type reads in it.
 */
import type { Column } from "../../model/index.js";
import {
  both,
  conversionWhen,
  convertedBy,
  fails,
  keeps,
  loses,
  type Conversion,
  type PairTable,
} from "../conversion.js";
import type { MemberName } from "./flavour.js";
import { bytesOf, digits, fitting, longest, room, shapeOf, shortest, type Shape } from "./shape.js";
import { keepsValues } from "./values.js";

const rounded = "digits that do not fit are rounded away";
const blanks = "blanks at the end are cut";
const padded = "shorter values are padded with zero bytes";
const read = "a value is kept as what the new type reads in it, and not as it was written";
const zone =
  "what the clock shows becomes a point of time, by the zone of the session, or the other way";
const position = "a number is taken for the position of a value in the list";
const number = "it becomes the number of its digits";
const today = "the day is today's";

const decimal = ({ numbers: [precision = 10, scale = 0] }: Shape) => ({
  whole: precision - scale,
  scale,
});

const signLost = (from: Shape, to: Shape): boolean => to.unsigned && !from.unsigned;

const intoText = (from: Shape, to: Shape): Conversion =>
  longest(from) <= room(to) ? keeps : fails;

const intoBinary = (from: Shape, to: Shape): Conversion =>
  conversionWhen(shortest(from) < room(to) && padded, longest(from) > room(to));

const textIntoBinary = (from: Shape, to: Shape): Conversion =>
  conversionWhen(padded, bytesOf(from) > room(to));

const textIntoBytes = (from: Shape, to: Shape): Conversion =>
  bytesOf(from) > room(to) ? fails : keeps;

/** Bytes may not be valid text of the charset. */
const bytesIntoText = (from: Shape, to: Shape): Conversion =>
  to.width > 1 || room(from) > room(to) ? fails : keeps;

/** CHAR returns no trailing blanks; too many of them in a VARCHAR are cut. */
const ofTexts = (from: Shape, to: Shape): Conversion => {
  const [was, is] = [
    from.family === "text" || to.family === "text" ? bytesOf(from) : room(from),
    room(to),
  ];
  const narrower = was > is;
  const cut =
    from.family !== "char" &&
    (to.family === "char" || (narrower && from.family === "text" && to.family !== "text"));
  return conversionWhen(cut && blanks, narrower || from.width > to.width);
};

const cutFraction = ({ numbers: [was = 0] }: Shape, { numbers: [is = 0] }: Shape): Conversion =>
  is < was ? loses("fractions of a second are rounded") : keeps;

/** A time as a number is its digits: `count` of them, with a sign or without. */
const asNumber =
  (count: number) =>
  (from: Shape, to: Shape): Conversion => {
    const whole = to.family === "integer" ? fitting(to) : decimal(to).whole;
    const signed = from.family === "time" && to.unsigned;
    // A time below one hour has few digits, so that some values fit.
    const never = whole < count && from.family !== "time";
    return conversionWhen(!never && number, whole < count || signed);
  };

const labelsGo = (from: Shape, to: Shape): Conversion =>
  from.labels.every((label) => to.labels.includes(label)) ? keeps : fails;

const texts = ["char", "string", "text"] as const;

/** The same rows for every kind of text. */
const ofText = (rows: (text: string) => PairTable<Shape>): PairTable<Shape> =>
  Object.fromEntries(texts.flatMap((text) => Object.entries(rows(text))));

const rows: PairTable<Shape> = {
  "integer>integer": (from, to) =>
    conversionWhen(false, fitting(to) <= fitting(from) || signLost(from, to)),
  "integer>decimal": (from, to) =>
    conversionWhen(false, (digits[from.base]?.[1] ?? 20) > decimal(to).whole || signLost(from, to)),
  "integer>float": (from) => (fitting(from) > 6 ? loses(rounded) : keeps),
  "integer>double": ({ base }) => (base === "bigint" ? loses(rounded) : keeps),
  "integer>bit": fails,
  "integer>date": both(read),
  "integer>datetime": both(read),
  "integer>timestamp": both(read),
  "integer>time": ({ base }) => (base === "tinyint" ? loses(read) : both(read)),
  "integer>enum": both(position),
  "integer>set": both(position),
  "integer>json": keeps,
  "decimal>integer": (from, to) =>
    conversionWhen(
      decimal(from).scale > 0 && rounded,
      decimal(from).whole > fitting(to) || signLost(from, to),
    ),
  "decimal>decimal": (from, to) => {
    const [was, is] = [decimal(from), decimal(to)];
    const rounds = is.scale < was.scale;
    return conversionWhen(
      rounds && rounded,
      is.whole < was.whole + (rounds ? 1 : 0) || signLost(from, to),
    );
  },
  "decimal>float": ({ numbers: [precision = 10] }) => (precision > 6 ? loses(rounded) : keeps),
  "decimal>double": ({ numbers: [precision = 10] }) => (precision > 15 ? loses(rounded) : keeps),
  "decimal>bit": both(rounded),
  "decimal>json": keeps,
  "decimal>date": fails,
  "decimal>datetime": fails,
  "decimal>timestamp": fails,
  "decimal>enum": (from) => (decimal(from).scale > 0 ? fails : both(position)),
  "decimal>set": (from) => (decimal(from).scale > 0 ? fails : both(position)),
  "float>float": keeps,
  "float>double": keeps,
  "float>integer": (_, to) =>
    to.base === "bigint" && !to.unsigned ? loses(rounded) : both(rounded),
  "float>char": (_, to) => conversionWhen(room(to) >= 8 && rounded, room(to) < 9),
  "float>string": (_, to) => conversionWhen(room(to) >= 8 && rounded, room(to) < 9),
  "float>text": loses(rounded),
  "float>bytes": loses(rounded),
  "float>blob": loses(rounded),
  "float>json": loses(rounded),
  "float>date": both(read),
  "float>datetime": both(read),
  "float>timestamp": both(read),
  "double>json": keeps,
  "double>date": both(read),
  "double>datetime": both(read),
  "double>timestamp": both(read),
  "bit>integer": ({ numbers: [bits = 1] }, to) =>
    String(2 ** bits - 1).length <= fitting(to) ? keeps : fails,
  "bit>decimal": keeps,
  "bit>float": keeps,
  "bit>double": keeps,
  "bit>text": both(read),
  "bit>blob": loses(read),
  "bit>binary": loses(padded),
  "bit>date": fails,
  "bit>datetime": fails,
  "bit>timestamp": fails,
  "bit>time": loses(read),
  "bit>json": fails,
  "year>integer": (_, { base }) => (base === "tinyint" ? fails : keeps),
  "year>decimal": (_, to) => (decimal(to).whole < 4 ? fails : keeps),
  "year>float": keeps,
  "year>double": keeps,
  "year>bit": fails,
  "year>time": loses(read),
  "year>date": fails,
  "year>datetime": fails,
  "year>timestamp": fails,
  "year>json": fails,
  ...ofText((text) => ({
    [`${text}>char`]: ofTexts,
    [`${text}>string`]: ofTexts,
    [`${text}>text`]: ofTexts,
    [`${text}>binary`]: textIntoBinary,
    [`${text}>bytes`]: textIntoBytes,
    [`${text}>blob`]: textIntoBytes,
    ...Object.fromEntries(
      ["date", "datetime", "timestamp"].map((time) => [
        `${text}>${time}`,
        (from: Shape) => (room(from) < 6 ? fails : both(read)),
      ]),
    ),
  })),
  ...Object.fromEntries(
    ["binary", "bytes", "blob"].flatMap((from) =>
      texts.map((text) => [`${from}>${text}`, bytesIntoText]),
    ),
  ),
  "binary>binary": (from, to) =>
    conversionWhen(room(from) < room(to) && padded, room(from) > room(to)),
  "binary>bytes": textIntoBytes,
  "binary>blob": textIntoBytes,
  "bytes>binary": textIntoBinary,
  "bytes>bytes": textIntoBytes,
  "bytes>blob": textIntoBytes,
  "blob>binary": textIntoBinary,
  "blob>bytes": textIntoBytes,
  "blob>blob": textIntoBytes,
  "binary>date": ({ numbers: [length = 1] }) => (length < 6 ? fails : both(read)),
  "binary>datetime": ({ numbers: [length = 1] }) => (length < 6 ? fails : both(read)),
  "binary>timestamp": ({ numbers: [length = 1] }) => (length < 6 ? fails : both(read)),
  "binary>json": fails,
  "bytes>json": fails,
  "blob>json": fails,
  "date>integer": asNumber(8),
  "date>decimal": asNumber(8),
  "date>float": loses(number),
  "date>double": loses(number),
  "date>datetime": keeps,
  "date>timestamp": both(zone),
  "date>time": loses("the day is cut"),
  "date>*": fails,
  "time>integer": asNumber(7),
  "time>decimal": asNumber(7),
  "time>float": loses(number),
  "time>double": loses(number),
  "time>time": cutFraction,
  "time>date": loses(today),
  "time>datetime": loses(today),
  "time>timestamp": loses(today),
  "time>bit": both(number),
  "time>year": both(read),
  "time>*": fails,
  "datetime>integer": asNumber(14),
  "datetime>decimal": asNumber(14),
  "datetime>float": loses(number),
  "datetime>double": loses(number),
  "datetime>date": loses("the time of day is cut"),
  "datetime>time": loses("the day is cut"),
  "datetime>datetime": cutFraction,
  "datetime>timestamp": both(zone),
  "datetime>*": fails,
  "timestamp>integer": asNumber(14),
  "timestamp>decimal": asNumber(14),
  "timestamp>float": loses(number),
  "timestamp>double": loses(number),
  "timestamp>date": loses("the time of day is cut"),
  "timestamp>time": loses("the day is cut"),
  "timestamp>datetime": loses(zone),
  "timestamp>timestamp": cutFraction,
  "timestamp>blob": loses(zone),
  "timestamp>*": fails,
  "enum>enum": labelsGo,
  "enum>set": labelsGo,
  "set>set": labelsGo,
  "set>enum": fails,
  "enum>json": fails,
  "set>json": fails,
  ...Object.fromEntries(
    ["integer", "decimal", "float", "double", "bit", "year"].flatMap((to) =>
      ["enum", "set"].map((from) => [
        `${from}>${to}`,
        loses("it becomes the number of its position"),
      ]),
    ),
  ),
  ...Object.fromEntries(
    ["date", "time", "datetime", "timestamp"].map((to) => [
      `enum>${to}`,
      ({ labels }: Shape) => (labels.some((label) => /\d/.test(label)) ? both(read) : fails),
    ]),
  ),
  "set>date": ({ labels }) => (labels.some((label) => /\d/.test(label)) ? both(read) : fails),
  "set>datetime": ({ labels }) => (labels.some((label) => /\d/.test(label)) ? both(read) : fails),
  "set>timestamp": ({ labels }) => (labels.some((label) => /\d/.test(label)) ? both(read) : fails),
  "json>text": ({ numbers }, to) =>
    conversionWhen(false, numbers.length > 0 || room(to) < Infinity),
  "json>blob": fails,
  "json>bytes": fails,
  "json>json": keeps,
  "*>char": intoText,
  "*>string": intoText,
  "*>text": intoText,
  "*>bytes": intoText,
  "*>blob": intoText,
  "*>binary": intoBinary,
};

/** Pairs in which MySQL and MariaDB differ. */
const tables: Readonly<Record<MemberName, PairTable<Shape>>> = {
  mysql: {
    ...rows,
    "integer>date": (from) => (fitting(from) < 9 ? fails : both(read)),
    "integer>datetime": (from) => (fitting(from) < 9 ? fails : both(read)),
    "integer>timestamp": (from) => (fitting(from) < 9 ? fails : both(read)),
  },
  mariadb: {
    ...rows,
    ...Object.fromEntries(
      ["date", "datetime", "timestamp"].flatMap((time) => [
        [`float>${time}`, fails],
        [`double>${time}`, fails],
      ]),
    ),
    "decimal>date": both(read),
    "decimal>datetime": both(read),
    "decimal>timestamp": both(read),
    "bit>date": both(read),
    "bit>datetime": both(read),
    "bit>timestamp": both(read),
    "year>enum": fails,
    "time>year": fails,
    "set>time": fails,
    "binary>enum": fails,
    "binary>set": fails,
    ...Object.fromEntries(texts.map((text) => [`${text}>json`, fails])),
    "json>integer": fails,
    "json>bit": fails,
    "decimal>enum": both(position),
    "decimal>set": both(position),
    "text>text": (from, to) => (to.base === "tinytext" ? both(blanks) : ofTexts(from, to)),
  },
};

export const conversionOf =
  (flavour: MemberName) =>
  (from: Column, to: Column): Conversion =>
    keepsValues(from, to) ? keeps : convertedBy(tables[flavour], shapeOf(from), shapeOf(to));
