/** TO_… and TRY_TO_…: casts that are written as functions. */
import { SnowflakeError } from "../errors.mjs";
import { castTo } from "../values/cast.mjs";
import * as t from "../values/types.mjs";
import { Variant, printVariant } from "../values/variant.mjs";

const fn = (least, most, type, run, more = {}) => ({ args: [least, most], type, run, ...more });

/** Precision and scale may be given as literals. */
const sized = (_types, nodes) => {
  const [precision, scale] = nodes
    .slice(1)
    .filter(({ e, type }) => e === "literal" && type === "number")
    .map(({ value }) => Number(value.toString()));
  return t.number(precision ?? 38, scale ?? 0);
};

const types = {
  NUMBER: sized,
  DECIMAL: sized,
  NUMERIC: sized,
  DOUBLE: () => t.float,
  VARCHAR: () => t.text(),
  CHAR: () => t.text(),
  BOOLEAN: () => t.boolean,
  DATE: () => t.date,
  TIME: () => ({ name: "TIME", scale: 9 }),
  TIMESTAMP: () => t.timestamp("NTZ"),
  TIMESTAMP_NTZ: () => t.timestamp("NTZ"),
  TIMESTAMP_LTZ: () => t.timestamp("LTZ"),
  TIMESTAMP_TZ: () => t.timestamp("TZ"),
  BINARY: () => ({ name: "BINARY", length: t.binaryDefault }),
};

const casting = (type) => fn(1, 3, type, ([value], details) => castTo(value, details.type));

const trying = (type) =>
  fn(1, 3, type, ([value], details) => {
    try {
      return castTo(value, details.type);
    } catch {
      return null;
    }
  });

const entries = Object.entries(types).flatMap(([name, type]) => [
  [`TO_${name}`, casting(type)],
  [`TRY_TO_${name}`, trying(type)],
]);

const parse = (text) => {
  try {
    return new Variant(JSON.parse(text));
  } catch (error) {
    throw new SnowflakeError("100069", "22P02", `Error parsing JSON: ${error.message}`);
  }
};

export const conversions = {
  ...Object.fromEntries(entries),
  TO_VARIANT: fn(
    1,
    1,
    () => t.variant,
    ([value]) => castTo(value, t.variant),
  ),
  TO_JSON: fn(
    1,
    1,
    () => t.text(),
    ([value]) => printVariant(castTo(value, t.variant)),
  ),
  PARSE_JSON: fn(
    1,
    1,
    () => t.variant,
    ([text]) => parse(text),
  ),
  TRY_PARSE_JSON: fn(
    1,
    1,
    () => t.variant,
    ([text]) => {
      try {
        return parse(text);
      } catch {
        return null;
      }
    },
  ),
  TO_OBJECT: fn(
    1,
    1,
    () => ({ name: "OBJECT" }),
    ([value]) => castTo(value, { name: "OBJECT" }),
  ),
  TO_ARRAY: fn(
    1,
    1,
    () => ({ name: "ARRAY" }),
    ([value]) => (Array.isArray(value.json) ? value : new Variant([value.json ?? value])),
  ),
};
