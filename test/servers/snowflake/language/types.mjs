/** How a data type is written. */
import { compilation } from "../errors.mjs";
import * as t from "../values/types.mjs";

const words = {
  NUMBER: "number",
  DECIMAL: "number",
  DEC: "number",
  NUMERIC: "number",
  INT: "integer",
  INTEGER: "integer",
  BIGINT: "integer",
  SMALLINT: "integer",
  TINYINT: "integer",
  BYTEINT: "integer",
  FLOAT: "float",
  FLOAT4: "float",
  FLOAT8: "float",
  DOUBLE: "float",
  REAL: "float",
  DECFLOAT: "decfloat",
  VARCHAR: "text",
  STRING: "text",
  TEXT: "text",
  NVARCHAR: "text",
  NVARCHAR2: "text",
  VARCHAR2: "text",
  CHAR: "char",
  CHARACTER: "char",
  NCHAR: "char",
  BINARY: "binary",
  VARBINARY: "binary",
  TIME: "time",
  DATETIME: "timestampNtz",
  TIMESTAMP: "timestamp",
  TIMESTAMP_NTZ: "timestampNtz",
  TIMESTAMPNTZ: "timestampNtz",
  TIMESTAMP_LTZ: "timestampLtz",
  TIMESTAMPLTZ: "timestampLtz",
  TIMESTAMP_TZ: "timestampTz",
  TIMESTAMPTZ: "timestampTz",
  ARRAY: "array",
  OBJECT: "object",
  MAP: "map",
  VECTOR: "vector",
  BOOLEAN: "plain",
  DATE: "plain",
  VARIANT: "plain",
  GEOGRAPHY: "plain",
  GEOMETRY: "plain",
  UUID: "plain",
  FILE: "plain",
};

const size = (c, otherwise, limit, word) => {
  if (!c.take("(")) return otherwise;
  const token = c.peek();
  const length = c.integer();
  c.need(")");
  if (length < 1 || length > limit)
    throw compilation(
      "002263",
      "22000",
      `invalid value [${token.shown}] for parameter '${word} length'`,
    );
  return length;
};

const scale = (c) => {
  if (!c.take("(")) return 9;
  const token = c.peek();
  const value = c.integer();
  c.need(")");
  if (value < 0 || value > 9)
    throw compilation(
      "002263",
      "22000",
      `invalid value [${token.shown}] for parameter 'precision'`,
    );
  return value;
};

const notNull = (c) => {
  if (!c.take("NOT")) return false;
  c.need("NULL");
  return true;
};

const textOf = (c, length, word) => ({
  name: "VARCHAR",
  length: size(c, length, t.textLimit, word),
});

/** WITH TIME ZONE and the like after TIMESTAMP. */
const zone = (c) => {
  if (c.take("WITHOUT", "TIME", "ZONE")) return "NTZ";
  if (c.take("WITH", "LOCAL", "TIME", "ZONE")) return "LTZ";
  if (c.take("WITH", "TIME", "ZONE")) return "TZ";
  return undefined;
};

const readers = {
  number: (c) => {
    if (!c.take("(")) return t.number();
    const precision = c.integer();
    const places = c.take(",") ? c.integer() : 0;
    c.need(")");
    if (precision < 1 || precision > 38 || places < 0 || places > 37 || places > precision)
      throw compilation(
        "002258",
        "22023",
        `invalid value [${precision < 1 || precision > 38 ? precision : places}] for parameter '${precision < 1 || precision > 38 ? "precision" : "scale"}'`,
      );
    return t.number(precision, places);
  },
  integer: () => t.number(),
  float: () => t.float,
  decfloat: (c) => {
    if (c.take("(")) {
      c.integer();
      c.need(")");
    }
    return t.simple("DECFLOAT");
  },
  text: (c, word) => textOf(c, t.textDefault, word),
  char: (c, word) => textOf(c, c.take("VARYING") ? t.textDefault : 1, word),
  binary: (c, word) => ({
    name: "BINARY",
    length: size(c, t.binaryDefault, t.binaryLimit, word),
  }),
  time: (c) => ({ name: "TIME", scale: scale(c) }),
  timestamp: (c) => {
    const places = scale(c);
    return t.timestamp(zone(c) ?? "NTZ", places);
  },
  timestampNtz: (c) => t.timestamp("NTZ", scale(c)),
  timestampLtz: (c) => t.timestamp("LTZ", scale(c)),
  timestampTz: (c) => t.timestamp("TZ", scale(c)),
  array: (c) => {
    if (!c.take("(")) return { name: "ARRAY" };
    const element = dataType(c);
    const elementNotNull = notNull(c);
    c.need(")");
    return { name: "ARRAY", element, elementNotNull };
  },
  object: (c) => {
    if (!c.take("(")) return { name: "OBJECT" };
    const fields = c.list(() => {
      const token = c.next();
      if (!["word", "quoted"].includes(token.kind)) c.fail(token);
      // Names of fields stay as they were typed.
      const name = token.kind === "quoted" ? token.value : token.shown;
      return { name, type: dataType(c), notNull: notNull(c) };
    });
    c.need(")");
    return { name: "OBJECT", fields };
  },
  map: (c) => {
    c.need("(");
    const key = dataType(c);
    c.need(",");
    const value = dataType(c);
    const valueNotNull = notNull(c);
    c.need(")");
    if (!(key.name === "VARCHAR" || (key.name === "NUMBER" && key.scale === 0)))
      throw compilation("002141", "42601", `Invalid map key type ${t.canonical(key)}.`);
    return { name: "MAP", key, value, valueNotNull };
  },
  vector: (c) => {
    c.need("(");
    const element = dataType(c);
    c.need(",");
    const dimension = c.integer();
    c.need(")");
    if (!["FLOAT", "NUMBER"].includes(element.name) || dimension < 1 || dimension > 4096) c.fail();
    return { name: "VECTOR", element, dimension };
  },
  plain: (_c, word) => t.simple(word),
};

export const isType = (c) => {
  const { kind, value } = c.peek();
  return kind === "word" && words[value] !== undefined;
};

/** @returns {import("../values/types.mjs").Type} */
export const dataType = (c) => {
  const token = c.next();
  const reader = token.kind === "word" ? words[token.value] : undefined;
  if (reader === undefined) {
    if (token.kind !== "word" && token.kind !== "quoted") c.fail(token);
    throw compilation("002040", "42704", `Unsupported data type '${token.value}'.`);
  }
  if (token.value === "DOUBLE") c.take("PRECISION");
  return readers[reader](c, token.value);
};

/** A type and the words that it was written in, which DATA_TYPE_ALIAS keeps. */
export const spelledType = (c) => {
  const start = c.peek();
  const type = dataType(c);
  return {
    type,
    alias: c
      .since(start)
      .toUpperCase()
      .replace(/\s*\([\s\S]*\)/, ""),
  };
};
