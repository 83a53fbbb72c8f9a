/** Comparison and three-valued logic; NULL is null. */
import { castTo } from "./cast.mjs";
import { Decimal, compareDecimals } from "./decimal.mjs";
import { Clock, Day, Moment, midnight } from "./time.mjs";
import { common } from "./types.mjs";
import { Variant, printVariant } from "./variant.mjs";

const plain = (x, y) => (x < y ? -1 : x > y ? 1 : 0);

/** Texts are in the order of their UTF-8 bytes. */
const texts = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Two values of one type, neither NULL: below, at or above 0. */
export const order = (a, b) => {
  if (typeof a === "string" && typeof b === "string") return texts(a, b);
  if (a instanceof Decimal && b instanceof Decimal) return compareDecimals(a, b);
  if (typeof a === "number" || typeof b === "number") return plain(Number(a), Number(b));
  if (typeof a === "boolean") return plain(Number(a), Number(b));
  if (a instanceof Day && b instanceof Day) return plain(a.days, b.days);
  if (a instanceof Day || b instanceof Day)
    return order(...[a, b].map((x) => (x instanceof Day ? midnight(x) : x)));
  if (a instanceof Moment || a instanceof Clock) return plain(a.nanos, b.nanos);
  if (Buffer.isBuffer(a)) return Buffer.compare(a, b);
  if (a instanceof Variant && b instanceof Variant) {
    if (typeof a.json === "number" && typeof b.json === "number") return plain(a.json, b.json);
    return plain(printVariant(a), printVariant(b));
  }
  throw new TypeError("values that cannot be compared");
};

/** A key under which equal values are alike. */
export const keyOf = (value) => {
  if (value === null) return "∅";
  if (value instanceof Decimal) {
    const text = value.toString();
    return `n${text.includes(".") ? text.replace(/\.?0+$/, "") : text}`;
  }
  if (value instanceof Day) return `d${value.days}`;
  if (value instanceof Clock || value instanceof Moment) return `t${value.nanos}`;
  if (value instanceof Variant) return `v${printVariant(value)}`;
  if (Buffer.isBuffer(value)) return `b${value.toString("hex")}`;
  return `${typeof value}${String(value)}`;
};

/** @returns {(a: unknown, b: unknown) => number|null} the comparison of values of two types */
export const comparer = (left, right) => {
  const type = common(left, right);
  const sized = { ...type, ...(type.name === "VARCHAR" ? { length: Infinity } : {}) };
  const same = left.name === right.name && left.name !== "NUMBER";
  return (a, b) => {
    if (a === null || b === null) return null;
    if (same || (type.name === "NUMBER" && a instanceof Decimal && b instanceof Decimal))
      return order(a, b);
    return order(castTo(a, sized), castTo(b, sized));
  };
};

export const and = (a, b) =>
  a === false || b === false ? false : a === null || b === null ? null : true;
export const or = (a, b) =>
  a === true || b === true ? true : a === null || b === null ? null : false;
export const not = (a) => (a === null ? null : !a);

/** LIKE's pattern; ILIKE and SHOW take no account of case. */
export const likePattern = (pattern, { ignoreCase = false, escape } = {}) => {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (escape !== undefined && sign === escape && at + 1 < pattern.length) {
      at += 1;
      source += pattern[at].replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    } else if (sign === "%") source += "[\\s\\S]*";
    else if (sign === "_") source += "[\\s\\S]";
    else source += sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }
  return new RegExp(`^${source}$`, ignoreCase ? "iu" : "u");
};
