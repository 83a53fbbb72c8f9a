/**
 * Which types can hold every value of another one unchanged, so that the change can neither fail
 * nor lose anything.
 */
import { lookupTable, type Column, type Sql } from "../../model/index.js";
import { charsetOf } from "./collation.js";
import { baseOf, canonical, listedValues } from "./types.js";

interface Shape {
  readonly base: string;
  readonly numbers: readonly number[];
  readonly unsigned: boolean;
  readonly text: Sql;
}

const shapeOf = (type: Sql): Shape => {
  const text = canonical(type);
  return {
    base: baseOf(text),
    numbers: (/\(([\d,]+)\)/.exec(text)?.[1] ?? "").split(",").filter(Boolean).map(Number),
    unsigned: text.includes(" unsigned"),
    text,
  };
};

/** In bits. */
const integers: Readonly<Record<string, number>> = lookupTable({
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
});

/** Decimal digits of the widest value. */
const digits: Readonly<Record<string, number>> = lookupTable({
  tinyint: 3,
  smallint: 5,
  mediumint: 8,
  int: 10,
  bigint: 20,
});

/** In bytes. */
const texts: Readonly<Record<string, number>> = lookupTable({
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
  longtext: 4_294_967_295,
});
const blobs: Readonly<Record<string, number>> = lookupTable({
  tinyblob: 255,
  blob: 65_535,
  mediumblob: 16_777_215,
  longblob: 4_294_967_295,
});

const bytesPerCharacter = 4;

/**
 * How many bytes a text of this type can hold; null for any type that is not a text of variable
 * length.
 */
const textRoom = ({ base, numbers: [length = 0] }: Shape): number | null =>
  base === "varchar" ? length * bytesPerCharacter : (texts[base] ?? null);

const blobRoom = ({ base, numbers: [length = 0] }: Shape): number | null =>
  base === "varbinary" ? length : (blobs[base] ?? null);

const integerKept = (from: Shape, to: Shape): boolean => {
  const [old, now] = [integers[from.base], integers[to.base]];
  if (old === undefined) return false;
  if (now !== undefined)
    return from.unsigned === to.unsigned ? old <= now : from.unsigned && old < now;
  const [precision = 10, scale = 0] = to.numbers;
  if (to.base === "decimal")
    return precision - scale >= (digits[from.base] ?? 0) && (from.unsigned || !to.unsigned);
  return to.base === "double" && old <= 32 && (from.unsigned || !to.unsigned);
};

const decimalKept = (from: Shape, to: Shape): boolean => {
  const [precision = 10, scale = 0] = from.numbers;
  const [nextPrecision = 10, nextScale = 0] = to.numbers;
  return (
    from.base === "decimal" &&
    to.base === "decimal" &&
    nextScale >= scale &&
    nextPrecision - nextScale >= precision - scale &&
    (from.unsigned || !to.unsigned)
  );
};

/** CHAR removes trailing blanks of a value, so changing a VARCHAR to it may change values. */
const lengthKept = (from: Shape, to: Shape): boolean => {
  const [old = 0] = from.numbers;
  const [now = 0] = to.numbers;
  if (to.base === "char") return from.base === "char" && old <= now;
  if (to.base === "varchar") return (from.base === "char" || from.base === "varchar") && old <= now;
  const pairs = [
    [from.base === "char" ? old * bytesPerCharacter : textRoom(from), textRoom(to)],
    [blobRoom(from), blobRoom(to)],
  ] as const;
  return pairs.some(([room, next]) => room !== null && next !== null && room <= next);
};

const timeKept = (from: Shape, to: Shape): boolean => {
  const [old = 0] = from.numbers;
  const [now = 0] = to.numbers;
  if (from.base === "date") return to.base === "datetime";
  return (
    ["time", "datetime", "timestamp"].includes(from.base) && from.base === to.base && old <= now
  );
};

const listKept = (from: Shape, to: Shape): boolean => {
  if (from.base !== to.base || (from.base !== "enum" && from.base !== "set")) return false;
  const now = new Set(listedValues(to.text));
  return listedValues(from.text).every((value) => now.has(value));
};

const rules = [integerKept, decimalKept, lengthKept, timeKept, listKept];

const characterSet = ({ collation, options }: Column): string | null =>
  options["charset"] ?? (collation === null ? null : (charsetOf(collation) ?? "utf8mb4"));

const charsetKept = (from: Column, to: Column): boolean =>
  characterSet(from) === characterSet(to) || characterSet(to) === "utf8mb4";

export const keepsValues = (from: Column, to: Column): boolean => {
  const [old, now] = [shapeOf(from.type), shapeOf(to.type)];
  if (!charsetKept(from, to)) return false;
  return (
    old.text === now.text ||
    (old.base === "float" && now.base === "double") ||
    rules.some((kept) => kept(old, now))
  );
};
