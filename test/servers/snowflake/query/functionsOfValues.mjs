/** Functions of numbers, dates, semi-structured values, and those that choose among values. */
import { randomUUID } from "node:crypto";
import { castTo } from "../values/cast.mjs";
import { keyOf, order } from "../values/compare.mjs";
import { Decimal, rescale, whole } from "../values/decimal.mjs";
import { Day, Moment, dayNanos, dayOf, printDay } from "../values/time.mjs";
import * as t from "../values/types.mjs";
import { Variant, jsonOf } from "../values/variant.mjs";

const fn = (least, most, type, run, more = {}) => ({ args: [least, most], type, run, ...more });
const anyNull = { takesNull: true };
const commonType = (types) => types.reduce(t.common);
const numeric = ([type]) => (t.isNumeric(type) ? type : t.float);
const count = () => t.number(18, 0);
const integer = (value) => Number(rescale(castTo(value, t.number(38, 0)), 0).toString());
const real = (run) =>
  fn(
    1,
    2,
    () => t.float,
    (values) => run(...values.map((value) => castTo(value, t.float))),
  );

const rounding = (mode) =>
  fn(
    1,
    2,
    ([type]) => (type.name === "NUMBER" ? t.number(38, type.scale) : t.float),
    ([value, places], { type }) => {
      const scale = places === undefined ? 0 : integer(places);
      if (!(value instanceof Decimal))
        return mode(Number(castTo(value, t.float)) * 10 ** scale) / 10 ** scale;
      if (scale >= value.scale) return value;
      const unit = 10n ** BigInt(value.scale - scale);
      const cut = ((value.units % unit) + unit) % unit;
      const floor = value.units - cut;
      const units =
        mode === Math.floor
          ? floor
          : mode === Math.ceil
            ? cut === 0n
              ? floor
              : floor + unit
            : value.units < 0n
              ? -(((-value.units + unit / 2n) / unit) * unit)
              : ((value.units + unit / 2n) / unit) * unit;
      return rescale(new Decimal(units, value.scale), type.scale);
    },
  );

const object = (values) => {
  const json = {};
  for (let at = 0; at + 1 < values.length; at += 2)
    if (values[at] !== null && values[at + 1] !== null) json[values[at]] = jsonOf(values[at + 1]);
  return new Variant(json);
};

const jsonKind = (json) =>
  json === null
    ? "NULL_VALUE"
    : Array.isArray(json)
      ? "ARRAY"
      : typeof json === "object"
        ? "OBJECT"
        : typeof json === "string"
          ? "VARCHAR"
          : typeof json === "boolean"
            ? "BOOLEAN"
            : Number.isInteger(json)
              ? "INTEGER"
              : "DECIMAL";

const pick = (sign) =>
  fn(1, 100, commonType, (values, { type }) =>
    values.map((value) => castTo(value, type)).reduce((a, b) => (sign * order(b, a) > 0 ? b : a)),
  );

export const valueFunctions = {
  COALESCE: fn(
    1,
    100,
    commonType,
    (values, { type }) => castTo(values.find((value) => value !== null) ?? null, type),
    anyNull,
  ),
  IFNULL: fn(2, 2, commonType, ([a, b], { type }) => castTo(a ?? b, type), anyNull),
  NVL: fn(2, 2, commonType, ([a, b], { type }) => castTo(a ?? b, type), anyNull),
  NVL2: fn(
    3,
    3,
    ([, ...types]) => commonType(types),
    ([a, b, c], { type }) => castTo(a === null ? c : b, type),
    anyNull,
  ),
  IFF: fn(
    3,
    3,
    ([, ...types]) => commonType(types),
    ([a, b, c], { type }) => castTo(a === true ? b : c, type),
    anyNull,
  ),
  NULLIF: fn(
    2,
    2,
    ([type]) => type,
    ([a, b]) => (a !== null && keyOf(a) === keyOf(b) ? null : a),
    anyNull,
  ),
  ZEROIFNULL: fn(1, 1, numeric, ([a]) => a ?? whole(0), anyNull),
  EQUAL_NULL: fn(
    2,
    2,
    () => t.boolean,
    ([a, b]) => keyOf(a) === keyOf(b),
    anyNull,
  ),
  DECODE: fn(
    3,
    100,
    (types) =>
      commonType(
        types.filter(
          (_type, index) => index > 1 && (index % 2 === 0 || index === types.length - 1),
        ),
      ),
    ([value, ...rest], { type }) => {
      for (let at = 0; at + 1 < rest.length; at += 2)
        if (keyOf(rest[at]) === keyOf(value)) return castTo(rest[at + 1], type);
      return castTo(rest.length % 2 === 1 ? rest.at(-1) : null, type);
    },
    anyNull,
  ),
  GREATEST: pick(1),
  LEAST: pick(-1),
  ABS: fn(1, 1, numeric, ([a]) =>
    a instanceof Decimal
      ? new Decimal(a.units < 0n ? -a.units : a.units, a.scale)
      : Math.abs(castTo(a, t.float)),
  ),
  SIGN: fn(
    1,
    1,
    () => t.number(1, 0),
    ([a]) => whole(Math.sign(castTo(a, t.float))),
  ),
  ROUND: rounding(Math.round),
  FLOOR: rounding(Math.floor),
  CEIL: rounding(Math.ceil),
  MOD: fn(2, 2, commonType, ([a, b]) => {
    const scale = Math.max(a.scale, b.scale);
    return new Decimal(rescale(a, scale).units % rescale(b, scale).units, scale);
  }),
  SQRT: real(Math.sqrt),
  LN: real(Math.log),
  EXP: real(Math.exp),
  POWER: real((a, b) => a ** b),
  UUID_STRING: fn(
    0,
    0,
    () => t.text(),
    () => randomUUID(),
  ),
  RANDOM: fn(
    0,
    1,
    () => t.number(19, 0),
    () => whole(Math.floor((Math.random() - 0.5) * 2 ** 52)),
  ),
  ARRAY_CONSTRUCT: fn(
    0,
    1000,
    () => ({ name: "ARRAY" }),
    (values) => new Variant(values.map(jsonOf)),
    anyNull,
  ),
  ARRAY_SIZE: fn(1, 1, count, ([value]) =>
    Array.isArray(value.json) ? whole(value.json.length) : null,
  ),
  OBJECT_CONSTRUCT: fn(0, 1000, () => ({ name: "OBJECT" }), object, anyNull),
  GET: fn(
    2,
    2,
    () => t.variant,
    ([value, key]) => {
      const json = value.json?.[jsonOf(key)];
      return json === undefined ? null : new Variant(json);
    },
  ),
  TYPEOF: fn(
    1,
    1,
    () => t.text(),
    ([value]) => jsonKind(jsonOf(value)),
  ),
  SYSTEM$TYPEOF: fn(
    1,
    1,
    () => t.text(),
    (_values, { types }) => `${t.canonical(types[0])}[LOB]`,
    anyNull,
  ),
};
