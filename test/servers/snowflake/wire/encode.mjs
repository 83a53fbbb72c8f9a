/** Results as the driver reads them: JSON texts by column type. */
import { asText } from "../values/cast.mjs";
import { Decimal, rescale } from "../values/decimal.mjs";
import { printVariant } from "../values/variant.mjs";
import { isTimestamp, wireType } from "../values/types.mjs";

/** Seconds with as many places as the type has. */
const seconds = (nanos, scale) => rescale(new Decimal(nanos, 9), scale).toString();

const encoders = {
  NUMBER: (value, { scale }) =>
    value instanceof Decimal ? rescale(value, scale).toString() : asText(value),
  BOOLEAN: (value) => String(value),
  DATE: ({ days }) => String(days),
  TIME: ({ nanos }, { scale }) => seconds(nanos, scale),
  VARIANT: (value) => printVariant(value, 2),
  OBJECT: (value) => printVariant(value, 2),
  ARRAY: (value) => printVariant(value, 2),
  MAP: (value) => printVariant(value, 2),
  VECTOR: (value) => printVariant(value),
};

const timestamp = ({ nanos, zone }, { name, scale }) =>
  name === "TIMESTAMP_TZ"
    ? `${seconds(nanos, scale)} ${(zone ?? 0) + 1440}`
    : seconds(nanos, scale);

const cell = (type) => {
  const encode = isTimestamp(type) ? timestamp : (encoders[type.name] ?? asText);
  return (value) => (value === null || value === undefined ? null : encode(value, type));
};

export const rowType = ({ columns }) =>
  columns.map(({ name, type, nullable }) => ({
    name,
    database: "",
    schema: "",
    table: "",
    nullable,
    collation: null,
    ...wireType(type),
  }));

export const rowSet = ({ columns, rows }) => {
  const cells = columns.map(({ type }) => cell(type));
  return rows.map((row) => row.map((value, index) => cells[index](value)));
};
