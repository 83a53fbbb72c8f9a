/** Casts: a value of one type as a value of another. */
import { SnowflakeError } from "../errors.mjs";
import { Decimal, parseDecimal, rescale } from "./decimal.mjs";
import {
  Clock,
  Day,
  Moment,
  clockOf,
  dayOf,
  midnight,
  momentOfDate,
  parseClock,
  parseDay,
  parseMoment,
  printClock,
  printDay,
  printMoment,
} from "./time.mjs";
import { canonical } from "./types.mjs";
import { Variant, jsonOf, printVariant } from "./variant.mjs";

const unrecognized = (what, text) =>
  new SnowflakeError("100038", "22018", `${what} '${text}' is not recognized`);

const cannot = (value, type) =>
  new SnowflakeError(
    "100069",
    "22000",
    `Failed to cast variant value ${printVariant(new Variant(jsonOf(value)))} to ${canonical(type)}`,
  );

/** @param {number|Decimal} value */
const floatText = (value) => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return String(value);
};

/** As a text; undefined for NULL. */
export const asText = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return floatText(value);
  if (value instanceof Decimal) return value.toString();
  if (value instanceof Day) return printDay(value);
  if (value instanceof Clock) return printClock(value);
  if (value instanceof Moment) return printMoment(value, value.zone !== undefined);
  if (Buffer.isBuffer(value)) return value.toString("hex").toUpperCase();
  if (value instanceof Variant)
    return typeof value.json === "string" ? value.json : printVariant(value);
  throw new TypeError(`no text of ${String(value)}`);
};

const truths = { true: true, t: true, yes: true, y: true, on: true, 1: true };
const untruths = { false: true, f: true, no: true, n: true, off: true, 0: true };

const fit = (value, type) => {
  const scaled = rescale(value, type.scale);
  const digits = (scaled.units < 0n ? -scaled.units : scaled.units).toString().length;
  if (scaled.units !== 0n && digits > type.precision)
    throw new SnowflakeError(
      "100132",
      "22003",
      `Number out of representable range: type FIXED[SB16](${type.precision},${type.scale}){nullable}, value ${value.toString()}`,
    );
  return scaled;
};

const toNumber = (value, type) => {
  if (value instanceof Decimal) return fit(value, type);
  if (typeof value === "number") {
    const parsed = parseDecimal(value.toFixed(Math.min(20, type.scale + 2)));
    if (parsed === undefined) throw unrecognized("Numeric value", floatText(value));
    return fit(parsed, type);
  }
  if (typeof value === "boolean") return fit(new Decimal(value ? 1n : 0n, 0), type);
  if (value instanceof Variant) return toNumber(fromJson(value, type), type);
  const parsed = typeof value === "string" ? parseDecimal(value) : undefined;
  if (parsed === undefined) throw unrecognized("Numeric value", asText(value));
  return fit(parsed, type);
};

/** What is inside of a VARIANT as a plain value. */
const fromJson = (value, type) => {
  const { json } = value;
  if (typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return parseDecimal(String(json)) ?? json;
  throw cannot(value, type);
};

const toFloat = (value, type) => {
  if (typeof value === "number") return value;
  if (value instanceof Decimal) return value.toNumber();
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Variant) return toFloat(fromJson(value, type), type);
  const text = asText(value).trim();
  if (/^nan$/i.test(text)) return NaN;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (text === "" || Number.isNaN(Number(text))) throw unrecognized("Numeric value", text);
  return Number(text);
};

const toBoolean = (value, type) => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (value instanceof Decimal) return value.units !== 0n;
  if (value instanceof Variant) return toBoolean(fromJson(value, type), type);
  const text = asText(value).trim().toLowerCase();
  if (truths[text]) return true;
  if (untruths[text]) return false;
  throw unrecognized("Boolean value", asText(value));
};

const toText = (value, type) => {
  const text = asText(value);
  if ([...text].length > type.length)
    throw new SnowflakeError(
      "100078",
      "22000",
      `String '${text}' is too long and would be truncated`,
    );
  return text;
};

const fromText = (parse, what) => (value) => {
  const parsed = parse(value);
  if (parsed === undefined) throw unrecognized(what, value);
  return parsed;
};

/** A whole number means days or seconds since 1970. */
const seconds = (text) => (/^-?\d+$/.test(text) ? BigInt(text) * 1_000_000_000n : undefined);

const toDate = (value) => {
  if (value instanceof Day) return value;
  if (value instanceof Moment) return dayOf(value);
  if (value instanceof Variant) return toDate(fromJson(value));
  if (typeof value !== "string") throw unrecognized("Date", asText(value));
  const nanos = seconds(value);
  if (nanos !== undefined) return dayOf(new Moment(nanos));
  return fromText(parseDay, "Date")(value);
};

const toTime = (value) => {
  if (value instanceof Clock) return value;
  if (value instanceof Moment) return clockOf(value);
  if (value instanceof Variant) return toTime(fromJson(value));
  if (typeof value !== "string") throw unrecognized("Time", asText(value));
  return fromText(parseClock, "Time")(value);
};

const toTimestamp = (kind) => (value, type) => {
  const cut = (moment) => {
    const unit = 10n ** BigInt(9 - type.scale);
    return new Moment(moment.nanos - (((moment.nanos % unit) + unit) % unit), moment.zone);
  };
  if (value instanceof Moment) {
    if (kind === "NTZ")
      return cut(new Moment(value.nanos + BigInt(value.zone ?? 0) * 60_000_000_000n));
    return cut(kind === "TZ" ? new Moment(value.nanos, value.zone ?? 0) : new Moment(value.nanos));
  }
  if (value instanceof Day) return toTimestamp(kind)(midnight(value), type);
  if (value instanceof Variant) return toTimestamp(kind)(fromJson(value), type);
  if (value instanceof Decimal) return toTimestamp(kind)(new Moment(rescale(value, 9).units), type);
  if (typeof value !== "string") throw unrecognized("Timestamp", asText(value));
  const nanos = seconds(value);
  if (nanos !== undefined) return toTimestamp(kind)(new Moment(nanos), type);
  return cut(fromText((text) => parseMoment(text, kind), "Timestamp")(value));
};

const toBinary = (value, type) => {
  const bytes = Buffer.isBuffer(value)
    ? value
    : /^([0-9a-f]{2})*$/i.test(asText(value))
      ? Buffer.from(asText(value), "hex")
      : undefined;
  if (bytes === undefined)
    throw new SnowflakeError(
      "100115",
      "22000",
      `The following string is not a legal hex-encoded value: '${asText(value)}'`,
    );
  if (bytes.length > type.length)
    throw new SnowflakeError(
      "100145",
      "22000",
      `Binary value '${bytes.toString("hex").toUpperCase()}' is too long and would be truncated`,
    );
  return bytes;
};

const toJson = (accepts) => (value, type) => {
  if (!(value instanceof Variant) || !accepts(value.json)) throw cannot(value, type);
  return value;
};

const isObject = (json) => json !== null && typeof json === "object" && !Array.isArray(json);

const converters = {
  NUMBER: toNumber,
  FLOAT: toFloat,
  DECFLOAT: toFloat,
  VARCHAR: toText,
  BOOLEAN: toBoolean,
  DATE: toDate,
  TIME: toTime,
  TIMESTAMP_NTZ: toTimestamp("NTZ"),
  TIMESTAMP_LTZ: toTimestamp("LTZ"),
  TIMESTAMP_TZ: toTimestamp("TZ"),
  BINARY: toBinary,
  VARIANT: (value) => (value instanceof Variant ? value : new Variant(jsonOf(value))),
  OBJECT: toJson(isObject),
  ARRAY: toJson(Array.isArray),
  MAP: toJson(isObject),
  VECTOR: toJson(Array.isArray),
  UUID: (value) => asText(value).toLowerCase(),
  NULL: (value) => value,
};

/** The value as one of the type; NULL stays NULL. */
export const castTo = (value, type) => {
  if (value === null) return null;
  // A JSON null is no value of any other type.
  if (value instanceof Variant && value.json === null && type.name !== "VARIANT") return null;
  const converter = converters[type.name];
  if (converter === undefined)
    throw new SnowflakeError("002000", "0A000", `Unsupported feature 'values of ${type.name}'.`);
  return converter(value, type);
};

/** A bind of the driver: its type and its text. */
export const bound = ({ type, value }) => {
  if (value === null || value === undefined) return null;
  const convert = {
    FIXED: () => parseDecimal(value),
    REAL: () => Number(value),
    BOOLEAN: () => /^(true|1)$/i.test(value),
    DATE: () => dayOf(momentOfDate(new Date(Number(value)))),
    TIME: () => new Clock(BigInt(value)),
    TIMESTAMP_NTZ: () => new Moment(BigInt(value)),
    TIMESTAMP_LTZ: () => new Moment(BigInt(value)),
    TIMESTAMP_TZ: () => {
      const [nanos, zone] = String(value).split(" ");
      return new Moment(BigInt(nanos), zone === undefined ? 0 : Number(zone) - 1440);
    },
    BINARY: () => Buffer.from(value, "hex"),
    VARIANT: () => new Variant(JSON.parse(value)),
    OBJECT: () => new Variant(JSON.parse(value)),
    ARRAY: () => new Variant(JSON.parse(value)),
  }[type];
  return convert === undefined ? String(value) : convert();
};
